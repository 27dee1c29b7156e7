using System.Collections.Immutable;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Runs;

/// <summary>What the journal of a run knows that does not tell of itself.</summary>
/// <param name="Cells">Its cells, in the plan's order.</param>
/// <param name="Command">What goes on with it; null for older runs.</param>
internal sealed record RecordedRun(ImmutableArray<RecordedCell> Cells, ResumeCommand? Command)
{
    public static RecordedRun Read(Settings settings, string run)
    {
        using var store = ResultStore.Open(settings.Store, _ => { });
        var record = store.Run(run);
        var rows = store.Results(new ResultQuery { Run = run }).ToDictionary(row => row.Cell, StringComparer.Ordinal);
        var names = CellNames.Of(rows, row => row.Spec);
        return new RecordedRun([.. record.Chosen.Select(cell => RecordedCell.Of(cell, rows.GetValueOrDefault(cell), names))], record.Command);
    }
}

/// <summary>A cell of a run that only its journal knows.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is, or its key where it has no result.</param>
/// <param name="HasResult">Whether it has a result, of this run or another one.</param>
/// <param name="Summary">Its numbers.</param>
internal sealed record RecordedCell(string Key, string Name, bool HasResult, string Summary)
{
    public static RecordedCell Of(string key, ResultRow? row, IReadOnlyDictionary<string, string> names) => row is null
        ? new RecordedCell(key, $"cell {key[..Math.Min(12, key.Length)]}", false, "no result")
        : new RecordedCell(key, names[key], true, string.Create(CultureInfo.InvariantCulture, $"test accuracy {row.Metrics[Metric.TestAccuracy] * 100:0.00} %"));
}
