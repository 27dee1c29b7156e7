using System.Globalization;
using System.Text;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Writers;

/// <summary>Writes tables as GitHub's Markdown; the best value of a row is bold.</summary>
public static class MarkdownTable
{
    /// <summary>The table as lines that end with a line feed.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        if (table.Request.Spec.Title.Length > 0)
        {
            text.Append("**").Append(Escape(table.Request.Spec.Title)).Append("**\n\n");
        }

        text.Append(Escape(string.Join(" · ", TableGrid.Caption(table)))).Append("\n\n");
        foreach (var grid in TableGrid.Of(table, table.Request.Blocks).Where(grid => grid.Columns > 0))
        {
            if (grid.Heading is not null)
            {
                text.Append(Escape(grid.Heading)).Append("\n\n");
            }

            Line(text, grid.RowFields.Select(Escape)
                .Concat(Enumerable.Range(0, grid.Columns).Select(c => string.Join("<br>", grid.Levels.Select(level => Escape(level[c]))))));
            text.Append('|').Insert(text.Length, "---|", grid.RowFields.Count).Insert(text.Length, "---:|", grid.Columns).Append('\n');
            foreach (var row in grid.Rows)
            {
                Line(text, row.Labels.Select(Escape).Concat(row.Cells.Select(Cell)));
            }

            text.Append('\n');
        }

        for (int i = 0; i < table.Notes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<sup>{i + 1}</sup> {Escape(table.Notes[i])}\n\n");
        }

        foreach (string remark in table.Remarks)
        {
            text.Append(Escape(remark)).Append("\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Cell(CellText cell) =>
        (cell.IsBest ? $"**{cell.Plain}**" : cell.Plain)
        + (cell.Notes.Count == 0 ? "" : $"<sup>{string.Join(',', cell.Notes)}</sup>");

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c is '|' or '*' or '_' or '`' or '<' or '\\' ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }
}
