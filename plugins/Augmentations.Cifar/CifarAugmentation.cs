using PluginHost.Contracts;

namespace Augmentations.Cifar;

public sealed record CifarOptions
{
    [Option("how many black pixels are added on each side before the crop", Unit = "pixels", Min = 0, Max = 64)]
    public int Padding { get; init; } = 4;

    [Option("the probability that an image is mirrored", Min = 0, Max = 1)]
    public double Flip { get; init; } = 0.5;
}

/// <summary>A random horizontal flip, then a random crop of the padded image, each drawn anew for every image.</summary>
[Plugin(PluginKind.Augmentation, "cifar", "1.0.0",
    Summary = "horizontal flip, 4 pixels of padding, random crop",
    Source = "He et al. 2016, Deep Residual Learning, section 4.2")]
public sealed class CifarAugmentation(CifarOptions options) : IAugmentation
{
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var device = images.device;
        long[] each = [images.size(0), 1];
        int places = (2 * options.Padding) + 1;
        var top = randint(places, each, device: device);
        var left = randint(places, each, device: device);
        var flipped = rand(each, device: device).lt(options.Flip);
        return FlipAndCrop(images, top, left, flipped, options.Padding).MoveToOuterDisposeScope();
    }

    /// <summary>Pads with black and cuts one window of the images' own size out of each image.</summary>
    /// <param name="images">float (N, C, H, W); black is 0.</param>
    /// <param name="top">int64 (N, 1), the window's first row in the padded image, in [0, 2·padding].</param>
    /// <param name="left">int64 (N, 1), the window's first column.</param>
    /// <param name="flipped">bool (N, 1), whether the window is mirrored left to right.</param>
    /// <param name="padding">Black pixels on each side.</param>
    /// <returns>
    /// float (N, C, H, W), channels-last. One gather: its gradient is a scatter in which every pixel is met at most once,
    /// several times quicker on a CPU than that of advanced indexing.
    /// </returns>
    public static Tensor FlipAndCrop(Tensor images, Tensor top, Tensor left, Tensor flipped, int padding)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(top);
        ArgumentNullException.ThrowIfNull(left);
        using var scope = NewDisposeScope();
        var (n, channels, height, width) = (images.size(0), images.size(1), images.size(2), images.size(3));
        var across = arange(width, device: images.device);
        var rows = top + arange(height, device: images.device);
        var columns = left + where(flipped, width - 1 - across, across);
        var window = (rows.unsqueeze(2) * (width + (2 * padding))) + columns.unsqueeze(1);
        return functional.pad(images, [padding, padding, padding, padding], PaddingModes.Constant, 0)
            .flatten(2)
            .gather(2, window.view(n, 1, height * width).expand(n, channels, height * width))
            .view(n, channels, height, width)
            .contiguous(memory_format.channels_last)
            .MoveToOuterDisposeScope();
    }
}
