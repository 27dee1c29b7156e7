using PluginHost.Output;
using PluginHost.Tui.Drawing;
using Spectre.Console;
using Size = PluginHost.Tui.Drawing.Size;

namespace PluginHost.Screens.Images;

/// <summary>Images as lines: two pixels a cell, the upper half block in one colour on another; without colours, shades.</summary>
internal static class ImageLines
{
    private const string Shades = "@%#*+=-:. ";

    /// <summary>The size in cells that an image takes in a room: whole multiples of its own, or as much as fits.</summary>
    public static Size Fitted(int width, int height, Size room)
    {
        int times = Math.Min(room.Width / width, room.Height * 2 / height);
        if (times >= 1)
        {
            return new Size(width * times, ((height * times) + 1) / 2);
        }

        double part = Math.Min((double)room.Width / width, room.Height * 2.0 / height);
        return new Size(Math.Max(1, (int)(width * part)), Math.Max(1, (int)(height * part / 2)));
    }

    /// <summary>Draws an image.</summary>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">Of the image, in pixels.</param>
    /// <param name="height">Of the image, in pixels.</param>
    /// <param name="size">In cells.</param>
    /// <param name="look">How many colours there are.</param>
    public static IReadOnlyList<Line> Draw(byte[] rgb, int width, int height, Size size, Look look)
    {
        byte[] pixels = ScaledImage.Of(rgb, width, height, size.Width, size.Height * 2);
        return [.. Enumerable.Range(0, size.Height).Select(row => Line.Join(Enumerable.Range(0, size.Width).Select(x =>
        {
            var upper = pixels.AsSpan(3 * ((2 * row * size.Width) + x), 3);
            var lower = pixels.AsSpan(3 * ((((2 * row) + 1) * size.Width) + x), 3);
            return look.Level == ColourLevel.None || look.Symbols.IsAscii
                ? Line.Of(Shades[(upper[0] + upper[1] + upper[2] + lower[0] + lower[1] + lower[2]) / 6 * Shades.Length / 256].ToString())
                : Line.Of("▀", new Style(new Color(upper[0], upper[1], upper[2]), new Color(lower[0], lower[1], lower[2])));
        })))];
    }
}
