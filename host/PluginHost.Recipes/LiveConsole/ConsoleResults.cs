using System.Collections;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Recipes.LiveConsole;

/// <summary>The results of a store, as the console asks for them.</summary>
/// <param name="store">The store's folder.</param>
public sealed class ConsoleResults(string store)
{
    /// <summary>How many there are.</summary>
    public int Count => All.Count;

    /// <summary>The latest result of every cell, in the order of their time.</summary>
    public ResultList All => new(Read(null));

    /// <summary>Results that fit a condition.</summary>
    /// <param name="filter">Such as <c>noise.method == rem &amp;&amp; train.radius &gt;= 2</c>.</param>
    /// <exception cref="QueryException">The condition cannot be read.</exception>
    public ResultList Where(string filter) => new(Read(filter));

    /// <summary>The newest results.</summary>
    public ResultList Last(int count) => new([.. Read(null).TakeLast(count)]);

    /// <summary>A table of results.</summary>
    /// <param name="rows">Field names, comma separated.</param>
    /// <param name="columns">Field names, comma separated.</param>
    /// <param name="metric">Metric names, comma separated.</param>
    /// <param name="where">A condition; empty for all.</param>
    /// <exception cref="QueryException">A name or the condition is wrong.</exception>
    public ComparisonTable Table(string rows, string columns, string metric = Metric.TestAccuracy, string where = "") =>
        ComparisonTable.Build(Select(where.Length > 0 ? where : null), new TableRequest(new TableSpec(rows, columns, metric, "", null)));

    private IReadOnlyList<ResultRow> Read(string? filter) => [.. Select(filter).Results()];

    private RowSelection Select(string? filter)
    {
        using var opened = ResultStore.Open(store, _ => { });
        var all = opened.Select();
        return filter is null ? all : all.Where(all.Condition(filter));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} results; Results.Where(\"…\"), Results.Table(\"rows\", \"columns\"), Results.Last(10)";
}

/// <summary>Results in a list; the console prints them as rows.</summary>
/// <param name="rows">The results.</param>
public sealed class ResultList(IReadOnlyList<ResultRow> rows) : IReadOnlyList<ResultRow>
{
    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public ResultRow this[int index] => rows[index];

    /// <inheritdoc/>
    public IEnumerator<ResultRow> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
