using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>A table's lines at a width; those of the last width are kept, as a table of thousands of lines is scrolled line by line.</summary>
internal sealed class TableLines(ComparisonTable table)
{
    private (int Width, IReadOnlyList<Line> Lines) _unicode, _ascii;

    public IReadOnlyList<Line> Of(int width, bool isAscii)
    {
        ref var last = ref isAscii ? ref _ascii : ref _unicode;
        if (last.Lines is null || last.Width != width)
        {
            string[] lines = TextTable.Write(table, width).TrimEnd('\n').Split('\n');
            last = (width, Array.ConvertAll(lines, line => Line.Of(isAscii ? Plain(line) : line)));
        }

        return last.Lines;
    }

    /// <summary>One ASCII character for each of the few others that tables are made with.</summary>
    private static string Plain(string line) => string.Concat(line.Select(c => c switch
    {
        '±' => '~',
        '–' or '─' or '—' => '-',
        '│' => '|',
        '·' => '.',
        '×' => 'x',
        '↑' => '^',
        '↓' => 'v',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        >= '⁴' and <= '⁹' => (char)(c - '⁴' + '4'),
        _ => c,
    }));
}
