using System.Globalization;
using System.Text;
using PluginHost.CommandLine;
using PluginHost.NoiseFiles;
using PluginHost.Screens.Drawing;

namespace PluginHost.Output;

/// <summary>
/// Draws images in the terminal, two pixels a character: the upper half block in one colour on another. Where there are no
/// colours, characters of different darkness stand for the mean of the two.
/// </summary>
internal sealed class HalfBlocks
{
    private const string Shades = "@%#*+=-:. ", Gap = "  ";
    private readonly Depth _depth;
    private readonly int _columns;

    private enum Depth
    {
        None,
        Palette,
        True,
    }

    private HalfBlocks(Depth depth, int columns) => (_depth, _columns) = (depth, columns);

    public bool HasColours => _depth != Depth.None;

    public static HalfBlocks For(Settings settings)
    {
        // A terminal that does not tell its width has 0.
        int columns = Console.IsOutputRedirected ? 110 : Console.WindowWidth > 0 ? Math.Max(20, Console.WindowWidth - 1) : 79;
        bool isTrue = Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit";
        return new HalfBlocks(!Terminal.IsLive(settings) ? Depth.None : isTrue ? Depth.True : Depth.Palette, columns);
    }

    /// <summary>Draws images of one shape side by side, made smaller where they would not fit.</summary>
    public void Draw(TextWriter output, ImageShape shape, params byte[][] images)
    {
        int width = Math.Min(shape.Width, (_columns - (Gap.Length * (images.Length - 1))) / images.Length);
        // An even height: two rows of pixels are one of characters.
        int height = Math.Max(2, (int)Math.Round((double)shape.Height * width / shape.Width / 2) * 2);
        byte[][] drawn = [.. images.Select(image => ScaledImage.Of(PngFile.Interleaved(image, shape), shape.Width, shape.Height, width, height))];
        for (int y = 0; y < height; y += 2)
        {
            var line = new StringBuilder();
            for (int i = 0; i < drawn.Length; i++)
            {
                line.Append(i > 0 ? Gap : "");
                for (int x = 0; x < width; x++)
                {
                    Append(line, drawn[i].AsSpan(3 * ((y * width) + x), 3), drawn[i].AsSpan(3 * (((y + 1) * width) + x), 3));
                }

                line.Append(HasColours ? "\e[0m" : "");
            }

            output.WriteLine(line);
        }
    }

    private void Append(StringBuilder line, ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower)
    {
        if (_depth == Depth.None)
        {
            int mean = (upper[0] + upper[1] + upper[2] + lower[0] + lower[1] + lower[2]) / 6;
            line.Append(Shades[mean * Shades.Length / 256]);
            return;
        }

        line.Append(_depth == Depth.True
            ? string.Create(CultureInfo.InvariantCulture, $"\e[38;2;{upper[0]};{upper[1]};{upper[2]};48;2;{lower[0]};{lower[1]};{lower[2]}m▀")
            : string.Create(CultureInfo.InvariantCulture, $"\e[38;5;{Palette(upper)};48;5;{Palette(lower)}m▀"));
    }

    /// <summary>The nearest colour of the 6 × 6 × 6 cube of 256-colour terminals.</summary>
    private static int Palette(ReadOnlySpan<byte> rgb)
    {
        return 16 + (36 * Step(rgb[0])) + (6 * Step(rgb[1])) + Step(rgb[2]);

        // The cube's steps are 0, 95, 135, 175, 215 and 255.
        static int Step(byte value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
    }
}
