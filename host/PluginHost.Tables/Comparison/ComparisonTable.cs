using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Comparison;

/// <summary>
/// Rows × columns of any fields; every cell tells the seeds' numbers in a few. Only seeds are put together: where results
/// differ in anything else, the rows are split by it, or the cell carries a footnote that says what.
/// </summary>
public sealed class ComparisonTable
{
    private readonly TableAxes _axes;
    private readonly TableContent _content;

    internal ComparisonTable(TableRequest request, TableAxes axes, TableContent content)
    {
        Request = request;
        RowFields = axes.RowFields;
        ColumnFields = axes.ColumnFields;
        Metrics = axes.Metrics;
        Rows = axes.Rows.Keys;
        Columns = axes.Columns.Keys;
        Context = content.Context;
        Notes = content.Notes;
        Remarks = content.Remarks;
        (_axes, _content) = (axes, content);
    }

    /// <summary>What was asked for.</summary>
    public TableRequest Request { get; }

    /// <summary>The fields of rows: those asked for, then those that rows had to be split by.</summary>
    public IReadOnlyList<string> RowFields { get; }

    /// <summary>The fields of columns.</summary>
    public IReadOnlyList<string> ColumnFields { get; }

    /// <summary>The metrics.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<TableKey> Rows { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<TableKey> Columns { get; }

    /// <summary>What all results have in common, such as (<c>preset</c>, <c>smoke</c>).</summary>
    public IReadOnlyList<(string Field, string Value)> Context { get; }

    /// <summary>Footnotes; a cell's numbers count from 1.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Lines about the whole table.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The model whose published values stand beside a model that the paper does not have, such as a small preset's stand-in; null for none.</summary>
    public string? PublishedModel => _content.PublishedModel;

    /// <summary>What stands at a place; a missing cell has no values.</summary>
    public TableCell this[TableKey row, TableKey column, string metric] => _content[_axes.Rows.Find(row), _axes.Columns.Find(column), _axes.FindMetric(metric)];

    /// <summary>The numbers behind a place, as rows of the snapshot that the table was built of.</summary>
    public IReadOnlyList<int> Behind(TableKey row, TableKey column) =>
        _content[_axes.Rows.Find(row), _axes.Columns.Find(column), 0].Results;

    /// <summary>
    /// What a table would be split by without having been asked to: fields, seeds aside, in which results of one place
    /// differ.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="request">What the table shall show.</param>
    /// <returns>Each such field with how many values it has, and how many rows the table would have.</returns>
    /// <exception cref="QueryException">A field or metric does not exist; the nearest name is told.</exception>
    public static (IReadOnlyList<(string Field, int Values)> Fields, int Rows) Unasked(
        RowSelection results, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(request);
        var axes = TableAxes.Of(results, request);
        var fields = axes.SplitRows.Concat(axes.SplitColumns)
            .Select(field => (field, results.Rows.Column(field)?.Group(results.Chosen).Count ?? 1));
        return ([.. fields], axes.Rows.Keys.Count);
    }

    /// <summary>Builds a table.</summary>
    /// <param name="results">The results, in the plan's order.</param>
    /// <param name="request">What it shall show.</param>
    /// <exception cref="QueryException">A field or metric does not exist; the nearest name is told.</exception>
    public static ComparisonTable Build(RowSelection results, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(request);
        var axes = TableAxes.Of(results, request);
        return new ComparisonTable(request, axes, TableContent.Of(results, request, axes));
    }

    /// <summary>Builds a table of results at hand.</summary>
    /// <param name="results">The results, in the plan's order.</param>
    /// <param name="request">What it shall show.</param>
    /// <exception cref="QueryException">A field or metric does not exist; the nearest name is told.</exception>
    public static ComparisonTable Build(IReadOnlyList<ResultRow> results, TableRequest request) => Build(RowSelection.Of(results), request);
}
