namespace PluginHost.Engine.Data;

/// <summary>How images of many sizes are made one size.</summary>
/// <param name="Side">They are resized to this width and height, whatever their proportions; null keeps them, and then all must have one size.</param>
/// <param name="Crop">The side of the square that is then cut out of the middle; null for none.</param>
public readonly record struct ImageFit(int? Side, int? Crop = null)
{
    /// <summary>The shape of every image; null when the images decide it.</summary>
    public ImageShape? Shape => (Crop ?? Side) is { } side ? new ImageShape(3, side, side) : null;

    public ImageFile Apply(ImageFile image)
    {
        var (rgb, width, height) = image;
        if (Side is { } side && (width != side || height != side))
        {
            image = new ImageFile(Resampling.Resize(rgb, width, height, side, side), side, side);
        }

        return Crop is { } crop ? Centre(image, crop) : image;
    }

    private static ImageFile Centre(ImageFile image, int side)
    {
        int top = (image.Height - side) / 2;
        int left = (image.Width - side) / 2;
        var rgb = new byte[side * side * 3];
        for (int row = 0; row < side; row++)
        {
            image.Rgb.AsSpan((((top + row) * image.Width) + left) * 3, side * 3).CopyTo(rgb.AsSpan(row * side * 3));
        }

        return new ImageFile(rgb, side, side);
    }
}
