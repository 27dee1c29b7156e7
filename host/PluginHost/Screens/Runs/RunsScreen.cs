using System.Collections.Immutable;
using PluginHost.CommandLine;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Screens.Lists;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>All runs of the store, and what the chosen one does at this moment.</summary>
/// <param name="Settings">Where the store lies.</param>
/// <param name="Clock">The time.</param>
internal sealed record RunsScreen(Settings Settings, TimeProvider Clock) : IScreen
{
    public const string Name = "Runs";

    /// <summary>Of so many runs, the newest, the cells that are done are counted.</summary>
    private const int MostCounted = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A run was started elsewhere, such as on the Recipes screen: the cursor goes to it.</summary>
    internal sealed record Started(string Id) : Message;

    internal sealed record Tick : Message;

    internal sealed record LiveRead(IReadOnlyList<LiveStatus> Live, DateTimeOffset Now, ImmutableArray<string> Unborn) : Message;

    internal sealed record JournalsRead(IReadOnlyList<RunSummary> Runs) : Message;

    internal sealed record RecordRead(string Id, RecordedRun Run) : Message;

    internal sealed record CurvesRead(CellCurves Curves) : Message;

    internal sealed record Told(string Text, Status Status, string? Id = null) : Message;

    private IReadOnlyList<LiveStatus>? Live { get; init; }

    private IReadOnlyList<RunSummary>? Recorded { get; init; }

    /// <summary>The runs, the newest first.</summary>
    public ImmutableArray<RunItem> Runs { get; private init; } = [];

    public DateTimeOffset Now { get; private init; }

    public Size Size { get; private init; } = new(80, 22);

    /// <summary>The run that the cursor is on: it stays on it while others come and go.</summary>
    public string? ChosenId { get; private init; }

    /// <summary>A run that was started from here and has perhaps not told of itself yet.</summary>
    private string? AwaitedId { get; init; }

    private ListCursor Cursor { get; init; }

    /// <summary>What the chosen run printed, where it was started and has not told of itself: perhaps why it never will.</summary>
    public ImmutableArray<string> Unborn { get; private init; } = [];

    /// <summary>Whether the chosen run fills the screen.</summary>
    public RunPane Pane { get; private init; }

    /// <summary>The cursor in the plan, or the first line of the log counted from its end.</summary>
    public ListCursor Within { get; private init; }

    public bool ShowsAccuracy { get; private init; }

    /// <summary>The recorded runs that were looked at.</summary>
    public ImmutableDictionary<string, RecordedRun> Records { get; private init; } = ImmutableDictionary<string, RecordedRun>.Empty;

    /// <summary>The curves of the cell that was looked at last.</summary>
    public CellCurves? Curves { get; private init; }

    private string? CurvesAskedFor { get; init; }

    /// <summary>The run that may be stopped, while the question stands.</summary>
    public RunItem? Asked { get; private init; }

    public string Title => Name;

    public bool TakesText => Asked is not null;

    public bool IsLoaded => Live is not null;

    public int CursorLine => Cursor.Index;

    public int TopLine => Cursor.Top;

    public RunItem? Chosen => Runs.FirstOrDefault(run => run.Id == ChosenId);

    /// <summary>What goes on with the chosen run; null where that was not recorded, or is not read yet.</summary>
    public ResumeCommand? Command => Chosen switch
    {
        { Live: { } live } => new ResumeCommand(live.Folder, live.Arguments),
        { Recorded: { } recorded } => Records.GetValueOrDefault(recorded.Id)?.Command,
        _ => null,
    };

    public ImmutableArray<KeyAction> Actions => RunsActions.Of(this);

    public Step Do(Message message)
    {
        var step = Handle(message);
        return step.Screen is RunsScreen next && RunCurves.CellOf(next) is { } cell && next.CurvesAskedFor != cell
            ? step with { Screen = next with { CurvesAskedFor = cell }, Effects = step.Effects.Add(ReadCurves(cell)) }
            : step;
    }

