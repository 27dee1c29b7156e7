using System.Text;
using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>A whole screen, cell by cell.</summary>
public sealed class Frame
{
    private readonly Cell[] _cells;

    private Frame(Size size, Cell[] cells)
    {
        Size = size;
        _cells = cells;
    }

    /// <summary>How large it is.</summary>
    public Size Size { get; }

    internal Cell this[int x, int y] => _cells[(y * Size.Width) + x];

    /// <summary>Lays lines out; what goes beyond the size is cut off.</summary>
    public static Frame Of(IReadOnlyList<Line> lines, Size size)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var cells = new Cell[size.Width * size.Height];
        Array.Fill(cells, Cell.Blank);
        for (int y = 0; y < Math.Min(lines.Count, size.Height); y++)
        {
            Lay(lines[y], cells.AsSpan(y * size.Width, size.Width));
        }

        return new Frame(size, cells);
    }

    private static void Lay(Line line, Span<Cell> row)
    {
        int x = 0;
        foreach (var piece in line.Pieces)
        {
            foreach (var rune in piece.Text.EnumerateRunes())
            {
                int width = CellWidth.Of(rune);
                if (width == 0)
                {
                    // A mark that belongs to the character before it.
                    int before = x > 1 && row[x - 1].Text.Length == 0 ? x - 2 : x - 1;
                    if (before >= 0)
                    {
                        row[before] = row[before] with { Text = row[before].Text + rune };
                    }

                    continue;
                }

                if (x + width > row.Length)
                {
                    return;
                }

                row[x] = new Cell(Shown(rune), piece.Style);
                if (width == 2)
                {
                    row[x + 1] = new Cell("", piece.Style);
                }

                x += width;
            }
        }
    }

    /// <summary>Control characters would move the cursor or worse: nothing that was recorded may command the terminal.</summary>
    private static string Shown(Rune rune) => Rune.IsControl(rune) ? " " : rune.ToString();

    /// <summary>Its text, line by line, without the spaces at their ends.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int y = 0; y < Size.Height; y++)
        {
            var line = new StringBuilder();
            for (int x = 0; x < Size.Width; x++)
            {
                line.Append(this[x, y].Text);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>One cell; the second one of a wide character has an empty text.</summary>
internal readonly record struct Cell(string Text, Style Style)
{
    public static Cell Blank { get; } = new(" ", Style.Plain);
}
