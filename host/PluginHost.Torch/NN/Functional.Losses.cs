using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Cross entropy of logits.</summary>
            /// <param name="input">Logits, (N, C, …).</param>
            /// <param name="target">Class numbers, int64 (N, …), or class probabilities, (N, C, …).</param>
            /// <param name="weight">One factor a class, or null.</param>
            /// <param name="ignore_index">Class number that does not count.</param>
            /// <param name="reduction">What becomes of the losses of a batch.</param>
            /// <param name="label_smoothing">Share of the target spread evenly over the classes, in [0, 1].</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Network.cross_entropy_loss(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Negative log likelihood of log-probabilities.</summary>
            /// <param name="input">Log-probabilities, (N, C).</param>
            /// <param name="target">Class numbers, int64 (N).</param>
            /// <param name="weight">One factor a class, or null.</param>
            /// <param name="ignore_index">Class number that does not count.</param>
            /// <param name="reduction">What becomes of the losses of a batch.</param>
            public static Tensor nll_loss(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean) =>
                Network.nll_loss(input, target, weight, (long)reduction, ignore_index);

            /// <summary>Squared difference.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="target">The same shape.</param>
            /// <param name="reduction">What becomes of the elements.</param>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Network.mse_loss(input, target, (long)reduction);

            /// <summary>exp(x) divided by its sum along a dimension.</summary>
            /// <param name="input">x.</param>
            /// <param name="dim">The dimension.</param>
            /// <param name="dtype">Element type to compute in; the input's when null.</param>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                input.softmax(dim, dtype);

            /// <summary>The logarithm of the softmax.</summary>
            /// <param name="input">x.</param>
            /// <param name="dim">The dimension.</param>
            /// <param name="dtype">Element type to compute in; the input's when null.</param>
            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                input.log_softmax(dim, dtype);

            /// <summary>One row of zeros with a single one for each class number.</summary>
            /// <param name="x">Class numbers, int64 (N, …).</param>
            /// <param name="num_classes">Length of a row; one more than the largest class number when -1.</param>
            /// <returns>int64, (N, …, classes).</returns>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Network.one_hot(x, num_classes);
        }
    }
}
