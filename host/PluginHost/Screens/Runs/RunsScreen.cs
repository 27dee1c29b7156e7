using System.Collections.Immutable;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Results;
using PluginHost.Running.Live;
using PluginHost.Screens.Lists;
using PluginHost.Tui;

namespace PluginHost.Screens.Runs;

/// <summary>All runs of the store, and what the chosen one does at this moment.</summary>
/// <param name="Settings">Where the store lies.</param>
/// <param name="Clock">The time.</param>
internal sealed record RunsScreen(Settings Settings, TimeProvider Clock) : IScreen
{
    public const string Name = "Runs";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A run was started elsewhere, such as on the Recipes screen: the cursor goes to it.</summary>
    internal sealed record Started(string Id) : Message;

    internal sealed record Tick : Message;

    internal sealed record LiveRead(IReadOnlyList<LiveStatus> Live, DateTimeOffset Now, ImmutableArray<string> Unborn) : Message;

    internal sealed record JournalsRead(IReadOnlyList<RunSummary> Runs) : Message;

    internal sealed record CellsRead(string Id, ImmutableArray<RecordedCell> Cells) : Message;

    internal sealed record Told(string Text, Status Status, string? Id = null) : Message;

    private IReadOnlyList<LiveStatus>? Live { get; init; }

    private IReadOnlyList<RunSummary>? Recorded { get; init; }

    /// <summary>The runs, the newest first.</summary>
    public ImmutableArray<RunItem> Runs { get; private init; } = [];

    public DateTimeOffset Now { get; private init; }

    public Size Size { get; private init; } = new(80, 22);

    /// <summary>The run that the cursor is on: it stays on it while others come and go.</summary>
    public string? ChosenId { get; private init; }

    private ListCursor Cursor { get; init; }

    /// <summary>What the chosen run printed, where it was started and has not told of itself: perhaps why it never will.</summary>
    public ImmutableArray<string> Unborn { get; private init; } = [];

    /// <summary>Whether the chosen run fills the screen.</summary>
    public RunPane Pane { get; private init; }

    /// <summary>The cursor in the plan, or the first line of the log counted from its end.</summary>
    public ListCursor Within { get; private init; }

    public bool ShowsAccuracy { get; private init; }

    /// <summary>The cells of recorded runs that were looked at.</summary>
    public ImmutableDictionary<string, ImmutableArray<RecordedCell>> Cells { get; private init; } = ImmutableDictionary<string, ImmutableArray<RecordedCell>>.Empty;

    /// <summary>The run that may be stopped, while the question stands.</summary>
    public RunItem? Asked { get; private init; }

    public string Title => Name;

    public bool TakesText => Asked is not null;

    public bool IsLoaded => Live is not null;

    public int CursorLine => Cursor.Index;

    public int TopLine => Cursor.Top;

    public RunItem? Chosen => Runs.FirstOrDefault(run => run.Id == ChosenId);

    public ImmutableArray<KeyAction> Actions => RunsActions.Of(this);

    public Step Do(Message message) => message switch
    {
        Opened => Step.To(this, ReadLive(), ReadJournals()),
        Tick => Step.To(this, ReadLive()),
        LiveRead read => TakeLive(read),
        JournalsRead read => Choose(this with { Recorded = read.Runs }),
        CellsRead read => Step.To(this with { Cells = Cells.SetItem(read.Id, read.Cells) }),
        Started started => Step.To(this with { ChosenId = started.Id, Pane = RunPane.Plan }, ReadLive()),
        Told told => Step.To(told.Id is null ? this : this with { ChosenId = told.Id }, new Notify(told.Text, told.Status), ReadLive()),
        Resized resized => Choose(this with { Size = resized.Size }),
        KeyTyped typed when Asked is not null => Answer(typed.Key),
        ActionCalled called => RunsActions.Do(this, called),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } =>
            RunsActions.Do(this, new ActionCalled(mouse.Action == MouseAction.WheelUp ? "up" : "down")),
        Clicked { Mouse: { Action: MouseAction.Press } mouse } when Pane == RunPane.None && mouse.Y >= 1 && mouse.Y <= ListLines => MoveTo(Cursor.Top + mouse.Y - 1),
        WorkFailed failed => Step.To(this, new Notify(Failure.Line(failed.Error), Status.Failed)),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => Pane == RunPane.None ? RunsList.Draw(this, size, look) : RunDetail.Draw(this, size, look);

    public IEnumerable<string> Linear() => RunsLinear.Of(this);

    /// <summary>How many runs are listed above what the chosen one does.</summary>
    public int ListLines => Math.Clamp(Runs.Length, 1, Math.Max(3, (Size.Height - 1) / 3));

    public RunsScreen With(RunPane pane, ListCursor within) => this with { Pane = pane, Within = within };

    public RunsScreen WithOtherCurve() => this with { ShowsAccuracy = !ShowsAccuracy };

    public RunsScreen Asking(RunItem run) => this with { Asked = run };

    /// <summary>The cursor on another run.</summary>
    public Step MoveTo(int index)
    {
        var cursor = Cursor.To(index, Runs.Length, ListLines);
        return Look(this with { Cursor = cursor, ChosenId = Runs.IsEmpty ? null : Runs[cursor.Index].Id, Within = default });
    }

