using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Requests;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Runs;

/// <summary>What the journal of a run knows that does not tell of itself.</summary>
/// <param name="Cells">Its cells, in the plan's order.</param>
/// <param name="Command">What goes on with it; null for older runs.</param>
internal sealed record RecordedRun(ImmutableArray<RecordedCell> Cells, ResumeCommand? Command)
{
    public static RecordedRun Read(Places places, string run)
    {
        using var store = ResultStore.Open(places.Store, _ => { });
        var record = store.Run(run);
        var rows = store.Results(new ResultQuery { Run = run }).ToDictionary(row => row.Cell, StringComparer.Ordinal);
        var failures = Failures(store, record.Summary, rows);
        var specs = rows.Select(row => (row.Key, row.Value.Spec))
            .Concat(failures.Select(failure => (failure.Key, failure.Value.Spec)))
            .ToDictionary(pair => pair.Key, pair => pair.Spec, StringComparer.Ordinal);
        var names = CellNames.Of(specs, spec => spec);
        return new RecordedRun([.. record.Chosen.Select(Cell)], record.Command);

        RecordedCell Cell(string key)
        {
            if (rows.TryGetValue(key, out var row))
            {
                return RecordedCell.Finished(row, names[key]);
            }

            return failures.TryGetValue(key, out var failure)
                ? RecordedCell.Failed(failure, names[key])
                : RecordedCell.Open(key);
        }
    }

    /// <summary>
    /// The cells that failed in the run and have no result; they are looked for only where there are some.
    /// </summary>
    private static Dictionary<string, FailedCell> Failures(
        ResultStore store, RunSummary run, Dictionary<string, ResultRow> rows) => run.Failed == 0
        ? []
        : store.FailedCells().Where(cell => cell.Run == run.Id && !rows.ContainsKey(cell.Cell))
            .ToDictionary(cell => cell.Cell, StringComparer.Ordinal);
}

/// <summary>A cell of a run that only its journal knows.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is, or its key where it has no result.</param>
/// <param name="HasResult">Whether it has a result, of this run or another one.</param>
/// <param name="Summary">Its numbers.</param>
internal sealed record RecordedCell(string Key, string Name, bool HasResult, string Summary)
{
    private const int ShownOfKey = 12;

    /// <summary>Why it failed, whole; null where it did not.</summary>
    public string? Error { get; init; }

    public static RecordedCell Finished(ResultRow row, string name) => new(
        row.Cell, name, true,
        string.Create(CultureInfo.InvariantCulture, $"test accuracy {row.Metrics[Metric.TestAccuracy] * 100:0.00} %"));

    public static RecordedCell Failed(FailedCell cell, string name) =>
        new(cell.Cell, name, false, $"failed: {cell.Error}")
    {
        Error = cell.Details.Length > 0 ? $"{cell.Error}\n\n{cell.Details}" : cell.Error,
    };

    public static RecordedCell Open(string key) =>
        new(key, $"cell {key[..Math.Min(ShownOfKey, key.Length)]}", false, "no result");
}
