using PluginHost.Torch.Modules;
using PluginHost.Torch.Native;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>
    /// Stochastic gradient descent with momentum: g ← g + λθ; v ← μv + (1 − τ)g, in the first step v ← g; θ ← θ − lr·v, or with
    /// Nesterov θ ← θ − lr·(g + μv).
    /// </summary>
    public sealed class SGD : optim.Optimizer
    {
        private const string BufferName = "momentum_buffer";
        private readonly Tensor?[] momentumBuffers;

        internal SGD(IEnumerable<Group> groups)
            : base(groups) => momentumBuffers = new Tensor?[ParameterCount];

        private protected override IReadOnlyList<string> BufferNames => [BufferName];

        private protected override Tensor? GetBuffer(int index, string name) => momentumBuffers[index];

        private protected override void SetBuffer(int index, string name, Tensor buffer) => momentumBuffers[index] = buffer;

        private protected override void ClearBuffers()
        {
            foreach (Tensor? buffer in momentumBuffers)
            {
                buffer?.Dispose();
            }

            Array.Clear(momentumBuffers);
        }

        private protected override void StepGroup(optim.ParamGroup group, int first)
        {
            var settings = (Group)group;
            Lists begun = new(), fresh = new();
            for (int i = 0; i < group.Parameters.Count; i++)
            {
                Parameter parameter = group.Parameters[i];
                if (parameter.grad is not Tensor gradient)
                {
                    continue;
                }

                bool isFirst = settings.Momentum != 0 && momentumBuffers[first + i] is null;
                Lists lists = isFirst ? fresh : begun;
                lists.Parameters.Add(parameter);
                lists.Gradients.Add(GradientFor(parameter, gradient));
                if (settings.Momentum != 0)
                {
                    lists.Momenta.Add(momentumBuffers[first + i] ??= empty_like(parameter).DetachFromDisposeScope());
                }
            }

            Run(settings, begun, isFirst: false);
            Run(settings, fresh, isFirst: true);
        }

        private static void Run(Group group, Lists lists, bool isFirst)
        {
            if (lists.Parameters.Count > 0)
            {
                Network.fused_sgd_(
                    [.. lists.Parameters], [.. lists.Gradients], [.. lists.Momenta], group.WeightDecay, group.Momentum,
                    group.LearningRate, group.Dampening, group.Nesterov, group.Maximize, isFirst);
            }
        }

        /// <summary>Parameters with their own settings.</summary>
        public sealed class Group : optim.ParamGroup
        {
            /// <summary>Gathers parameters with their settings.</summary>
            /// <param name="parameters">The parameters.</param>
            /// <param name="learningRate">Learning rate lr.</param>
            /// <param name="momentum">Momentum μ.</param>
            /// <param name="dampening">Dampening τ of the momentum.</param>
            /// <param name="weight_decay">Weight decay λ.</param>
            /// <param name="nesterov">Whether to use Nesterov's form; needs momentum and no dampening.</param>
            /// <param name="maximize">Whether to climb instead.</param>
            public Group(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0,
                double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, learningRate)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(momentum);
                ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
                if (nesterov && (momentum == 0 || dampening != 0))
                {
                    throw new ArgumentException("Nesterov's form needs a momentum and no dampening.", nameof(nesterov));
                }

                (Momentum, Dampening, WeightDecay, Nesterov, Maximize) = (momentum, dampening, weight_decay, nesterov, maximize);
            }

            /// <summary>Momentum μ.</summary>
            public double Momentum { get; }

            /// <summary>Dampening τ of the momentum.</summary>
            public double Dampening { get; }

            /// <summary>Weight decay λ.</summary>
            public double WeightDecay { get; }

            /// <summary>Whether Nesterov's form is used.</summary>
            public bool Nesterov { get; }

            /// <summary>Whether the steps climb.</summary>
            public bool Maximize { get; }
        }

        private sealed class Lists
        {
            public List<Tensor> Parameters { get; } = [];

            public List<Tensor> Gradients { get; } = [];

            public List<Tensor> Momenta { get; } = [];
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        /// <summary>Optimizers and learning-rate schedules.</summary>
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent.</summary>
            /// <param name="parameters">The parameters.</param>
            /// <param name="learningRate">Learning rate.</param>
            /// <param name="momentum">Momentum.</param>
            /// <param name="dampening">Dampening of the momentum.</param>
            /// <param name="weight_decay">Weight decay.</param>
            /// <param name="nesterov">Whether to use Nesterov's form; needs momentum and no dampening.</param>
            /// <param name="maximize">Whether to climb instead.</param>
            public static Modules.SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0.0,
                double weight_decay = 0.0, bool nesterov = false, bool maximize = false) =>
                SGD([new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize)]);

            /// <summary>Stochastic gradient descent over several groups.</summary>
            /// <param name="groups">Parameters with their settings.</param>
            public static Modules.SGD SGD(IEnumerable<Modules.SGD.Group> groups) => new(groups);
        }
    }
}
