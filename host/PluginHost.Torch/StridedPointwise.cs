namespace PluginHost.Torch;

/// <summary>
/// Keeps clear of a fault of libtorch 2.10 (its oneDNN): on processors with AVX-512, the backward pass of a 1×1 convolution
/// with a stride, of fewer than 16 channels, writes beyond its memory. The process ends, at once with large images and now
/// and then with small ones. The pixels that the stride leaves are picked before the convolution instead: the same values.
/// </summary>
internal static class StridedPointwise
{
    private static readonly long[] s_one = [1, 1], s_none = [0, 0];

    /// <summary>Whether the convolution must not be called as it is.</summary>
    internal static bool IsUnsafe(Conv2d conv, Tensor input) =>
        conv.stride is not [1, 1] && conv.padding is null or [0, 0] && input.device_type == DeviceType.CPU
        && conv.weight.shape is [_, < 16, 1, 1];

    /// <summary>The convolution, with a kernel and a bias that may be others than its own.</summary>
    internal static Tensor Call(Conv2d conv, Tensor input, Tensor kernel, Tensor? bias)
    {
        using var rows = input.slice(-2, 0, input.shape[^2], conv.stride[0]);
        using var seen = rows.slice(-1, 0, input.shape[^1], conv.stride[1]);
        return functional.conv2d(seen, kernel, bias, s_one, s_none, s_one, conv.groups);
    }
}
