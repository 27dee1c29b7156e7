using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>The mean of each window of (N, C, H, W).</summary>
    public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long kernel_size;
        private readonly long stride;
        private readonly long padding;
        private readonly bool ceil_mode;
        private readonly bool count_include_pad;

        internal AvgPool2d(long kernel_size, long stride, long padding, bool ceil_mode, bool count_include_pad)
            : base(nameof(AvgPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The mean of each window of (N, C, H, W).</summary>
            /// <param name="kernel_size">Height and width of a window.</param>
            /// <param name="stride">Step between windows; the window's size when null.</param>
            /// <param name="padding">Pixels of zero added at each border.</param>
            /// <param name="ceil_mode">Whether a window may hang over the border.</param>
            /// <param name="count_include_pad">Whether added pixels count in the mean.</param>
            public static Modules.AvgPool2d AvgPool2d(
                long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) => new(kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad);
        }
    }
}
