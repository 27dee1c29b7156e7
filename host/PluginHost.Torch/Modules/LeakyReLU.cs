using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>x where it is positive, a·x elsewhere.</summary>
    public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
    {
        private readonly double negative_slope;
        private readonly bool inplace;

        internal LeakyReLU(double negative_slope, bool inplace)
            : base(nameof(LeakyReLU))
        {
            this.negative_slope = negative_slope;
            this.inplace = inplace;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.leaky_relu(input, negative_slope, inplace);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x where it is positive, a·x elsewhere.</summary>
            /// <param name="negative_slope">Slope a of the negative side.</param>
            /// <param name="inplace">Whether to overwrite the input.</param>
            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
        }
    }
}
