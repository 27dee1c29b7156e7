using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>Puts lines together.</summary>
public static class Compose
{
    /// <summary>Exactly so many lines of one width: cut, or filled with empty ones.</summary>
    public static IReadOnlyList<Line> Fit(IReadOnlyList<Line> lines, Size size, Look look)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var fitted = new Line[Math.Max(0, size.Height)];
        for (int y = 0; y < fitted.Length; y++)
        {
            fitted[y] = (y < lines.Count ? lines[y] : Line.Empty).Fit(size.Width, look);
        }

        return fitted;
    }

    /// <summary>Two blocks side by side, with a space between; as high as the higher one.</summary>
    /// <param name="left">The left block.</param>
    /// <param name="leftWidth">Its width.</param>
    /// <param name="right">The right block.</param>
    /// <param name="look">The signs.</param>
    /// <param name="gap">What stands between.</param>
    public static IReadOnlyList<Line> Beside(IReadOnlyList<Line> left, int leftWidth, IReadOnlyList<Line> right, Look look, Line? gap = null)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return [.. Enumerable.Range(0, Math.Max(left.Count, right.Count)).Select(y =>
            (y < left.Count ? left[y] : Line.Empty).Fit(leftWidth, look) + (gap ?? " ") + (y < right.Count ? right[y] : Line.Empty))];
    }

    /// <summary>A box around lines, which are cut to what fits into it.</summary>
    /// <param name="lines">What it holds.</param>
    /// <param name="title">Stands in its upper edge.</param>
    /// <param name="size">The size with the edges.</param>
    /// <param name="look">The signs.</param>
    public static IReadOnlyList<Line> Box(IReadOnlyList<Line> lines, string title, Size size, Look look)
    {
        ArgumentNullException.ThrowIfNull(look);
        var signs = look.Symbols;
        int inner = Math.Max(0, size.Width - 2);
        var head = title.Length == 0 ? Line.Empty : Line.Of($" {title} ", look.Head).Fit(Math.Min(inner, CellWidth.Of(title) + 2), look);
        string rest = string.Concat(Enumerable.Repeat(signs.Horizontal, inner - head.Width));
        var edge = Line.Of(signs.Vertical, look.Dim);
        return
        [
            Line.Of(signs.Corners[..1], look.Dim) + head + Line.Of(rest + signs.Corners[1], look.Dim),
            .. Fit(lines, new Size(inner, Math.Max(0, size.Height - 2)), look).Select(line => edge + line + edge),
            Line.Of(signs.Corners[2] + string.Concat(Enumerable.Repeat(signs.Horizontal, inner)) + signs.Corners[3], look.Dim),
        ];
    }

    /// <summary>A block laid over others, as dialogs are.</summary>
    /// <param name="below">What lies below.</param>
    /// <param name="above">What lies over it.</param>
    /// <param name="x">The first column of it.</param>
    /// <param name="y">The first line of it.</param>
    public static IReadOnlyList<Line> Over(IReadOnlyList<Line> below, IReadOnlyList<Line> above, int x, int y)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        return [.. below.Select((line, row) => row < y || row >= y + above.Count
            ? line
            : Left(line, x) + above[row - y] + line.Slice(x + above[row - y].Width, Math.Max(0, line.Width - x - above[row - y].Width)))];
    }

    /// <summary>A text in lines of at most so many cells, broken between words where that is possible.</summary>
    public static IReadOnlyList<Line> Wrap(string text, int width, Style? style = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<Line>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' '))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && CellWidth.Of(longer) > width)
                {
                    lines.Add(Line.Of(line, style));
                    longer = word;
                }

                line = longer;
                for (var whole = Line.Of(line); width > 0 && whole.Width > width; whole = Line.Of(line))
                {
                    var part = whole.Slice(0, width);
                    lines.Add(Line.Of(part.ToString(), style));
                    line = whole.Slice(width, whole.Width - width).ToString();
                }
            }

            lines.Add(Line.Of(line, style));
        }

        return lines;
    }

    private static Line Left(Line line, int width) => line.Width >= width ? line.Slice(0, width) : line + new string(' ', width - line.Width);
}
