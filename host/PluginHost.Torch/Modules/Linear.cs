using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>An affine map x·Wᵀ + b of the last dimension.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(Linear))
        {
            weight = DefaultInitialisation.Weight([outputSize, inputSize], device, dtype);
            register_parameter(nameof(weight), weight);
            if (hasBias)
            {
                bias = DefaultInitialisation.Bias(weight);
                register_parameter(nameof(bias), bias);
            }
        }

        /// <summary>W, (out, in).</summary>
        public Parameter weight { get; }

        /// <summary>b, (out), or null.</summary>
        public Parameter? bias { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.linear(input, weight, bias);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An affine map of the last dimension, with PyTorch's start values.</summary>
            /// <param name="inputSize">Number of inputs.</param>
            /// <param name="outputSize">Number of outputs.</param>
            /// <param name="hasBias">Whether to add a bias.</param>
            /// <param name="device">Where the parameters lie; the CPU when null.</param>
            /// <param name="dtype">Their element type; float32 when null.</param>
            public static Modules.Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}
