using System.Collections.Immutable;
using PluginHost.Screens.Results;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Screens.Tests.Results;

/// <summary>Results at hand instead of a store's.</summary>
internal sealed class SampleSource(string views, int count) : ResultsSource
{
    private ResultRows _rows = ResultRows.Of(ResultSamples.Rows(count));

    public override SavedViews Views => new(views);

    public override ResultRows Rows() => _rows;

    /// <summary>Somebody else's run has ended.</summary>
    public void Grow(int count) => _rows = ResultRows.Of(ResultSamples.Rows(count));

    public override void Annotate(Action<Annotations> say) =>
        throw new NotSupportedException("these results have no store");

    public override IReadOnlyList<Removed> Trash() => [];

    public override ImmutableArray<string> Why(string cell, CancellationToken cancel) =>
        [$"cell {cell[..12]}", "done: nothing has changed"];

    public override (CellHistory History, ImmutableSortedDictionary<string, Curve> Curves) Cell(string key)
    {
        var row = _rows.Row(_rows.Find(key));
        return (
            new CellHistory(key, row, [new CellStarted(key, row.Spec) { At = row.At.AddMinutes(-1), Run = row.Run }]),
            ResultSamples.Curves);
    }
}
