using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>Escape codes of styles, with the nearest colours that the terminal has.</summary>
internal static class StyleCode
{
    // The first 16 colours as xterm has them; red, green, blue.
    private static readonly (int R, int G, int B)[] Sixteen =
    [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ];

    private static readonly (Decoration Decoration, string Code)[] Decorations =
    [
        (Decoration.Bold, ";1"), (Decoration.Dim, ";2"), (Decoration.Italic, ";3"), (Decoration.Underline, ";4"),
        (Decoration.SlowBlink, ";5"), (Decoration.RapidBlink, ";6"), (Decoration.Invert, ";7"), (Decoration.Conceal, ";8"),
        (Decoration.Strikethrough, ";9"),
    ];

    /// <summary>The code that sets a style, whatever was set before.</summary>
    public static string Of(Style style, ColourLevel level)
    {
        var code = new StringBuilder("\e[0");
        foreach (var (decoration, part) in Decorations)
        {
            code.Append(style.Decoration.HasFlag(decoration) ? part : "");
        }

        return code.Append(Colour(style.Foreground, level, isBackground: false)).Append(Colour(style.Background, level, isBackground: true)).Append('m').ToString();
    }

    private static string Colour(Color colour, ColourLevel level, bool isBackground)
    {
        if (colour == Color.Default || level == ColourLevel.None)
        {
            return "";
        }

        if (level == ColourLevel.Sixteen)
        {
            int nearest = Nearest(colour);
            int code = (nearest < 8 ? 30 + nearest : 82 + nearest) + (isBackground ? 10 : 0);
            return string.Create(CultureInfo.InvariantCulture, $";{code}");
        }

        string kind = isBackground ? "48" : "38";
        return level == ColourLevel.True
            ? string.Create(CultureInfo.InvariantCulture, $";{kind};2;{colour.R};{colour.G};{colour.B}")
            : string.Create(CultureInfo.InvariantCulture, $";{kind};5;{Indexed(colour)}");
    }

    private static int Nearest(Color colour) => Enumerable.Range(0, Sixteen.Length).MinBy(i => Distance(colour, Sixteen[i].R, Sixteen[i].G, Sixteen[i].B));

    /// <summary>The nearest of the 6 × 6 × 6 cube and the 24 greys.</summary>
    private static int Indexed(Color colour)
    {
        int r = Step(colour.R), g = Step(colour.G), b = Step(colour.B);
        int grey = Math.Clamp((((colour.R + colour.G + colour.B) / 3) - 3) / 10, 0, 23), level = 8 + (10 * grey);
        return Distance(colour, level, level, level) < Distance(colour, Value(r), Value(g), Value(b)) ? 232 + grey : 16 + (36 * r) + (6 * g) + b;

        // The cube's steps are 0, 95, 135, 175, 215 and 255.
        static int Step(byte value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

        static int Value(int step) => step == 0 ? 0 : 55 + (40 * step);
    }

    private static int Distance(Color colour, int r, int g, int b) =>
        ((colour.R - r) * (colour.R - r)) + ((colour.G - g) * (colour.G - g)) + ((colour.B - b) * (colour.B - b));
}
