using PluginHost.Torch.Modules;
using PluginHost.Torch.Native;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>
    /// Adam (Kingma and Ba, 2015) and, with decoupled weight decay, AdamW (Loshchilov and Hutter, 2019): steps along the mean of
    /// the gradients divided by the root of the mean of their squares, both corrected for their start at zero.
    /// </summary>
    public sealed class Adam : optim.Optimizer
    {
        private static readonly string[] Names = ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"];
        private readonly bool decoupled;
        private readonly Tensor?[][] buffers;

        internal Adam(IEnumerable<Group> groups, bool decoupled)
            : base(groups)
        {
            this.decoupled = decoupled;
            buffers = [.. Names.Select(_ => new Tensor?[ParameterCount])];
        }

        private protected override IReadOnlyList<string> BufferNames => Names;

        private protected override Tensor? GetBuffer(int index, string name) => buffers[Array.IndexOf(Names, name)][index];

        private protected override void SetBuffer(int index, string name, Tensor buffer) =>
            buffers[Array.IndexOf(Names, name)][index] = buffer;

        private protected override void ClearBuffers()
        {
            foreach (Tensor?[] kind in buffers)
            {
                foreach (Tensor? buffer in kind)
                {
                    buffer?.Dispose();
                }

                Array.Clear(kind);
            }
        }

        private protected override void StepGroup(optim.ParamGroup group, int first)
        {
            var settings = (Group)group;
            var parameters = new List<Tensor>();
            var gradients = new List<Tensor>();
            List<Tensor>[] state = [[], [], [], []];
            for (int i = 0; i < group.Parameters.Count; i++)
            {
                Parameter parameter = group.Parameters[i];
                if (parameter.grad is not Tensor gradient)
                {
                    continue;
                }

                parameters.Add(parameter);
                gradients.Add(GradientFor(parameter, gradient));
                state[0].Add(buffers[0][first + i] ??= zeros([], dtype: ScalarType.Float32, device: parameter.device).DetachFromDisposeScope());
                for (int kind = 1; kind < (settings.AmsGrad ? 4 : 3); kind++)
                {
                    state[kind].Add(buffers[kind][first + i] ??= zeros_like(parameter).DetachFromDisposeScope());
                }
            }

            if (parameters.Count > 0)
            {
                Run(settings, parameters, gradients, state);
            }
        }

        private void Run(Group group, List<Tensor> parameters, List<Tensor> gradients, List<Tensor>[] state)
        {
            // The fused kernels expect the number of this step, counted from 1.
            foreach (Tensor step in state[0])
            {
                step.add_(1);
            }

            Action<Tensor[], Tensor[], Tensor[], Tensor[], Tensor[], Tensor[], double, double, double, double, double, bool, bool> run =
                decoupled ? Network.fused_adamw_ : Network.fused_adam_;
            run(
                [.. parameters], [.. gradients], [.. state[1]], [.. state[2]], [.. state[3]], [.. state[0]], group.LearningRate,
                group.Beta1, group.Beta2, group.WeightDecay, group.Eps, group.AmsGrad, group.Maximize);
        }

        /// <summary>Parameters with their own settings.</summary>
        public sealed class Group : optim.ParamGroup
        {
            /// <summary>Gathers parameters with their settings.</summary>
            /// <param name="parameters">The parameters.</param>
            /// <param name="lr">Learning rate.</param>
            /// <param name="beta1">How much of the mean of the gradients is kept in a step, in [0, 1).</param>
            /// <param name="beta2">How much of the mean of their squares is kept in a step, in [0, 1).</param>
            /// <param name="eps">Added to the root of the mean of squares.</param>
            /// <param name="weight_decay">Weight decay: added to the gradient in Adam, taken from the parameter in AdamW.</param>
            /// <param name="amsgrad">Whether to divide by the largest mean of squares so far.</param>
            /// <param name="maximize">Whether to climb instead.</param>
            public Group(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, lr)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(beta1);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta1, 1);
                ArgumentOutOfRangeException.ThrowIfNegative(beta2);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta2, 1);
                ArgumentOutOfRangeException.ThrowIfNegative(eps);
                ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
                (Beta1, Beta2, Eps, WeightDecay, AmsGrad, Maximize) = (beta1, beta2, eps, weight_decay, amsgrad, maximize);
            }

            /// <summary>How much of the mean of the gradients is kept in a step.</summary>
            public double Beta1 { get; }

            /// <summary>How much of the mean of their squares is kept in a step.</summary>
            public double Beta2 { get; }

            /// <summary>Added to the root of the mean of squares.</summary>
            public double Eps { get; }

            /// <summary>Weight decay.</summary>
            public double WeightDecay { get; }

            /// <summary>Whether the largest mean of squares so far divides.</summary>
            public bool AmsGrad { get; }

            /// <summary>Whether the steps climb.</summary>
            public bool Maximize { get; }
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam.</summary>
            /// <param name="parameters">The parameters.</param>
            /// <param name="lr">Learning rate.</param>
            /// <param name="beta1">How much of the mean of the gradients is kept in a step.</param>
            /// <param name="beta2">How much of the mean of their squares is kept in a step.</param>
            /// <param name="eps">Added to the root of the mean of squares.</param>
            /// <param name="weight_decay">Weight decay, added to the gradient.</param>
            /// <param name="amsgrad">Whether to divide by the largest mean of squares so far.</param>
            /// <param name="maximize">Whether to climb instead.</param>
            public static Modules.Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new([new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)], decoupled: false);

            /// <summary>Adam with decoupled weight decay.</summary>
            /// <param name="parameters">The parameters.</param>
            /// <param name="lr">Learning rate.</param>
            /// <param name="beta1">How much of the mean of the gradients is kept in a step.</param>
            /// <param name="beta2">How much of the mean of their squares is kept in a step.</param>
            /// <param name="eps">Added to the root of the mean of squares.</param>
            /// <param name="weight_decay">Weight decay, taken from the parameter.</param>
            /// <param name="amsgrad">Whether to divide by the largest mean of squares so far.</param>
            /// <param name="maximize">Whether to climb instead.</param>
            public static Modules.Adam AdamW(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 1e-2, bool amsgrad = false, bool maximize = false) =>
                new([new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)], decoupled: true);
        }
    }
}
