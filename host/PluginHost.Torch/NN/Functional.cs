using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers as functions of their input and their weights.</summary>
        public static partial class functional
        {
            private static readonly long[] One = [1, 1];
            private static readonly long[] Nought = [0, 0];

            /// <summary>Convolution (cross-correlation) of (N, C, H, W) or (C, H, W); sizes are (height, width).</summary>
            /// <param name="input">Images.</param>
            /// <param name="weight">Kernel, (out, in / groups, height, width).</param>
            /// <param name="bias">One value an output channel, or null.</param>
            /// <param name="strides">Step between outputs; 1, 1 when null.</param>
            /// <param name="padding">Zeros added at each border; 0, 0 when null.</param>
            /// <param name="dilation">Step between the kernel's points; 1, 1 when null.</param>
            /// <param name="groups">Number of groups of channels that do not see each other.</param>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1)
            {
                long[] steps = strides ?? One, border = padding ?? Nought;
                if (!SkipsPixelsUnsafely(input, weight, steps, border))
                {
                    return Network.conv2d(input, weight, bias, steps, border, dilation ?? One, groups);
                }

                using var rows = input.slice(-2, 0, null, steps[0]);
                using var seen = rows.slice(-1, 0, null, steps[1]);
                return Network.conv2d(seen, weight, bias, One, Nought, One, groups);
            }

            /// <summary>x·Wᵀ + b over the last dimension.</summary>
            /// <param name="input">x, (…, in).</param>
            /// <param name="weight">W, (out, in).</param>
            /// <param name="bias">b, (out), or null.</param>
            public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) =>
                Network.linear(input, weight, bias);

            /// <summary>Batch normalisation over all dimensions but the second.</summary>
            /// <param name="input">(N, C, …).</param>
            /// <param name="running_mean">(C); moved in training, used otherwise. May be null in training.</param>
            /// <param name="running_var">(C); moved in training, used otherwise. May be null in training.</param>
            /// <param name="weight">γ, (C), or null.</param>
            /// <param name="bias">β, (C), or null.</param>
            /// <param name="training">Whether to use the batch's statistics.</param>
            /// <param name="momentum">Weight of the batch in the running statistics.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Network.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps);

            /// <summary>max(0, x).</summary>
            /// <param name="input">x.</param>
            /// <param name="inplace">Whether to overwrite it.</param>
            public static Tensor relu(Tensor input, bool inplace = false) => inplace ? input.relu_() : input.relu();

            /// <summary>x where it is positive, a·x elsewhere.</summary>
            /// <param name="input">x.</param>
            /// <param name="negative_slope">Slope a.</param>
            /// <param name="inplace">Whether to overwrite it.</param>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope) : input.leaky_relu(negative_slope);

            /// <summary>In training sets elements to zero with probability p and scales the others by 1 / (1 − p).</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="p">Probability of zero, in [0, 1].</param>
            /// <param name="training">Whether to drop at all.</param>
            /// <param name="inplace">Whether to overwrite the input.</param>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!(p >= 0 && p <= 1))
                {
                    throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
                }

                return inplace
                    ? Network.dropout_(input, p, training)
                    : Network.dropout(input, p, training);
            }

            /// <summary>The maximum of each window of (N, C, H, W).</summary>
            /// <param name="input">Images.</param>
            /// <param name="kernel_size">Height and width of a window.</param>
            /// <param name="stride">Step between windows; the window's size when null.</param>
            /// <param name="padding">Pixels added at each border.</param>
            /// <param name="dilation">Step between a window's points.</param>
            /// <param name="ceil_mode">Whether a window may hang over the border.</param>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, long dilation = 1, bool ceil_mode = false) =>
                Network.max_pool2d(
                    input, Square(kernel_size), Square(stride ?? kernel_size), Square(padding), Square(dilation), ceil_mode);

            /// <summary>The mean of each window of (N, C, H, W).</summary>
            /// <param name="input">Images.</param>
            /// <param name="kernel_size">Height and width of a window.</param>
            /// <param name="stride">Step between windows; the window's size when null.</param>
            /// <param name="padding">Pixels of zero added at each border.</param>
            /// <param name="ceil_mode">Whether a window may hang over the border.</param>
            /// <param name="count_include_pad">Whether added pixels count in the mean.</param>
            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true) =>
                Network.avg_pool2d(
                    input, Square(kernel_size), Square(stride ?? kernel_size), Square(padding), ceil_mode, count_include_pad, null);

            /// <summary>The mean of each cell of a grid laid over (N, C, H, W).</summary>
            /// <param name="input">Images.</param>
            /// <param name="output_size">Height and width of the grid; 1 is the mean of the whole image.</param>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                Network.adaptive_avg_pool2d(input, Square(output_size));

            /// <summary>Adds pixels beyond the borders.</summary>
            /// <param name="input">Images.</param>
            /// <param name="pad">Two numbers a dimension, the last dimension first: left, right, top, bottom, …</param>
            /// <param name="mode">What they hold.</param>
            /// <param name="value">Their value, for <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros
                    ? Network.pad(input, pad, "constant", mode == PaddingModes.Zeros ? 0 : value)
                    : Network.pad(input, pad, mode.ToString().ToLowerInvariant(), null);

            /// <summary>
            /// Whether this is a 1×1 convolution with a stride, of fewer than 16 channels, on the CPU: with AVX-512 its backward
            /// pass writes beyond its memory (oneDNN in libtorch 2.10), and the process dies, at once with large images and now
            /// and then with small ones. The same pixels are then picked first.
            /// </summary>
            private static bool SkipsPixelsUnsafely(Tensor input, Tensor weight, long[] strides, long[] padding) =>
                strides is not [1, 1] && padding is [0, 0] && input.device.type == DeviceType.CPU
                && weight.shape is [_, < 16, 1, 1];

            private static long[] Square(long size) => [size, size];
        }
    }
}
