using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>
    /// Batch normalisation of (N, C, H, W) (Ioffe and Szegedy, 2015): with the batch's statistics in training mode, which
    /// also move the running ones; with the running ones in evaluation mode.
    /// </summary>
    public sealed class BatchNorm2d : nn.Module<Tensor, Tensor>
    {
        private readonly double eps;
        private readonly double? momentum;

        internal BatchNorm2d(
            long features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm2d))
        {
            this.eps = eps;
            this.momentum = momentum;
            if (affine)
            {
                weight = new Parameter(ones([features], dtype: dtype, device: device));
                bias = new Parameter(zeros([features], dtype: dtype, device: device));
                register_parameter(nameof(weight), weight);
                register_parameter(nameof(bias), bias);
            }

            if (track_running_stats)
            {
                running_mean = zeros([features], dtype: dtype, device: device);
                running_var = ones([features], dtype: dtype, device: device);
                num_batches_tracked = zeros([], dtype: ScalarType.Int64, device: device);
                register_buffer(nameof(running_mean), running_mean);
                register_buffer(nameof(running_var), running_var);
                register_buffer(nameof(num_batches_tracked), num_batches_tracked);
            }
        }

        /// <summary>γ, (C), or null.</summary>
        public Parameter? weight { get; }

        /// <summary>β, (C), or null.</summary>
        public Parameter? bias { get; }

        /// <summary>Running mean, (C), or null when it is not tracked.</summary>
        public Tensor? running_mean { get; }

        /// <summary>Running unbiased variance, (C), or null when it is not tracked.</summary>
        public Tensor? running_var { get; }

        /// <summary>How many batches moved the running statistics, or null when they are not tracked.</summary>
        public Tensor? num_batches_tracked { get; }

        /// <summary>Whether the convolution before it does its work for now.</summary>
        internal bool IsFolded { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (!IsFolded)
            {
                return nn.functional.batch_norm(
                    input, running_mean, running_var, weight, bias, training || running_mean is null, Momentum(), eps);
            }

            return training
                ? throw new InvalidOperationException("A batch norm was put into training mode while it was folded into its convolution; undo the folding first.")
                : input;
        }

        /// <summary>Evaluation mode as x·factor + shift: γ/√(σ² + ε) and β − μ·γ/√(σ² + ε), both (C).</summary>
        internal (Tensor Factor, Tensor Shift) AsFactorAndShift()
        {
            if (running_mean is null || running_var is null)
            {
                throw new InvalidOperationException("A batch norm without running statistics is no fixed scaling.");
            }

            Tensor factor = (running_var + eps).rsqrt();
            factor = weight is null ? factor : factor * weight;
            Tensor shift = -(running_mean * factor);
            return (factor, bias is null ? shift : shift + bias);
        }

        /// <summary>The weight of the new batch in the running statistics; counts the batch.</summary>
        private double Momentum()
        {
            if (!training || num_batches_tracked is null)
            {
                return momentum ?? 0;
            }

            using (no_grad())
            {
                num_batches_tracked.add_(1);
            }

            return momentum ?? 1.0 / num_batches_tracked.item<long>();
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Batch normalisation of (N, C, H, W).</summary>
            /// <param name="features">Number of channels C.</param>
            /// <param name="eps">Added to the variance.</param>
            /// <param name="momentum">Weight of the new batch in the running statistics; null for their plain average.</param>
            /// <param name="affine">Whether to scale and shift each channel by trained parameters.</param>
            /// <param name="track_running_stats">Whether to keep running statistics for evaluation mode.</param>
            /// <param name="device">Where the parameters lie; the CPU when null.</param>
            /// <param name="dtype">Their element type; float32 when null.</param>
            public static Modules.BatchNorm2d BatchNorm2d(
                long features, double eps = 1e-05, double? momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
