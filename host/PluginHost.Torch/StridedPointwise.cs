using System.Runtime.CompilerServices;

namespace PluginHost.Torch;

/// <summary>
/// Keeps clear of a fault of libtorch 2.10 (its oneDNN): on processors with AVX-512, the backward pass of a 1×1
/// convolution with a stride, of fewer than 16 channels, writes beyond its memory. The process ends, at once with
/// large images and now and then with small ones. The pixels that the stride leaves are picked before the convolution
/// instead: the same values.
/// </summary>
public static class StridedPointwise
{
    private static readonly ConditionalWeakTable<Conv2d, long[]> s_strides = [];

    /// <summary>
    /// Lets every such convolution of a network on the CPU pick its pixels first; its <c>stride</c> becomes 1.
    /// </summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The network, which computes the same as before.</param>
    /// <returns>The module.</returns>
    public static T avoid_strided_pointwise<T>(this T module)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var conv in module.modules().Prepend(module).OfType<Conv2d>().Where(IsUnsafe))
        {
            long[] stride = conv.stride;
            s_strides.Add(conv, stride);
            conv.stride = [1, 1];
            conv.register_forward_pre_hook((_, input) => Picked(input, stride));
        }

        return module;
    }

    /// <summary>What a convolution is to see where it is not called as a module, which would pick by itself.</summary>
    internal static Tensor InputOf(Conv2d conv, Tensor input) =>
        s_strides.TryGetValue(conv, out long[]? stride) ? Picked(input, stride) : input;

    private static bool IsUnsafe(Conv2d conv) =>
        conv.stride is not [1, 1] && conv.padding is null or [0, 0] && conv.weight.device_type == DeviceType.CPU
        && conv.weight.shape is [_, < 16, 1, 1];

    private static Tensor Picked(Tensor input, long[] stride)
    {
        using var rows = input.slice(-2, 0, input.shape[^2], stride[0]);
        return rows.slice(-1, 0, input.shape[^1], stride[1]);
    }
}
