using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PluginHost.ScreenPictures;

/// <summary>Lines with ANSI colours as an SVG: one text a run of equal style, on a rectangle where it has a background.</summary>
internal static partial class AnsiPicture
{
    private const double CellWidth = 8.4, LineHeight = 18, Margin = 12, Baseline = 13.5;
    private const string Ink = "#d8d8d8", Paper = "#16181d";

    private static readonly string[] Basic =
    [
        "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
        "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
    ];

    private readonly record struct Style(string? Ink, string? Paper, bool Bold, bool Dim, bool Inverse);

    public static string Svg(string text, int width, int height)
    {
        var svg = new StringBuilder();
        svg.AppendLine(Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {(width * CellWidth) + (2 * Margin):0} {(height * LineHeight) + (2 * Margin):0}\" font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"14\">"));
        svg.AppendLine(Invariant($"<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{Paper}\"/>"));
        var style = default(Style);
        foreach (var (line, number) in text.Split('\n').Select((line, number) => (line, number)))
        {
            int column = 0, at = 0;
            foreach (Match code in Codes().Matches(line))
            {
                column = Write(svg, line[at..code.Index], column, number, style);
                style = After(style, code.Groups[1].Value);
                at = code.Index + code.Length;
            }

            Write(svg, line[at..], column, number, style);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static int Write(StringBuilder svg, string text, int column, int line, Style style)
    {
        double x = Margin + (column * CellWidth), y = Margin + (line * LineHeight), width = text.Length * CellWidth;
        string? paper = style.Inverse ? style.Ink ?? Ink : style.Paper;
        string ink = style.Inverse ? style.Paper ?? Paper : style.Ink ?? Ink;
        if (paper is not null && text.Length > 0)
        {
            svg.AppendLine(Invariant($"<rect x=\"{x:0.0}\" y=\"{y:0}\" width=\"{width:0.0}\" height=\"{LineHeight:0}\" fill=\"{paper}\"/>"));
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            svg.AppendLine(Invariant(
                $"<text x=\"{x:0.0}\" y=\"{y + Baseline:0.0}\" textLength=\"{width:0.0}\" xml:space=\"preserve\" fill=\"{ink}\"{(style.Bold ? " font-weight=\"bold\"" : "")}{(style.Dim ? " opacity=\"0.6\"" : "")}>{WebUtility.HtmlEncode(text)}</text>"));
        }

        return column + text.Length;
    }

    private static Style After(Style style, string codes)
    {
        int[] all = [.. codes.Split(';').Select(code => int.TryParse(code, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        for (int i = 0; i < all.Length; i++)
        {
            style = all[i] switch
            {
                0 => default,
                1 => style with { Bold = true },
                2 => style with { Dim = true },
                7 => style with { Inverse = true },
                22 => style with { Bold = false, Dim = false },
                27 => style with { Inverse = false },
                >= 30 and <= 37 => style with { Ink = Basic[all[i] - 30] },
                38 => style with { Ink = Extended(all, ref i) },
                39 => style with { Ink = null },
                >= 40 and <= 47 => style with { Paper = Basic[all[i] - 40] },
                48 => style with { Paper = Extended(all, ref i) },
                49 => style with { Paper = null },
                >= 90 and <= 97 => style with { Ink = Basic[all[i] - 82] },
                >= 100 and <= 107 => style with { Paper = Basic[all[i] - 92] },
                _ => style,
            };
        }

        return style;
    }

    /// <summary>A colour of 24 bits, or one of 256: sixteen basic ones, a cube of six levels, and greys.</summary>
    private static string? Extended(int[] codes, ref int at)
    {
        if (at + 4 < codes.Length && codes[at + 1] == 2)
        {
            at += 4;
            return Hex(codes[at - 2], codes[at - 1], codes[at]);
        }

        if (at + 2 >= codes.Length || codes[at + 1] != 5)
        {
            return null;
        }

        at += 2;
        int colour = codes[at];
        static int Level(int step) => step == 0 ? 0 : 55 + (40 * step);
        return colour < 16 ? Basic[colour]
            : colour < 232 ? Hex(Level((colour - 16) / 36), Level((colour - 16) / 6 % 6), Level((colour - 16) % 6))
            : Hex(8 + (10 * (colour - 232)), 8 + (10 * (colour - 232)), 8 + (10 * (colour - 232)));
    }

    private static string Hex(int red, int green, int blue) => Invariant($"#{red:x2}{green:x2}{blue:x2}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\e\\[([0-9;]*)m")]
    private static partial Regex Codes();
}
