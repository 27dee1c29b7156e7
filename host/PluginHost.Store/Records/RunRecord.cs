using System.Collections.Immutable;

namespace PluginHost.Store.Records;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>Its worker lives.</summary>
    Running,

    /// <summary>All cells of its plan have results.</summary>
    Done,

    /// <summary>It was asked to stop.</summary>
    Stopped,

    /// <summary>Some cells failed.</summary>
    Failed,

    /// <summary>It was killed: its worker is gone, and no end was recorded.</summary>
    Lost,
}

/// <summary>A run in a list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Preset">The preset.</param>
/// <param name="State">How it stands.</param>
/// <param name="Started">When its first event was recorded.</param>
/// <param name="Ended">When it ended by itself; null when it runs or was killed.</param>
/// <param name="LastSeen">When its last event was recorded.</param>
/// <param name="Planned">Cells that it was asked for, those that were done before among them.</param>
/// <param name="Finished">Cells that it trained.</param>
/// <param name="Failed">Cells that failed in it.</param>
public sealed record RunSummary(
    string Id, string Recipe, string Experiment, string Preset, RunState State, DateTimeOffset Started, DateTimeOffset? Ended,
    DateTimeOffset LastSeen, int Planned, int Finished, int Failed)
{
    /// <summary>What people said of it.</summary>
    public Remarks Remarks { get; init; } = Remarks.None;

    /// <summary>
    /// Cells that it was asked for and that have a result, of this run or another one; see <see cref="ResultStore.WithDone"/>.
    /// </summary>
    public int Done { get; init; } = Finished;

    /// <summary>The folder that it was imported from; null for a run of this store.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>How long it ran, or has run by now.</summary>
    public TimeSpan Lasted(DateTimeOffset now) => (State == RunState.Running ? now : Ended ?? LastSeen) - Started;
}

/// <summary>Everything that a run recorded about itself.</summary>
/// <param name="Summary">The run in a list.</param>
/// <param name="Source">The recipe's text as run.</param>
/// <param name="SourceSha256">The hash of the text.</param>
/// <param name="Cells">Keys of the plan's cells, in the plan's order.</param>
/// <param name="Environment">Versions, device, threads and so on, by name.</param>
/// <param name="Tables">The tables that the recipe declares.</param>
public sealed record RunRecord(
    RunSummary Summary, string Source, string SourceSha256, ImmutableArray<string> Cells,
    ImmutableSortedDictionary<string, string> Environment, ImmutableArray<TableSpec> Tables)
{
    /// <summary>A run, with what it recorded when it began; null where that is not known.</summary>
    public static RunRecord Of(RunSummary summary, RunStarted? began)
    {
        if (began is null)
        {
            return new RunRecord(summary, "", "", [], ImmutableSortedDictionary<string, string>.Empty, []);
        }

        return new RunRecord(
            summary, began.Source, began.SourceSha256, began.Cells, began.Environment, began.Tables)
        {
            Chosen = began.Chosen ?? began.Cells,
            Figures = began.Figures ?? [],
            Labels = began.Labels,
            Command = began.Command is { Folder.Length: > 0 } command ? command : null,
        };
    }

    /// <summary>Keys of the cells that it was asked for: all, or those that <c>--only</c> leaves.</summary>
    public ImmutableArray<string> Chosen { get; init; } = Cells;

    /// <summary>The figures that the recipe declares.</summary>
    public ImmutableArray<FigureSpec> Figures { get; init; } = [];

    /// <summary>What the recipe calls the noise of each cell; null in older records.</summary>
    public ImmutableArray<string>? Labels { get; init; }

    /// <summary>The command that goes on with it; null in older records.</summary>
    public ResumeCommand? Command { get; init; }
}
