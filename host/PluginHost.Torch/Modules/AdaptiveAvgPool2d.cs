using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>The mean of each cell of a grid laid over (N, C, H, W).</summary>
    public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long output_size;

        internal AdaptiveAvgPool2d(long output_size)
            : base(nameof(AdaptiveAvgPool2d))
        {
            this.output_size = output_size;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, output_size);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The mean of each cell of a grid laid over (N, C, H, W).</summary>
            /// <param name="output_size">Height and width of the grid; 1 is the mean of the whole image.</param>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(output_size);
        }
    }
}