    private Step Handle(Message message) => message switch
    {
        Opened => Step.To(this, ReadLive(), ReadJournals()),
        Tick => Step.To(this, ReadLive()),
        LiveRead read => TakeLive(read),
        JournalsRead read => Choose(this with { Recorded = read.Runs }),
        RecordRead read => Step.To(this with { Records = Records.SetItem(read.Id, read.Run) }),
        CurvesRead read => Step.To(this with { Curves = read.Curves }),
        Started started => Step.To(this with { ChosenId = started.Id, AwaitedId = started.Id, Pane = RunPane.Plan, Within = default }, ReadLive()),
        Told told => Step.To(
            told.Id is null ? this : this with { ChosenId = told.Id, AwaitedId = told.Id, Within = default }, new Notify(told.Text, told.Status), ReadLive()),
        Resized resized => Choose(this with { Size = resized.Size }),
        KeyTyped typed when Asked is not null => Answer(typed.Key),
        ActionCalled called => RunsActions.Do(this, called),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } =>
            RunsActions.Do(this, new ActionCalled(mouse.Action == MouseAction.WheelUp ? "up" : "down")),
        Clicked { Mouse: { Action: MouseAction.Press } mouse } when Pane == RunPane.None && mouse.Y >= 1 && mouse.Y <= ListLines => MoveTo(Cursor.Top + mouse.Y - 1),
        WorkFailed failed => Step.To(this, new Notify(FailureText.Line(failed.Error), Status.Failed)),
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

        var step = Choose((this with { Live = read.Live, Now = read.Now, Unborn = read.Unborn }).AtItsCell(Chosen));
        return step with { Effects = changed && Recorded is not null ? [.. step.Effects, next, ReadJournals()] : [.. step.Effects, next] };
    }

    /// <summary>Lists the runs anew; the cursor stays on its run.</summary>
    private static Step Choose(RunsScreen screen)
    {
        var runs = RunItem.Merge(screen.Live ?? [], screen.Recorded ?? []);
        int at = runs.ToList().FindIndex(run => run.Id == screen.ChosenId || run.Live?.Runs.Contains(screen.ChosenId ?? "") == true);
        var listed = screen with { Runs = runs };
        if (at < 0 && screen.ChosenId is { } awaited && awaited == screen.AwaitedId)
        {
            return Step.To(listed);
        }

        // Until one was chosen the newest run is; where the chosen one is gone, the one in its place.
        var cursor = listed.Cursor.To(at >= 0 ? at : screen.ChosenId is null ? 0 : screen.CursorLine, runs.Length, listed.ListLines);
        return Look(listed with { Cursor = cursor, ChosenId = runs.IsEmpty ? null : runs[cursor.Index].Id });
    }

    /// <summary>The cursor in the plan goes on with the run where it stood on the cell that was worked at.</summary>
    private RunsScreen AtItsCell(RunItem? before) =>
        Pane == RunPane.Plan && before?.Live?.Cell == Within.Index && Live?.FirstOrDefault(run => run.Id == ChosenId) is { Cell: { } cell } live
            ? this with { Within = Within.To(cell, live.Cells.Length, RunDetail.PlanLines(this)) }
            : this;

    /// <summary>Reads what journals hold of the chosen run, where it does not tell of itself.</summary>
    private static Step Look(RunsScreen screen) => screen.Chosen is { Live: null, Recorded: { } recorded } && !screen.Records.ContainsKey(recorded.Id)
        ? Step.To(screen, new Background("record", _ => new RecordRead(recorded.Id, RecordedRun.Read(screen.Settings, recorded.Id))))
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

    private Background ReadCurves(string cell) => new("curves", _ =>
    {
        using var store = ResultStore.Open(Settings.Store, _ => { });
        return new CurvesRead(new CellCurves(cell, store.Curves(cell)));
    });

    private Background ReadJournals() => new("journals", _ =>
    {
        using var store = ResultStore.Open(Settings.Store, _ => { });
        var runs = store.Runs();

        // Nobody scrolls further without asking for a run by its name; the others show what they trained themselves.
        return new JournalsRead([.. store.WithDone([.. runs.Take(MostCounted)]), .. runs.Skip(MostCounted)]);
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
