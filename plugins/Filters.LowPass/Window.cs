namespace Filters.LowPass;

/// <summary>What lies beyond the edge of an image.</summary>
internal enum Border
{
    /// <summary>The image mirrored about its edge pixels: c b | a b c.</summary>
    Mirror,

    /// <summary>The edge pixels again: a a | a b c.</summary>
    Repeat,
}

/// <summary>Images seen through a square window: every pixel's neighbours as whole shifted images.</summary>
internal static class Window
{
    /// <summary>Adds a border of the given width on all sides.</summary>
    /// <param name="images">(N, C, H, W).</param>
    /// <param name="width">The width in pixels; less than H and W when mirrored.</param>
    /// <param name="border">What the border shows.</param>
    public static Tensor Framed(Tensor images, int width, Border border)
    {
        var rows = tensor(Places(images.size(2), width, border));
        var columns = tensor(Places(images.size(3), width, border));
        return images.index_select(2, rows).index_select(3, columns);
    }

    /// <summary>The framed images shifted back to their place, seen from (dy, dx) beside each pixel.</summary>
    public static Tensor Neighbour(Tensor framed, int width, int dy, int dx) => framed
        .narrow(2, width + dy, framed.size(2) - (2 * width))
        .narrow(3, width + dx, framed.size(3) - (2 * width));

    /// <summary>The 3×3 sum with the weights (1, centre, 1) down and across.</summary>
    /// <param name="framed">float (N, C, H + 2, W + 2).</param>
    /// <param name="centre">The weight of the middle row and of the middle column.</param>
    public static Tensor WeightedSum(Tensor framed, double centre) => Weighted(Weighted(framed, centre, 2), centre, 3);

    private static Tensor Weighted(Tensor framed, double centre, int dimension)
    {
        long length = framed.size(dimension) - 2;
        return (framed.narrow(dimension, 1, length) * centre)
            .add_(framed.narrow(dimension, 0, length))
            .add_(framed.narrow(dimension, 2, length));
    }

    private static long[] Places(long length, int width, Border border)
    {
        if (border == Border.Mirror && length <= width)
        {
            throw new ArgumentException($"an image side of {length} is too short for a mirrored border of {width}");
        }

        var places = new long[length + (2 * width)];
        for (int i = 0; i < places.Length; i++)
        {
            long place = i - width;
            places[i] = border == Border.Repeat ? Math.Clamp(place, 0, length - 1)
                : place < 0 ? -place
                : place >= length ? (2 * (length - 1)) - place
                : place;
        }

        return places;
    }
}
