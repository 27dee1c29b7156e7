using PluginHost.Torch.Modules;

namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Parameters that share a learning rate and the other settings.</summary>
        public abstract class ParamGroup
        {
            private protected ParamGroup(IEnumerable<Parameter> parameters, double learningRate)
            {
                Parameters = [.. parameters];
                LearningRate = learningRate;
                InitialLearningRate = learningRate;
            }

            /// <summary>The parameters.</summary>
            public IReadOnlyList<Parameter> Parameters { get; }

            /// <summary>Learning rate of the next step.</summary>
            public double LearningRate
            {
                get;
                set
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(value);
                    field = value;
                }
            }

            /// <summary>Learning rate at the start, which schedules are reckoned from.</summary>
            public double InitialLearningRate { get; set; }
        }
    }
}
