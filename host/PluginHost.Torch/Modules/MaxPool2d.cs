using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>The maximum of each window of (N, C, H, W).</summary>
    public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long kernel_size;
        private readonly long stride;
        private readonly long padding;
        private readonly long dilation;
        private readonly bool ceil_mode;

        internal MaxPool2d(long kernel_size, long stride, long padding, long dilation, bool ceil_mode)
            : base(nameof(MaxPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The maximum of each window of (N, C, H, W).</summary>
            /// <param name="kernel_size">Height and width of a window.</param>
            /// <param name="stride">Step between windows; the window's size when null.</param>
            /// <param name="padding">Pixels added at each border.</param>
            /// <param name="dilation">Step between a window's points.</param>
            /// <param name="ceil_mode">Whether a window may hang over the border.</param>
            public static Modules.MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long padding = 0, long dilation = 1, bool ceil_mode = false) => new(kernel_size, stride ?? kernel_size, padding, dilation, ceil_mode);
        }
    }
}
