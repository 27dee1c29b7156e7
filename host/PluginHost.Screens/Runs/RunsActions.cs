using System.Collections.Immutable;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;

namespace PluginHost.Screens.Runs;

/// <summary>What can be done with runs.</summary>
internal static partial class RunsActions
{
    public const string KeyOfResume = "R", KeyOfRefresh = "r", Open = "open";

    private const string Back = "back", Cancel = "cancel", Resume = "resume", Log = "log", Failures = "failures",
        Curve = "curve", Refresh = "refresh", CopyCommand = "copy-command", New = "new-run";

    private const string Filter = "filter", Clear = "clear", Sort = "sort", SortUp = "sort-up", SortDown = "sort-down",
        Left = "left", Right = "right";

    private const string Group = "Runs", ListGroup = "List", Number = "NUMBER";

    public static ImmutableArray<KeyAction> Of(RunsScreen screen)
    {
        if (screen.Asked is not null)
        {
            return RunsQuestion.Actions;
        }

        if (screen.Typing is not null)
        {
            return ListFilter.Actions;
        }

        return screen.Pane == RunPane.None
            ? [OpenRun, FilterRuns(screen), .. OfRun(screen), .. OfList(screen), .. ListCursor.Actions(Group)]
            : [BackToList, .. OfRun(screen), .. ListCursor.Actions(Group)];
    }

    private static KeyAction OpenRun => new(Open, "its plan, curves and log on the whole screen", "enter")
    {
        Hint = "open", Group = Group, Argument = Number,
    };

    private static KeyAction BackToList => new(Back, "back to the list", "escape", "left", "h")
    {
        Hint = "back", Group = Group,
    };

    private static ImmutableArray<KeyAction> OfRun(RunsScreen screen) =>
    [
        new(Cancel, "stop the run after its step; what is done is kept", "c")
        {
            Hint = screen.Chosen is { IsActive: true } ? "cancel" : null, Group = Group, Argument = Number,
        },
        new(Resume, "go on where it stopped: the same command again", KeyOfResume)
        {
            Hint = screen.Chosen is { IsActive: false } ? "resume" : null, Group = Group, Argument = Number,
        },
        new(Log, "what it said, on the whole screen", "o") { Hint = "log", Group = Group },
        new(Failures, "what failed and why, whole", "e") { Hint = "errors", Group = Group },
        new(Curve, "loss or accuracy in the plot", ".") { Hint = "loss/accuracy", Group = Group },
        new(New, "choose a recipe to run", "n") { Hint = "new", Group = Group },
        new(CopyCommand, "copy the command that goes on with it", "y") { Group = Group },
        new(Refresh, "look for runs at once", KeyOfRefresh) { Group = Group },
    ];

    private static KeyAction FilterRuns(RunsScreen screen) =>
        new(Filter, "list those runs alone in which all words occur, such as state:failed", "/")
        {
            Hint = "filter",
            Group = ListGroup,
            Argument = "WORDS",
            Values = text => RunFilter.Completions(text, screen.All),
        };

    private static KeyAction ClearFilter => new(Clear, "list all runs", "escape")
    {
        Hint = "all runs", Group = ListGroup,
    };

    private static ImmutableArray<KeyAction> OfList(RunsScreen screen) =>
    [
        .. screen.Filter.IsNone ? (KeyAction[])[] : [ClearFilter],
        new(Sort, "sort by a column; with a minus before it descending")
        {
            Group = ListGroup,
            Argument = "COLUMN",
            Values = text => RunOrder.Names.Where(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        },
        new(SortUp, "sort by the current column, ascending", "[") { Group = ListGroup },
        new(SortDown, "sort by the current column, descending", "]") { Group = ListGroup },
        new(Left, "the column to the left", "left", "h") { Group = ListGroup },
        new(Right, "the column to the right", "right", "l") { Group = ListGroup },
    ];
}
