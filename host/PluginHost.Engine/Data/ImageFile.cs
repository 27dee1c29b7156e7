using PluginHost.Files;
using SkiaSharp;

namespace PluginHost.Engine.Data;

/// <summary>A decoded image. Transparency is dropped.</summary>
/// <param name="Rgb">
/// Three bytes a pixel (red, green, blue), row by row; what follows them is left over from decoding.
/// </param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct ImageFile(byte[] Rgb, int Width, int Height)
{
    /// <summary>More than any photograph of a data set has; four bytes are taken for each.</summary>
    public const int MostPixels = 10_000 * 10_000;

    /// <summary>The longest side: resizing takes memory for a stripe as long as the image.</summary>
    public const int LongestSide = 1 << 14;

    /// <summary>How the names of images end, in small letters; capitals will do.</summary>
    public static readonly IReadOnlyList<string> Endings = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    // Larger ones are decoded one at a time, so that many of them at once do not fill the memory.
    private const int ManyPixels = 4_000 * 4_000;

    private static readonly Lock s_large = new();

    /// <summary>Whether a file is an image by its name.</summary>
    public static bool HasEnding(string name) => Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

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
    /// <exception cref="DataException">The file is not a whole image, or has too many pixels.</exception>
    public static ImageFile Read(string path, ImageFit fit)
    {
        using var codec = Open(path);
        if (codec.Info.Width * codec.Info.Height <= ManyPixels)
        {
            return fit.Apply(Decoded(codec, path));
        }

        lock (s_large)
        {
            return fit.Apply(Decoded(codec, path));
        }
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

    private static unsafe ImageFile Decoded(SKCodec codec, string path)
    {
        int width = codec.Info.Width;
        int height = codec.Info.Height;
        // No colour space: the stored values are kept, as other image libraries do.
        var wanted = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        var pixels = new byte[wanted.BytesSize];
        fixed (byte* start = pixels)
        {
            if (codec.GetPixels(wanted, (nint)start) is not SKCodecResult.Success and var result)
            {
                throw new DataException($"{path} is damaged ({result}); replace or remove it");
            }
        }

        for (int from = 0, to = 0; from < pixels.Length; from += 4, to += 3)
        {
            pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
        }

        return new ImageFile(pixels, width, height);
    }

    private static SKCodec Codec(string path)
    {
        try
        {
            RegularFile.Require(path);
            return SKCodec.Create(path, out var result)
                ?? throw new DataException(KnownContent.Of(path, isImage: true) is { } what
                    ? $"{path} {what}"
                    : $"{path} is not an image that can be read ({result}); replace or remove it");
        }
        catch (FileNotFoundException problem)
        {
            throw new DataException($"{path} is not there", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataException(problem.Message, problem);
        }
    }

    private static SKCodec Open(string path)
    {
        var codec = Codec(path);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height <= MostPixels && Math.Max(width, height) <= LongestSide)
        {
            return codec;
        }

        codec.Dispose();
        throw new DataException(
            $"{path} says that it is {width}×{height} pixels; at most {MostPixels} pixels (10,000×10,000), "
            + $"and {LongestSide} on a side, are decoded: make it smaller or remove it");
    }
}
