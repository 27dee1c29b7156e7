using System.Collections.Immutable;
using System.Globalization;

namespace PluginHost.Store.Records;

/// <summary>The numbers of one cell for one seed, as last recorded.</summary>
public sealed record ResultRow
{
    private ImmutableSortedDictionary<string, OptionValue>? _fields;

    /// <summary>The cell's key.</summary>
    public required string Cell { get; init; }

    /// <summary>The run that trained it.</summary>
    public required string Run { get; init; }

    /// <summary>The experiment that the run belongs to; empty when that was not recorded.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Its number among the store's events: a result with a larger one was recorded later. 0 when it has none.
    /// </summary>
    public long Order { get; init; }

    /// <summary>Everything that decides the numbers.</summary>
    public required CellSpec Spec
    {
        get;
        init
        {
            field = value;
            _fields = null;
        }
    }

    /// <summary>Numbers by name; see <see cref="Metric"/>. Accuracies are shares in [0, 1].</summary>
    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

    /// <summary>The plugins that took part.</summary>
    public required ImmutableArray<PluginIdentity> Plugins { get; init; }

    /// <summary>The data set's checksum.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The noise artifact, if any.</summary>
    public string? NoiseKey { get; init; }

    /// <summary>Where it ran.</summary>
    public required string Device { get; init; }

    /// <summary>What its run recorded about program, libtorch and machine.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether its run had values that <c>--set</c> gave in place of the recipe's.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The folder that its run was imported from; null for a result of this store.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>What people tagged it, or its run, with.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What somebody wrote on it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The spec as flat fields; see <see cref="CellFields"/>.</summary>
    public ImmutableSortedDictionary<string, OptionValue> Fields => _fields ??= Spec.Fields();

    /// <summary>
    /// A field, a metric, or one of <c>cell</c>, <c>run</c>, <c>experiment</c>, <c>device</c>, <c>at</c> (such as
    /// <c>2026-01-31T12:00:00Z</c>), <c>tags</c> (joined by spaces), <c>note</c>,
    /// <c>imported</c>; null when the row has no such thing.
    /// </summary>
    public OptionValue? Value(string name) => name switch
    {
        "cell" => Cell,
        "run" => Run,
        "experiment" => Experiment.Length == 0 ? default(OptionValue?) : Experiment,
        "device" => Device,
        "at" => Moment(At.UtcTicks),
        "tags" => Tags.IsEmpty ? default(OptionValue?) : string.Join(' ', Tags),
        "note" => Note is null ? default(OptionValue?) : Note,
        "imported" => ImportedFrom is null ? default(OptionValue?) : ImportedFrom,
        _ when Fields.TryGetValue(name, out var field) => field,
        _ when Metrics.TryGetValue(name, out double metric) => metric,
        _ => default(OptionValue?),
    };

    /// <summary>A moment, UTC, to the second.</summary>
    public static string Moment(long utcTicks) =>
        new DateTime(utcTicks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A cell whose last attempt failed.</summary>
/// <param name="Cell">The cell's key.</param>
/// <param name="Run">The run that tried.</param>
/// <param name="At">When it failed, UTC.</param>
/// <param name="Spec">The cell's spec.</param>
/// <param name="Error">One line.</param>
/// <param name="Details">The stack trace.</param>
public sealed record FailedCell(
    string Cell, string Run, DateTimeOffset At, CellSpec Spec, string Error, string Details)
{
    /// <summary>A failure as it was recorded.</summary>
    public static FailedCell Of(CellFailed e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new FailedCell(e.Cell, e.Run, e.At, e.Spec, e.Error, e.Details) { WorkersLost = e.WorkersLost };
    }

    /// <summary>See <see cref="CellFailed.WorkersLost"/>.</summary>
    public int WorkersLost { get; init; }
}

/// <summary>Everything that was recorded about a cell.</summary>
/// <param name="Key">Its whole key.</param>
/// <param name="Latest">The result that counts; null when it has none.</param>
/// <param name="Events">Its events in order of time, curves and all, and those of the noise that it used.</param>
public sealed record CellHistory(string Key, ResultRow? Latest, ImmutableArray<RunEvent> Events)
{
    /// <summary>
    /// Set while the latest result lies in the trash, by itself or with its run: it does not count then.
    /// </summary>
    public Removal? Removal { get; init; }
}

/// <summary>What a name on the command line means.</summary>
/// <param name="Cell">The cell's whole key; null when it is a run.</param>
/// <param name="Run">The run, or the run that recorded the cell's latest result; empty when the cell has none.</param>
/// <param name="At">When the result was recorded, or when the run began.</param>
/// <param name="Order">The number of the result; of a run, that of its last event.</param>
public sealed record RecordedThing(string? Cell, string Run, DateTimeOffset At, long Order);
