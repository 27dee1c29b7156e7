using SkiaSharp;

namespace PluginHost.Engine.Data;

/// <summary>A decoded image: three bytes a pixel (red, green, blue), row by row. Transparency is dropped.</summary>
public readonly record struct ImageFile(byte[] Rgb, int Width, int Height)
{
    /// <summary>The shape by the file's header.</summary>
    public static ImageShape Shape(string path)
    {
        using var codec = Open(path);
        return new ImageShape(3, codec.Info.Height, codec.Info.Width);
    }

    /// <summary>Decodes a file, and resizes it to a square when a size is given.</summary>
    /// <exception cref="DataException">The file is not a whole image.</exception>
    public static ImageFile Read(string path, int? size) => Read(path, new ImageFit(size));

    /// <summary>Decodes a file and fits it.</summary>
    /// <exception cref="DataException">The file is not a whole image.</exception>
    public static ImageFile Read(string path, ImageFit fit)
    {
        using var codec = Open(path);
        int width = codec.Info.Width;
        int height = codec.Info.Height;
        // No colour space: the stored values are kept, as other image libraries do.
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not SKCodecResult.Success and var result)
        {
            throw new DataException($"{path} is damaged ({result}); replace or remove it");
        }

        var rgba = bitmap.GetPixelSpan();
        var rgb = new byte[width * height * 3];
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
        {
            rgba.Slice(from, 3).CopyTo(rgb.AsSpan(to));
        }

        return fit.Apply(new ImageFile(rgb, width, height));
    }

    /// <summary>Writes the image as three planes.</summary>
    public void CopyTo(Span<byte> planes, string path, ImageShape shape)
    {
        if (Height != shape.Height || Width != shape.Width)
        {
            throw new DataException(
                $"{path} is {Width}×{Height}, others are {shape.Width}×{shape.Height}; make them all one size, or ask for it with ?size=N");
        }

        int area = Width * Height;
        for (int i = 0; i < area; i++)
        {
            planes[i] = Rgb[3 * i];
            planes[area + i] = Rgb[(3 * i) + 1];
            planes[(2 * area) + i] = Rgb[(3 * i) + 2];
        }
    }

    private static SKCodec Open(string path) =>
        SKCodec.Create(path, out var result)
        ?? throw new DataException($"{path} is not an image that can be read ({result}); replace or remove it");
}
