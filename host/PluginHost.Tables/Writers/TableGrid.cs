using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Writers;

/// <summary>
/// A table as texts: header levels over columns, labels before rows. One grid is shown, or one a metric (blocks).
/// </summary>
/// <param name="Heading">The metric of a block; null when the table is one grid.</param>
/// <param name="RowFields">Names over the row labels.</param>
/// <param name="Levels">For every header level the label of each column, from the outermost level in.</param>
/// <param name="Rows">Labels and cells.</param>
public sealed record TableGrid(
    string? Heading, IReadOnlyList<string> RowFields, IReadOnlyList<IReadOnlyList<string>> Levels, IReadOnlyList<GridRow> Rows)
{
    /// <summary>How many columns of values there are.</summary>
    public int Columns => Levels[0].Count;

    /// <summary>The grids of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="blocks">Whether several metrics get a grid each, in place of columns side by side.</param>
    public static IEnumerable<TableGrid> Of(ComparisonTable table, bool blocks) =>
        blocks && table.Metrics.Count > 1
            ? table.Metrics.Select(metric => Grid(table, [metric], FieldText.MetricName(metric)))
            : [Grid(table, table.Metrics, null)];

    /// <summary>What holds for all numbers of a table, in a few parts.</summary>
    public static string[] Caption(ComparisonTable table) =>
    [
        .. new[]
        {
            string.Join(", ", table.Context.Select(c => $"{c.Field} {c.Value}")),
            table.Metrics.Count == 1 ? FieldText.MetricName(table.Metrics[0]) : "",
            CellText.AggregateName(table.Request),
        }.Where(part => part.Length > 0),
    ];

    private static TableGrid Grid(ComparisonTable table, IReadOnlyList<string> metrics, string? heading)
    {
        var titles = table.Request.Titles;
        var places = table.Columns.SelectMany(column => metrics.Select(metric => (Column: column, Metric: metric))).ToList();
        var levels = table.ColumnFields.Select((field, i) =>
            (IReadOnlyList<string>)[.. places.Select(p => titles.Of(FieldText.Field(field, p.Column.Values[i])))]).ToList();
        if (metrics.Count > 1 || levels.Count == 0)
        {
            levels.Add([.. places.Select(p => titles.Of(FieldText.MetricName(p.Metric), p.Metric))]);
        }

        return new TableGrid(heading, [.. table.RowFields.Select(field => titles.Of(field))], levels, [.. table.Rows.Select(row => new GridRow(
            [.. table.RowFields.Select((field, i) => FieldText.Field(field, row.Values[i]))],
            [.. places.Select(p => CellText.Of(table[row, p.Column, p.Metric], p.Metric, table.Request.Aggregate))]))]);
    }
}

/// <summary>A row of a grid.</summary>
/// <param name="Labels">A label for every row field.</param>
/// <param name="Cells">A cell for every column.</param>
public sealed record GridRow(IReadOnlyList<string> Labels, IReadOnlyList<CellText> Cells);
