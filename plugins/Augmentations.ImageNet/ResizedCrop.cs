namespace Augmentations.ImageNet;

/// <summary>
/// Cuts a window out of each image and resizes it to a square, bilinearly. Resizing is linear in rows and in columns, so
/// it is two products of matrices an image, rows · image · columnsᵀ: batched, differentiable, and its gradient adds up
/// in the same order every time.
/// </summary>
public static class ResizedCrop
{
    /// <summary>Resizes a window of every image.</summary>
    /// <param name="images">float (N, C, H, W).</param>
    /// <param name="crops">The windows.</param>
    /// <param name="flipped">bool (N, 1), whether the result is mirrored left to right.</param>
    /// <param name="size">Its side.</param>
    /// <param name="antialias">Whether a window that shrinks is averaged over all its pixels.</param>
    /// <returns>float (N, C, size, size), channels-last.</returns>
    public static Tensor Of(Tensor images, Crops crops, Tensor flipped, int size, bool antialias)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(crops);
        ArgumentNullException.ThrowIfNull(flipped);
        using var scope = NewDisposeScope();
        var places = arange(size, device: images.device).to(ScalarType.Float32).unsqueeze(0);
        var rows = Weights(images.size(2), crops.Top, crops.Height, places, size, antialias);
        var columns = Weights(images.size(3), crops.Left, crops.Width, where(flipped, size - 1 - places, places), size, antialias);
        return rows.unsqueeze(1).matmul(images.contiguous()).matmul(columns.transpose(1, 2).unsqueeze(1))
            .contiguous(memory_format.channels_last)
            .MoveToOuterDisposeScope();
    }

    /// <summary>What each pixel of a line adds to each pixel of the resized window: (N, size, length), rows of sum 1.</summary>
    private static Tensor Weights(long length, Tensor start, Tensor extent, Tensor places, int size, bool antialias)
    {
        // Pixel k covers k … k + 1, and k + ½ is its middle; the window's own pixels only are read.
        var scale = extent / size;
        var centre = ((places + 0.5) * scale) - 0.5;
        var pixels = arange(length, device: start.device).to(ScalarType.Float32).view(1, 1, length) - start.unsqueeze(2);
        if (!antialias)
        {
            centre = centre.clamp(min: 0).minimum(extent - 1);
            return (1 - (pixels - centre.unsqueeze(2)).abs()).clamp(min: 0);
        }

        var support = scale.clamp(min: 1).unsqueeze(2);
        var inside = pixels.ge(0) * pixels.lt(extent.unsqueeze(2));
        var weights = (1 - ((pixels - centre.unsqueeze(2)).abs() / support)).clamp(min: 0) * inside.to(ScalarType.Float32);
        return weights / weights.sum([2], keepdim: true);
    }
}
