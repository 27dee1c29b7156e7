using PluginHost.Engine.Arrays;
using PluginHost.Files;
using SkiaSharp;

namespace PluginHost.NoiseFiles;

/// <summary>Writes PNG files. The stored values are those given: no colour space, no transparency.</summary>
public static class PngFile
{
    /// <summary>Writes an image.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public static void Write(string path, ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (rgb.Length != 3L * width * height)
        {
            throw new ArgumentException($"{rgb.Length} bytes are not {width} × {height} pixels", nameof(rgb));
        }

        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, null));
        var pixels = new byte[4 * width * height];
        for (int from = 0, to = 0; from < rgb.Length; from += 3, to += 4)
        {
            rgb.Slice(from, 3).CopyTo(pixels.AsSpan(to));
            pixels[to + 3] = 255;
        }

        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100)
            ?? throw new NoiseFileException($"{path} cannot be written as PNG");
        AtomicFile.Write(path, encoded.SaveTo, durable: false);
    }

    /// <summary>Three bytes a pixel from channel planes; grey where there is one channel.</summary>
    public static byte[] Interleaved(ReadOnlySpan<byte> planes, ImageShape shape)
    {
        int area = shape.Height * shape.Width;
        var rgb = new byte[3 * area];
        for (int pixel = 0; pixel < area; pixel++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                rgb[(3 * pixel) + channel] = planes[(Math.Min(channel, shape.Channels - 1) * area) + pixel];
            }
        }

        return rgb;
    }
}
