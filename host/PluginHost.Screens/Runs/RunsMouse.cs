using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>What the mouse does with runs.</summary>
internal static class RunsMouse
{
    public static Step Do(RunsScreen screen, PartClicked clicked) => clicked switch
    {
        { Id: RunTable.Id, Row: < 0 } => screen.SortedByHead(clicked.Column),
        { Id: RunTable.Id } when clicked.Row < screen.Runs.Length => Choose(screen, clicked),
        { Id: RunPlan.Id, Row: >= 0 } => Step.To(screen.WithinPlan(clicked.Row)),
        _ => Step.Stay(screen),
    };

    /// <summary>Scrolls a part by some lines.</summary>
    public static Step Wheel(RunsScreen screen, string part, int lines) =>
        Scroll(screen, part, TopOf(screen, part) + lines);

    /// <summary>Scrolls a part, so that a line is the first that is seen; cursors stay where they are seen.</summary>
    public static Step Scroll(RunsScreen screen, string part, int top) => part switch
    {
        RunTable.Id => screen.ScrolledTo(top),
        RunPlan.Id => Step.To(screen.WithinPlanFrom(top)),
        RunDetail.Log => Step.To(screen.WithLogAt(top)),
        RunDetail.Failures => Step.To(screen.WithFailuresAt(top)),
        _ => Step.Stay(screen),
    };

    /// <summary>A cursor in a list that was scrolled: taken along only where it would not be seen.</summary>
    public static ListCursor Scrolled(ListCursor cursor, int top, int count, int page)
    {
        int first = Math.Clamp(top, 0, Math.Max(0, count - page));
        int last = Math.Max(first, Math.Min(first + page, count) - 1);
        return new ListCursor(Math.Clamp(cursor.Index, first, last), first);
    }

    private static int TopOf(RunsScreen screen, string part) => part switch
    {
        RunTable.Id => screen.TopLine,
        RunPlan.Id => screen.Within.Top,
        RunDetail.Log => screen.LogTop(RunLayout.Of(screen).Log.Height),
        _ => screen.FailuresTop,
    };

    private static Step Choose(RunsScreen screen, PartClicked clicked)
    {
        var step = screen.MoveTo(clicked.Row);
        return clicked.IsDouble && screen.Typing is null ? Then(step, RunsActions.Open) : step;
    }

    private static Step Then(Step step, string action)
    {
        var next = step.Screen.Do(new ActionCalled(action));
        return next with { Effects = [.. step.Effects, .. next.Effects] };
    }
}
