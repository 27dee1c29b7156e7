namespace Augmentations.ImageNet;

/// <summary>A window of each image, in whole pixels: float32 (N, 1) each.</summary>
public sealed record Crops(Tensor Top, Tensor Left, Tensor Height, Tensor Width)
{
    /// <summary>All of every image.</summary>
    public static Crops Whole(long count, long height, long width, Device device)
    {
        long[] each = [count, 1];
        return new Crops(
            zeros(each, device: device), zeros(each, device: device), full(each, (double)height, device: device),
            full(each, (double)width, device: device));
    }
}

/// <summary>
/// Random windows by the usual rule: ten tries at an area (uniform) and a width-to-height ratio (uniform in its
/// logarithm); the first window that fits counts, at a uniform place. Where none fits: the whole image, cut to the nearest
/// allowed ratio, in the middle.
/// </summary>
public static class RandomCrops
{
    private const int Tries = 10;

    /// <summary>Draws a window for each image.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="height">Their height.</param>
    /// <param name="width">Their width.</param>
    /// <param name="smallestShare">The smallest share of the area; the largest is 1.</param>
    /// <param name="largestRatio">The largest width-to-height ratio; the smallest is its inverse.</param>
    /// <param name="device">Where the images are.</param>
    public static Crops Draw(long count, long height, long width, double smallestShare, double largestRatio, Device device)
    {
        long[] tries = [count, Tries];
        double most = Math.Log(largestRatio);
        var area = ((rand(tries, device: device) * (1 - smallestShare)) + smallestShare) * (double)(height * width);
        var ratio = ((rand(tries, device: device) * (2 * most)) - most).exp();
        var widths = (area * ratio).sqrt().round();
        var heights = (area / ratio).sqrt().round();
        var fits = widths.ge(1) * widths.le((double)width) * heights.ge(1) * heights.le((double)height);

        // The largest of 10, 9, … 1 among those that fit is the first try that does.
        var rank = (Tries - arange(Tries, device: device)).to(ScalarType.Float32) * fits.to(ScalarType.Float32);
        var first = rank.argmax(1).unsqueeze(1);
        var any = fits.any(1, keepdim: true);
        var (wholeHeight, wholeWidth) = Fallback(height, width, largestRatio);
        var cropHeight = where(any, heights.gather(1, first), wholeHeight);
        var cropWidth = where(any, widths.gather(1, first), wholeWidth);

        long[] each = [count, 1];
        var top = (rand(each, device: device) * (height - cropHeight + 1)).floor();
        var left = (rand(each, device: device) * (width - cropWidth + 1)).floor();
        return new Crops(
            where(any, top, Math.Floor((height - wholeHeight) / 2)), where(any, left, Math.Floor((width - wholeWidth) / 2)),
            cropHeight, cropWidth);
    }

    private static (double Height, double Width) Fallback(long height, long width, double largestRatio)
    {
        double ratio = (double)width / height;
        return ratio < 1 / largestRatio ? (Math.Round(width * largestRatio), width)
            : ratio > largestRatio ? (height, Math.Round(height * largestRatio))
            : (height, width);
    }
}
