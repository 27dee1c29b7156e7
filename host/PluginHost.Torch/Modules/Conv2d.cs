using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>A two-dimensional convolution (cross-correlation) of (N, C, H, W) or (C, H, W).</summary>
    public sealed class Conv2d : nn.Module<Tensor, Tensor>
    {
        private readonly long[] strides;
        private readonly long[] padding;
        private readonly long[] dilation;
        private readonly long groups;
        private readonly PaddingModes paddingMode;
        private (Tensor Weight, Tensor Bias)? folded;

        internal Conv2d(
            long in_channels, long out_channels, (long H, long W) kernel, Conv2dGeometry geometry, bool hasBias,
            Device? device, ScalarType? dtype)
            : base(nameof(Conv2d))
        {
            geometry.Check(in_channels, out_channels);
            (strides, padding, dilation, groups, paddingMode) = geometry;
            weight = DefaultInitialisation.Weight([out_channels, in_channels / groups, kernel.H, kernel.W], device, dtype);
            register_parameter(nameof(weight), weight);
            if (hasBias)
            {
                bias = DefaultInitialisation.Bias(weight);
                register_parameter(nameof(bias), bias);
            }
        }

        /// <summary>The kernel, (out, in / groups, height, width).</summary>
        public Parameter weight { get; }

        /// <summary>One value an output channel, or null.</summary>
        public Parameter? bias { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            (Tensor kernel, Tensor? shift) = folded is { } f ? (f.Weight, f.Bias) : (weight, bias);
            if (paddingMode == PaddingModes.Zeros)
            {
                return nn.functional.conv2d(input, kernel, shift, strides, padding, dilation, groups);
            }

            Tensor padded = nn.functional.pad(input, [padding[1], padding[1], padding[0], padding[0]], paddingMode);
            return nn.functional.conv2d(padded, kernel, shift, strides, [0, 0], dilation, groups);
        }

        /// <summary>Computes with these instead of its own until <see cref="Unfold"/>.</summary>
        internal void Fold(Tensor kernel, Tensor shift) =>
            folded = (kernel.DetachFromDisposeScope(), shift.DetachFromDisposeScope());

        internal void Unfold()
        {
            folded?.Weight.Dispose();
            folded?.Bias.Dispose();
            folded = null;
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Unfold();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>How a convolution moves over its input; (height, width) each.</summary>
    internal readonly record struct Conv2dGeometry(
        long[] Strides, long[] Padding, long[] Dilation, long Groups, PaddingModes PaddingMode)
    {
        internal void Check(long inChannels, long outChannels)
        {
            if (Groups < 1 || inChannels % Groups != 0 || outChannels % Groups != 0)
            {
                throw new ArgumentException($"groups is {Groups}; it must divide the {inChannels} input and the {outChannels} output channels.");
            }
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A two-dimensional convolution with a square kernel and PyTorch's start values.</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Channels of the output.</param>
            /// <param name="kernel_size">Height and width of the kernel.</param>
            /// <param name="stride">Step between outputs, in pixels.</param>
            /// <param name="padding">Pixels added at each border.</param>
            /// <param name="dilation">Step between the kernel's points, in pixels.</param>
            /// <param name="padding_mode">What the added pixels hold.</param>
            /// <param name="groups">Number of groups of channels that do not see each other.</param>
            /// <param name="bias">Whether to add a bias.</param>
            /// <param name="device">Where the parameters lie; the CPU when null.</param>
            /// <param name="dtype">Their element type; float32 when null.</param>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding),
                    (dilation, dilation), padding_mode, groups, bias, device, dtype);

            /// <summary>A two-dimensional convolution; sizes are (height, width).</summary>
            /// <param name="in_channels">Channels of the input.</param>
            /// <param name="out_channels">Channels of the output.</param>
            /// <param name="kernel_size">Size of the kernel.</param>
            /// <param name="stride">Step between outputs, in pixels; (1, 1) when null.</param>
            /// <param name="padding">Pixels added at each border; (0, 0) when null.</param>
            /// <param name="dilation">Step between the kernel's points, in pixels; (1, 1) when null.</param>
            /// <param name="padding_mode">What the added pixels hold.</param>
            /// <param name="groups">Number of groups of channels that do not see each other.</param>
            /// <param name="bias">Whether to add a bias.</param>
            /// <param name="device">Where the parameters lie; the CPU when null.</param>
            /// <param name="dtype">Their element type; float32 when null.</param>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                (long H, long W) step = stride ?? (1, 1), border = padding ?? (0, 0), spread = dilation ?? (1, 1);
                var geometry = new Modules.Conv2dGeometry(
                    [step.H, step.W], [border.H, border.W], [spread.H, spread.W], groups, padding_mode);
                return new(in_channels, out_channels, kernel_size, geometry, bias, device, dtype);
            }
        }
    }
}
