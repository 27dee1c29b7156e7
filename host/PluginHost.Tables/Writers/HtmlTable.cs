using System.Globalization;
using System.Text;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Writers;

/// <summary>Writes tables as a page of HTML that needs nothing else and can be read on light and dark backgrounds.</summary>
public static class HtmlTable
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: max-content; padding: 0 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding-bottom: .5rem; }
        th, td { padding: .25rem .75rem; text-align: right; white-space: nowrap; }
        th[scope=row], thead th.field { text-align: left; }
        thead tr:last-child th, tbody tr:last-child > * { border-bottom: 1px solid; }
        thead tr:first-child th { border-top: 2px solid; }
        .group { text-align: center; }
        .best { font-weight: 700; text-decoration: underline; }
        .missing { opacity: .6; }
        small { opacity: .8; }
        """;

    /// <summary>The page as lines that end with a line feed.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string title = table.Request.Spec.Title.Length > 0 ? table.Request.Spec.Title : string.Join(", ", table.Metrics.Select(FieldText.MetricName));
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<style>\n{Style.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n");
        if (table.Request.Spec.Title.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<h1>{Escape(table.Request.Spec.Title)}</h1>\n");
        }

        foreach (var grid in TableGrid.Of(table, table.Request.Blocks).Where(grid => grid.Columns > 0))
        {
            Grid(text, grid, string.Join(" · ", (string[])[.. TableGrid.Caption(table), .. grid.Heading is null ? (string[])[] : [grid.Heading]]));
        }

        if (table.Notes.Count > 0)
        {
            text.Append("<ol>\n");
            foreach (string note in table.Notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"<li>{Escape(note)}</li>\n");
            }

            text.Append("</ol>\n");
        }

        foreach (string remark in table.Remarks)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p>{Escape(remark)}</p>\n");
        }

        if (TextTable.BestLine(table) is { } best)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p><span class=\"best\">Underlined</span>: {Escape(best)}.</p>\n");
        }

        return text.Append("</body>\n</html>\n").ToString();
    }

    private static void Grid(StringBuilder text, TableGrid grid, string caption)
    {
        text.Append(CultureInfo.InvariantCulture, $"<table>\n<caption>{Escape(caption)}</caption>\n<thead>\n");
        for (int level = 0; level < grid.Levels.Count; level++)
        {
            bool last = level == grid.Levels.Count - 1;
            text.Append("<tr>");
            foreach (string field in grid.RowFields)
            {
                text.Append(CultureInfo.InvariantCulture, $"<th class=\"field\" scope=\"col\">{(last ? Escape(field) : "")}</th>");
            }

            foreach (var (from, count) in last ? [.. Enumerable.Range(0, grid.Columns).Select(c => (From: c, Count: 1))] : TextTable.Spans(grid, level, grid.Columns))
            {
                string span = count > 1 ? string.Create(CultureInfo.InvariantCulture, $" colspan=\"{count}\"") : "";
                text.Append(CultureInfo.InvariantCulture, $"<th{(last ? "" : " class=\"group\"")} scope=\"{(last ? "col" : "colgroup")}\"{span}>{Escape(grid.Levels[level][from])}</th>");
            }

            text.Append("</tr>\n");
        }

        text.Append("</thead>\n<tbody>\n");
        foreach (var row in grid.Rows)
        {
            text.Append("<tr>");
            foreach (string label in row.Labels)
            {
                text.Append(CultureInfo.InvariantCulture, $"<th scope=\"row\">{Escape(label)}</th>");
            }

            text.AppendJoin("", row.Cells.Select(Cell)).Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n");
    }

    private static string Cell(CellText cell)
    {
        string attribute = cell.Value == CellText.Missing ? " class=\"missing\"" : cell.IsBest ? " class=\"best\"" : "";
        string notes = cell.Notes.Count == 0 ? "" : $"<sup>{string.Join(',', cell.Notes)}</sup>";
        string main = cell.Value + (cell.Spread is null ? "" : $" ± {cell.Spread}");
        string more = (cell.Seeds.Length == 0 ? "" : $" ({cell.Seeds})") + (cell.Against is null ? "" : $" Δ {cell.Against}") + (cell.Paper is null ? "" : $" [{cell.Paper}]");
        return $"<td{attribute}>{Escape(main)}{(more.Length == 0 ? "" : $"<small>{Escape(more)}</small>")}{notes}</td>";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => c.ToString() });
        }

        return escaped.ToString();
    }
}
