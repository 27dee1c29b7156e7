using System.Globalization;
using System.Text;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Writers;

/// <summary>Writes tables for LaTeX with the package booktabs; the best value of a row is bold.</summary>
public static class LatexTable
{
    /// <summary>The table as lines that end with a line feed.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        string title = table.Request.Spec.Title;
        text.Append(CultureInfo.InvariantCulture,
            $"\\caption{{{LatexText.Of(title.Length > 0 ? title.TrimEnd('.') + ". " : "")}{LatexText.Of(string.Join(" · ", TableGrid.Caption(table)))}.}}\n");
        if (table.Request.Spec.Label is { } label)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\label{{{label}}}\n");
        }

        foreach (var grid in TableGrid.Of(table, table.Request.Blocks).Where(grid => grid.Columns > 0))
        {
            Grid(text, grid);
        }

        for (int i = 0; i < table.Notes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par\\footnotesize $^{{{i + 1}}}$ {LatexText.Of(table.Notes[i])}.\n");
        }

        foreach (string remark in table.Remarks)
        {
            text.Append("\\par\\footnotesize ").Append(LatexText.Of(remark)).Append('\n');
        }

        return text.Append("\\end{table}\n").ToString();
    }

    private static void Grid(StringBuilder text, TableGrid grid)
    {
        if (grid.Heading is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par\\smallskip {LatexText.Of(grid.Heading)}\\par\n");
        }

        int labels = grid.RowFields.Count;
        text.Append(CultureInfo.InvariantCulture,
            $"\\begin{{tabular}}{{{new string('l', labels)}{new string('r', grid.Columns)}}}\n\\toprule\n");
        for (int level = 0; level < grid.Levels.Count; level++)
        {
            bool last = level == grid.Levels.Count - 1;
            var spans = TextTable.Spans(grid, level, grid.Columns);
            var names = grid.RowFields.Select(field => last ? LatexText.Of(field) : "");
            Line(text, names.Concat(last
                ? grid.Levels[level].Select(LatexText.Of)
                : spans.Select(span => $"\\multicolumn{{{span.Count}}}{{c}}{{{LatexText.Of(grid.Levels[level][span.From])}}}")));
            if (!last)
            {
                text.AppendJoin(' ', spans.Select(s => $"\\cmidrule(lr){{{labels + s.From + 1}-{labels + s.From + s.Count}}}")).Append('\n');
            }
        }

        text.Append("\\midrule\n");
        for (int r = 0; r < grid.Rows.Count; r++)
        {
            int row = r;
            Line(text, grid.Rows[row].Labels.Select((label, i) => TextTable.Repeats(grid, row, i) ? "" : LatexText.Of(label))
                .Concat(grid.Rows[row].Cells.Select(Cell)));
        }

        text.Append("\\bottomrule\n\\end{tabular}\n");
    }

    private static string Cell(CellText cell)
    {
        string value = cell.Value == CellText.Missing ? "---"
            : cell.Spread is null ? cell.Value.Replace("–", "--", StringComparison.Ordinal)
            : $"{cell.Value} \\pm {cell.Spread}";
        string main = cell switch
        {
            { Spread: null, IsBest: true } => $"\\textbf{{{value}}}",
            { Spread: null } => value,
            { IsBest: true } => $"$\\mathbf{{{value}}}$",
            _ => $"${value}$",
        };
        return main + (cell.Seeds.Length == 0 ? "" : $" ({cell.Seeds})")
            + (cell.Against is null ? "" : $" {{\\scriptsize $\\Delta${Math(cell.Against)}}}")
            + (cell.Paper is null ? "" : $" {{\\scriptsize[{cell.Paper.Replace("-", "$-$", StringComparison.Ordinal)}]}}")
            + (cell.Notes.Count == 0 ? "" : $"$^{{{string.Join(',', cell.Notes)}}}$");
    }

    // A hyphen is a minus sign in mathematics only.
    private static string Math(string difference) => $" ${difference.Split(" (")[0].Replace("±", "\\pm", StringComparison.Ordinal)}$ ({difference.Split(" (")[1]}";

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
}
