using System.Buffers;
using System.Globalization;
using System.Text;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Writers;

/// <summary>Writes tables for a terminal: aligned columns; those that do not fit are counted, not wrapped.</summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <summary>What numbers and most labels are written with: a character of these is as wide as any, and joins no other.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~±–—·×Δ⁰¹²³⁴⁵⁶⁷⁸⁹");

    /// <summary>The table as lines that end with a line feed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">
    /// How many characters a line may have. Metrics that do not fit side by side come one below the other; at least one
    /// column of values is always shown.
    /// </param>
    public static string Write(ComparisonTable table, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        if (table.Request.Spec.Title.Length > 0)
        {
            text.Append(table.Request.Spec.Title).Append('\n');
        }

        string[] caption = TableGrid.Caption(table);
        string line = string.Join(" · ", caption);
        text.Append(Width(line) <= width ? line : string.Join('\n', caption)).Append("\n\n");
        bool blocks = table.Request.Blocks || (table.Metrics.Count > 1 && TableGrid.Of(table, blocks: false).Any(grid => grid.Columns > 0 && FullWidth(grid) > width));
        foreach (var grid in TableGrid.Of(table, blocks).Where(grid => grid.Columns > 0))
        {
            Grid(text, grid, width);
            text.Append('\n');
        }

        for (int i = 0; i < table.Notes.Count; i++)
        {
            text.Append(Superscript(i + 1)).Append(' ').Append(table.Notes[i]).Append('\n');
        }

        foreach (string remark in table.Remarks)
        {
            text.Append(remark).Append('\n');
        }

        if (BestLine(table) is { } best)
        {
            text.Append("* ").Append(best).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>What marked values are; null when none is marked.</summary>
    internal static string? BestLine(ComparisonTable table) => table.Request.Best == BestValue.None ? null
        : $"the {(table.Request.Best == BestValue.Lowest ? "lowest" : "highest")} of its {(table.Request.BestOf == BestOf.Row ? "row" : "column")}";

    private static void Grid(StringBuilder text, TableGrid grid, int width)
    {
        if (grid.Heading is not null)
        {
            text.Append(grid.Heading).Append('\n');
        }

        int[] labels = LabelWidths(grid);
        string[][] cells = Cells(grid);
        int[] columns = ColumnWidths(grid, cells);
        int room = width - labels.Sum() - (Gap.Length * Math.Max(0, labels.Length - 1));
        int shown = 1;
        for (int used = columns[0] + Gap.Length; shown < columns.Length; shown++)
        {
            used += columns[shown] + Gap.Length;
            if (used > room)
            {
                break;
            }
        }

        for (int level = 0; level < grid.Levels.Count; level++)
        {
            bool last = level == grid.Levels.Count - 1;
            var names = grid.RowFields.Select((field, i) => Left(last ? field : "", labels[i]));
            Line(text, names.Concat(last
                ? Enumerable.Range(0, shown).Select(c => Right(grid.Levels[level][c], columns[c]))
                : Spans(grid, level, shown).Select(span => Left(grid.Levels[level][span.From], SpanWidth(columns, span)))));
        }

        text.Append('─', labels.Sum() + (Gap.Length * Math.Max(0, labels.Length - 1)) + columns.Take(shown).Sum(c => c + Gap.Length)).Append('\n');
        // Tables of thousands of lines are written too: these are put together without a text for every part.
        for (int row = 0; row < grid.Rows.Count; row++)
        {
            int start = text.Length;
            for (int i = 0; i < labels.Length; i++)
            {
                string label = Repeats(grid, row, i) ? "" : grid.Rows[row].Labels[i];
                text.Append(i == 0 ? "" : Gap).Append(label).Append(' ', labels[i] - Width(label));
            }

            for (int c = 0; c < shown; c++)
            {
                text.Append(labels.Length + c == 0 ? "" : Gap).Append(' ', columns[c] - Width(cells[row][c])).Append(cells[row][c]);
            }

            while (text.Length > start && char.IsWhiteSpace(text[^1]))
            {
                text.Length--;
            }

            text.Append('\n');
        }

        if (shown < columns.Length)
        {
            string hidden = string.Join("; ", Enumerable.Range(shown, columns.Length - shown).Take(4)
                .Select(c => string.Join(" ", grid.Levels.Select(level => level[c]))));
            int count = columns.Length - shown;
            text.Append(CultureInfo.InvariantCulture,
                $"+{count} {(count == 1 ? "column does" : "columns do")} not fit: {hidden}{(count > 4 ? " …" : "")} (--width {FullWidth(grid)} or --format csv shows all)\n");
        }
    }

    /// <summary>Equal labels side by side, below one outer label, are one label over several columns.</summary>
    internal static List<(int From, int Count)> Spans(TableGrid grid, int level, int columns)
    {
        var spans = new List<(int From, int Count)>();
        for (int c = 0; c < columns; c++)
        {
            if (c > 0 && Enumerable.Range(0, level + 1).All(l => grid.Levels[l][c] == grid.Levels[l][c - 1]))
            {
                spans[^1] = (spans[^1].From, spans[^1].Count + 1);
            }
            else
            {
                spans.Add((c, 1));
            }
        }

        return spans;
    }

    /// <summary>Whether a row's label, and all before it, are those of the row above.</summary>
    internal static bool Repeats(TableGrid grid, int row, int label)
    {
        if (row == 0 || label == grid.RowFields.Count - 1)
        {
            return false;
        }

        var (labels, above) = (grid.Rows[row].Labels, grid.Rows[row - 1].Labels);
        int i = 0;
        while (i <= label && labels[i] == above[i])
        {
            i++;
        }

        return i > label;
    }

    private static int FullWidth(TableGrid grid)
    {
        int[] labels = LabelWidths(grid);
        return labels.Sum() + (Gap.Length * Math.Max(0, labels.Length - 1)) + ColumnWidths(grid, Cells(grid)).Sum(c => c + Gap.Length);
    }

    private static int[] LabelWidths(TableGrid grid) =>
        [.. grid.RowFields.Select((field, i) => grid.Rows.Select(r => Width(r.Labels[i])).Append(Width(field)).Max())];

    private static int[] ColumnWidths(TableGrid grid, string[][] cells)
    {
        int[] columns = [.. grid.Levels[^1].Select(label => Math.Max(1, Width(label)))];
        foreach (string[] row in cells)
        {
            for (int c = 0; c < columns.Length; c++)
            {
                columns[c] = Math.Max(columns[c], Width(row[c]));
            }
        }

        WidenForSpans(grid, columns);
        return columns;
    }

    /// <summary>Cells with their marks; marks get room of their own, so that numbers stay below each other.</summary>
    private static string[][] Cells(TableGrid grid)
    {
        int[] marks = [.. Enumerable.Range(0, grid.Columns).Select(c => grid.Rows.Select(row => Width(Marks(row.Cells[c]))).Append(0).Max())];
        return [.. grid.Rows.Select(row => row.Cells.Select((cell, c) => cell.Plain + Left(Marks(cell), marks[c])).ToArray())];
    }

    private static void WidenForSpans(TableGrid grid, int[] columns)
    {
        for (int level = 0; level < grid.Levels.Count - 1; level++)
        {
            foreach (var span in Spans(grid, level, columns.Length))
            {
                int lacking = Width(grid.Levels[level][span.From]) - SpanWidth(columns, span);
                columns[span.From + span.Count - 1] += Math.Max(0, lacking);
            }
        }
    }

    private static int SpanWidth(int[] columns, (int From, int Count) span) =>
        columns.Skip(span.From).Take(span.Count).Sum() + (Gap.Length * (span.Count - 1));

    private static string Marks(CellText cell) => !cell.IsBest && cell.Notes.Count == 0 ? "" : (cell.IsBest ? "*" : "") + string.Concat(cell.Notes.Select(Superscript));

    private static void Line(StringBuilder text, IEnumerable<string> parts) =>
        text.Append(string.Join(Gap, parts).TrimEnd()).Append('\n');

    private static string Left(string text, int width) => text.PadRight(width + text.Length - Width(text));

    private static string Right(string text, int width) => text.PadLeft(width + text.Length - Width(text));

    private static int Width(string text) => text.AsSpan().ContainsAnyExcept(Plain) ? new StringInfo(text).LengthInTextElements : text.Length;

    /// <summary>A footnote's number as it stands behind a cell.</summary>
    public static string Superscript(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
