using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Runs;

/// <summary>What the screen holds.</summary>
internal sealed partial record RunsScreen
{
    /// <summary>What stands below the list where there is room for all of it.</summary>
    private const int WholeSummary = 27;

    private IReadOnlyList<LiveStatus>? Live { get; init; }

    private IReadOnlyList<RunSummary>? Recorded { get; init; }

    /// <summary>All runs, the newest first.</summary>
    public ImmutableArray<RunItem> All { get; private init; } = [];

    /// <summary>The runs that fit the filter, in the order of the list.</summary>
    public ImmutableArray<RunItem> Runs { get; private init; } = [];

    public RunFilter Filter { get; private init; } = RunFilter.None;

    /// <summary>The filter while it is typed.</summary>
    public FilterTyping? Typing { get; private init; }

    public RunOrder Order { get; private init; } = RunOrder.Newest;

    /// <summary>The column that keys sort by.</summary>
    public string Column { get; private init; } = RunColumn.Started;

    public DateTimeOffset Now { get; private init; }

    public Size Size { get; private init; } = new(80, 21);

    /// <summary>The run that the cursor is on: it stays on it while others come and go.</summary>
    public string? ChosenId { get; private init; }

    /// <summary>A run that was started from here and has not told of itself yet.</summary>
    private string? AwaitedId { get; init; }

    private ListCursor Cursor { get; init; }

    /// <summary>
    /// What the chosen run printed, where it was started and has not told of itself: perhaps why it never will.
    /// </summary>
    public ImmutableArray<string> Unborn { get; private init; } = [];

    /// <summary>Whether the chosen run fills the screen.</summary>
    public RunPane Pane { get; private init; }

    /// <summary>The cursor in the plan.</summary>
    public ListCursor Within { get; private init; }

    /// <summary>The first line of the log that is seen; null while its end is.</summary>
    private int? LogAt { get; init; }

    /// <summary>The first line that is seen of what failed.</summary>
    public int FailuresTop { get; private init; }

    public bool ShowsAccuracy { get; private init; }

    /// <summary>The recorded runs that were looked at.</summary>
    public ImmutableDictionary<string, RecordedRun> Records { get; private init; } =
        ImmutableDictionary<string, RecordedRun>.Empty;

    /// <summary>The curves of the cell that was looked at last.</summary>
    public CellCurves? Curves { get; private init; }

    private string? CurvesAskedFor { get; init; }

    /// <summary>Whether reading the curves was cancelled or failed.</summary>
    public bool HasNoCurves { get; private init; }

    /// <summary>What the run printed whose log was looked at last.</summary>
    public PrintedLog? Printed { get; private init; }

    /// <summary>The log of the chosen run.</summary>
    public WrappedLog WrappedLog { get; private init; } = WrappedLog.None;

    /// <summary>The run that may be stopped, while the question stands.</summary>
    public RunItem? Asked { get; private init; }

    /// <summary>Whether what journals know of runs was read.</summary>
    public bool IsLoaded => Live is not null && Recorded is not null;

    /// <summary>Whether reading what journals know of runs was cancelled or failed.</summary>
    public bool IsUnread { get; private init; }

    public int CursorLine => Cursor.Index;

    public int TopLine => Cursor.Top;

    public RunItem? Chosen => All.FirstOrDefault(run => run.Id == ChosenId);

    /// <summary>
    /// Whether the cursor of the list is on the chosen run: one that was just started is not listed yet.
    /// </summary>
    public bool IsChosenListed => Cursor.Index < Runs.Length && Runs[Cursor.Index].Id == ChosenId;

    /// <summary>What goes on with the chosen run; null where that was not recorded, or is not read yet.</summary>
    public ResumeCommand? Command => Chosen switch
    {
        { Live: { } live } => new ResumeCommand(live.Folder, live.Arguments),
        { Recorded: { } recorded } => Records.GetValueOrDefault(recorded.Id)?.Command,
        _ => null,
    };

    /// <summary>How many runs are listed above what the chosen one does.</summary>
    public int ListLines
    {
        get
        {
            int most = Math.Max((Size.Height - 2) / 3, Size.Height - WholeSummary);
            return Math.Clamp(All.Length, 1, Math.Max(3, most));
        }
    }

    /// <summary>The first line of the log that is seen where so many are.</summary>
    public int LogTop(int height) => Math.Clamp(LogAt ?? int.MaxValue, 0, Math.Max(0, LogCount - height));

    private int LogCount => Chosen is null ? WrappedLog.Lines.Count + 1 : WrappedLog.Lines.Count;
}
