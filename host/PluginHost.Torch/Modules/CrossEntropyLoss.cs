using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>Cross entropy of logits (N, C, …) with class numbers (N, …) or class probabilities (N, C, …).</summary>
    public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly Tensor? weight;
        private readonly long ignore_index;
        private readonly nn.Reduction reduction;
        private readonly double label_smoothing;

        internal CrossEntropyLoss(Tensor? weight, long ignore_index, nn.Reduction reduction, double label_smoothing)
            : base(nameof(CrossEntropyLoss))
        {
            this.weight = weight;
            this.ignore_index = ignore_index;
            this.reduction = reduction;
            this.label_smoothing = label_smoothing;
            if (weight is not null)
            {
                register_buffer(nameof(weight), weight);
            }
        }

        /// <summary>Computes the loss.</summary>
        /// <param name="input1">Logits, (N, C, …).</param>
        /// <param name="input2">Class numbers, int64 (N, …), or class probabilities, (N, C, …).</param>
        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.cross_entropy(input1, input2, weight, ignore_index, reduction, label_smoothing);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What becomes of the losses of a batch.</summary>
            public enum Reduction
            {
                /// <summary>One loss an element.</summary>
                None = 0,

                /// <summary>Their mean.</summary>
                Mean = 1,

                /// <summary>Their sum.</summary>
                Sum = 2,
            }

            /// <summary>Cross entropy of logits with class numbers or class probabilities.</summary>
            /// <param name="weight">One factor a class, or null.</param>
            /// <param name="ignore_index">Class number that does not count; -100 when null.</param>
            /// <param name="reduction">What becomes of the losses of a batch.</param>
            /// <param name="label_smoothing">Share of the target spread evenly over the classes, in [0, 1].</param>
            public static Modules.CrossEntropyLoss CrossEntropyLoss(
                Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                new(weight, ignore_index ?? -100, reduction, label_smoothing);
        }
    }
}
