using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Store.Records;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>A run in the list: one that tells of itself, or one that only its journal knows.</summary>
/// <param name="Id">What it is found by.</param>
/// <param name="Live">What it told last; null for older runs.</param>
/// <param name="Recorded">What its journal holds; null while it has none.</param>
internal sealed record RunItem(string Id, LiveStatus? Live, RunSummary? Recorded)
{
    /// <summary>Both kinds in one list, the newest first; what one process ran is one entry.</summary>
    public static ImmutableArray<RunItem> Merge(IReadOnlyList<LiveStatus> live, IReadOnlyList<RunSummary> recorded)
    {
        var told = live.SelectMany(status => status.Runs).ToHashSet(StringComparer.Ordinal);
        var journals = recorded.ToDictionary(run => run.Id, StringComparer.Ordinal);
        var alive = live.Select(status => new RunItem(status.Id, status, JournalOf(status, journals)));
        var others = recorded.Where(run => !told.Contains(run.Id)).Select(run => new RunItem(run.Id, null, run));
        return
        [
            .. alive.Concat(others)
                .OrderByDescending(run => run.Started).ThenByDescending(run => run.Id, StringComparer.Ordinal),
        ];
    }

    private static RunSummary? JournalOf(LiveStatus status, Dictionary<string, RunSummary> journals) =>
        status.Runs.Select(run => journals.GetValueOrDefault(run)).LastOrDefault(run => run is not null);

    public string Name => Live is { } live ? Path.GetFileNameWithoutExtension(live.Recipe) : Recorded?.Experiment ?? "";

    public string Preset => Live?.Preset ?? Recorded?.Preset ?? "";

    public DateTimeOffset Started => Live?.Started ?? Recorded?.Started ?? default;

    public DateTimeOffset? Ended => Live is { } live ? live.Ended : Recorded?.Ended ?? Recorded?.LastSeen;

    public LiveState State => Live?.State ?? Recorded?.State switch
    {
        RunState.Running => LiveState.Running,
        RunState.Done => LiveState.Done,
        RunState.Stopped => LiveState.Stopped,
        RunState.Failed => LiveState.Failed,
        _ => LiveState.Lost,
    };

    /// <summary>Whether its process is at work.</summary>
    public bool IsActive =>
        State is LiveState.Preparing or LiveState.Running or LiveState.Waiting or LiveState.Stopping;

    public int Planned => Live?.Cells.Length ?? Recorded?.Planned ?? 0;

    /// <summary>Cells that have a result, of this run or another one, as <c>results list</c> counts them.</summary>
    public int Done => Live is { } live
        ? live.Count(LiveCellState.Finished) + live.Count(LiveCellState.Recorded)
        : Recorded?.Done ?? 0;

    public int Failures => Live?.Count(LiveCellState.Failed) ?? Recorded?.Failed ?? 0;

    /// <summary>Its state in a word.</summary>
    public string Word => State.ToString().ToLowerInvariant();

    /// <summary>How long it ran, or has run by now.</summary>
    public TimeSpan Lasted(DateTimeOffset now) => (IsActive ? now : Ended ?? Started) - Started;

    /// <summary>Whether it is found by a name: its own, or one that its journals have.</summary>
    public bool IsCalled(string? id) => id is not null && (Id == id || Live?.Runs.Contains(id) == true);

    /// <summary>Its state, sign and word.</summary>
    public Line Say(Symbols symbols) => symbols.Say(State switch
    {
        LiveState.Preparing or LiveState.Running or LiveState.Stopping => Status.Running,
        LiveState.Waiting => Status.Waiting,
        LiveState.Done => Status.Ok,
        LiveState.Failed => Status.Failed,
        LiveState.Lost => Status.Warning,
        _ => Status.Stopped,
    }, Word);
}