    public Step? Moved(string action) => Cursor.Moved(action, Runs.Length, ListLines) is { } moved ? MoveTo(moved.Index) : null;

    /// <summary>Everything is read anew.</summary>
    public Step Refresh() => Step.To(this, ReadLive(), ReadJournals());

    private Step TakeLive(LiveRead read)
    {
        // Journals have more to say when a run has come or gone.
        bool changed = Live is null || !Live.Select(run => (run.Id, run.HasEnded)).SequenceEqual(read.Live.Select(run => (run.Id, run.HasEnded)));
        bool moved = changed || !Unborn.SequenceEqual(read.Unborn) || Live is null || !Live.Select(run => run.Updated).SequenceEqual(read.Live.Select(run => run.Updated));
        var next = new After("tick", Pause, new Tick());
        if (!moved && (read.Now - Now < TimeSpan.FromSeconds(30) || !Runs.Any(run => run.IsActive)))
        {
            return Step.To(this, next);
        }

        var step = Choose(this with { Live = read.Live, Now = read.Now, Unborn = read.Unborn });
        return step with { Effects = changed && Recorded is not null ? [.. step.Effects, next, ReadJournals()] : [.. step.Effects, next] };
    }

    /// <summary>Lists the runs anew; the cursor stays on its run.</summary>
    private static Step Choose(RunsScreen screen)
    {
        var runs = RunItem.Merge(screen.Live ?? [], screen.Recorded ?? []);
        int at = runs.ToList().FindIndex(run => run.Id == screen.ChosenId);
        var listed = screen with { Runs = runs };
        // Until one was chosen the newest run is.
        bool keeps = at >= 0 || screen.ChosenId is not null && !screen.IsLoaded;
        var cursor = listed.Cursor.To(at >= 0 ? at : 0, runs.Length, listed.ListLines);
        return Look(listed with { Cursor = cursor, ChosenId = keeps ? screen.ChosenId : runs.IsEmpty ? null : screen.ChosenId ?? runs[0].Id });
    }

    /// <summary>Reads what journals hold of the chosen run, where it does not tell of itself.</summary>
    private static Step Look(RunsScreen screen) => screen.Chosen is { Live: null, Recorded: { } recorded } && !screen.Cells.ContainsKey(recorded.Id)
        ? Step.To(screen, new Background("cells", _ => new CellsRead(recorded.Id, RecordedCell.Read(screen.Settings, recorded.Id))))
        : Step.To(screen);

    /// <summary>Asks the chosen run to stop.</summary>
    public Step Stop() => (Asked ?? Chosen) is not { Live: { } live }
        ? Step.Stay(this)
        : Step.To(this with { Asked = null }, new Background("stop", _ =>
        {
            Processes.Terminate(live.Process);
            return new Told($"{Path.GetFileNameWithoutExtension(live.Recipe)} stops after its step; {RunsActions.KeyOfResume} goes on with it later", Status.Ok);
        }));

    private Step Answer(Key key) => (char)key.Rune.Value is 'y' or 'Y' ? Stop() : Step.To(this with { Asked = null }, new Notify("not stopped"));

    private Background ReadLive() => new("live", _ =>
    {
        var folder = new LiveFolder(Settings.Store);
        var live = folder.List(Clock);
        bool isUnborn = ChosenId is not null && Chosen is null && !live.Any(run => run.Id == ChosenId);
        return new LiveRead(live, Clock.GetUtcNow(), isUnborn ? folder.ReadLog(ChosenId ?? "") : []);
    });

    private Background ReadJournals() => new("journals", _ =>
    {
        using var store = ResultStore.Open(Settings.Store, _ => { });
        return new JournalsRead(store.Runs());
    });
}

/// <summary>What of the chosen run fills the screen.</summary>
internal enum RunPane
{
    /// <summary>Nothing: the list is shown, and a summary below it.</summary>
    None,

    /// <summary>Its cells, and the curve of the current phase.</summary>
    Plan,

    /// <summary>What it said.</summary>
    Log,
}

/// <summary>A cell of a run that only its journal knows.</summary>
/// <param name="Name">What it is, or its key where it has no result.</param>
/// <param name="HasResult">Whether it has a result, of this run or another one.</param>
/// <param name="Summary">Its numbers.</param>
internal sealed record RecordedCell(string Name, bool HasResult, string Summary)
{
    public static ImmutableArray<RecordedCell> Read(Settings settings, string run)
    {
        using var store = ResultStore.Open(settings.Store, _ => { });
        var record = store.Run(run);
        var rows = store.Results(new ResultQuery { Run = run }).ToDictionary(row => row.Cell, StringComparer.Ordinal);
        return
        [
            .. record.Cells.Select(cell => rows.TryGetValue(cell, out var row)
                ? new RecordedCell(row.Spec.ToString(), true, string.Create(
                    CultureInfo.InvariantCulture, $"test accuracy {row.Metrics[Contracts.Metric.TestAccuracy] * 100:0.00} %"))
                : new RecordedCell($"cell {cell[..Math.Min(12, cell.Length)]}", false, "no result")),
        ];
    }
}
