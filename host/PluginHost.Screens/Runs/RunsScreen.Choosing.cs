using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>Which runs are listed, and which one is chosen.</summary>
internal sealed partial record RunsScreen
{
    /// <summary>The cursor on another run.</summary>
    public Step MoveTo(int index) => MoveTo(Cursor.To(index, Runs.Length, ListLines));

    /// <summary>The list from another line on.</summary>
    public Step ScrolledTo(int top) => MoveTo(RunsMouse.Scrolled(Cursor, top, Runs.Length, ListLines));

    /// <summary>
    /// Moves what has the keys: the list, the plan, or what is read. Null when the action moves nothing.
    /// </summary>
    public Step? Moved(string action) => Pane switch
    {
        RunPane.None => Cursor.Moved(action, Runs.Length, ListLines) is { } moved ? MoveTo(moved) : null,
        RunPane.Log => MovedLog(action),
        RunPane.Failures => MovedFailures(action),
        _ when Chosen is null => MovedLog(action),
        _ => MovedPlan(action),
    };

    /// <summary>The line of the filter is typed.</summary>
    public Step BeginTyping() =>
        Step.To(this with { Typing = new FilterTyping(Filter.Text, Filter.Text.Length, Filter, ChosenId) });

    /// <summary>Another filter stands in the line; the list follows.</summary>
    public Step Typed(string text, int cursor) => List(this with
    {
        Typing = Typing is null ? null : Typing with { Text = text, Cursor = cursor }, Filter = new RunFilter(text),
    });

    /// <summary>
    /// A filter is applied, and nothing is typed any more. The run that was chosen before is, where it fits.
    /// </summary>
    public Step Filtered(RunFilter filter)
    {
        var step = List(this with { Filter = filter });
        return step with { Screen = (RunsScreen)step.Screen with { Typing = null } };
    }

    public Step Sorted(RunOrder order) => List(this with { Order = order, Column = order.Column });

    /// <summary>By the column whose head was clicked; again: the other way.</summary>
    public Step SortedByHead(int column)
    {
        var seen = RunTable.Seen(this);
        string name = seen[Math.Clamp(column, 0, seen.Length - 1)].Name;
        return Sorted(new RunOrder(name, Order.Column == name && !Order.IsDescending));
    }

    /// <summary>Another column is the current one.</summary>
    public RunsScreen WithColumn(int by)
    {
        var seen = RunTable.Seen(this);
        int at = seen.ToList().FindIndex(column => column.Name == Column);
        return this with { Column = seen[Math.Clamp(at + by, 0, seen.Length - 1)].Name };
    }

    private Step MoveTo(ListCursor cursor)
    {
        string? id = Runs.IsEmpty ? null : Runs[cursor.Index].Id;
        var typing = Typing is null ? null : Typing with { ChosenId = id };
        var moved = this with { Cursor = cursor, ChosenId = id, Typing = typing };
        return LookAt(id == ChosenId ? moved : moved.AtItsBeginning());
    }

    /// <summary>Lists the runs anew; the cursor stays on its run.</summary>
    private static Step Choose(RunsScreen screen) =>
        List(screen with { All = RunItem.Merge(screen.Live ?? [], screen.Recorded ?? []) });

    /// <summary>Filters and sorts; the chosen run stays chosen where it fits.</summary>
    private static Step List(RunsScreen screen)
    {
        var fitting = screen.Filter.Of(screen.All, screen.Clock.LocalTimeZone);
        var listed = screen with { Runs = screen.Order.Of(fitting, screen.Now) };
        string? wanted = screen.Typing?.ChosenId ?? screen.ChosenId;
        int at = listed.Runs.ToList().FindIndex(run => run.IsCalled(wanted));
        if (at < 0 && wanted is not null)
        {
            bool isAwaited = wanted == screen.AwaitedId, isThere = listed.All.Any(run => run.IsCalled(wanted));
            if (isAwaited && isThere && screen.Typing is null)
            {
                // What was just started is shown, whatever was looked for before.
                return List(screen with { Filter = RunFilter.None, AwaitedId = null });
            }

            bool staysOpen = isThere && screen.Pane != RunPane.None;
            if (staysOpen || (isAwaited && !isThere))
            {
                return Step.To(listed);
            }
        }

        // Until one was chosen the first is; where the chosen one is gone, the one in its place.
        int line = screen.ChosenId is null ? 0 : screen.CursorLine;
        var cursor = listed.Cursor.To(at >= 0 ? at : line, listed.Runs.Length, listed.ListLines);
        string? id = listed.Runs.IsEmpty ? null : listed.Runs[cursor.Index].Id;
        var chosen = listed with { Cursor = cursor, ChosenId = id, AwaitedId = null };
        return LookAt(at >= 0 || id == screen.ChosenId ? chosen : chosen.AtItsBeginning());
    }

    /// <summary>Nothing of another run is seen where this one was scrolled to.</summary>
    private RunsScreen AtItsBeginning() => this with { Within = default, LogAt = null, FailuresTop = 0 };

    private RunsScreen Awaiting(string id) => AtItsBeginning() with { ChosenId = id, AwaitedId = id, Typing = null };

    private Step MovedLog(string action)
    {
        int height = Chosen is null ? Size.Height : RunLayout.Of(this).Log.Height;
        return ListCursor.Scrolled(LogTop(height), action, LogCount, height) is { } top
            ? Step.To(WithLogAt(top))
            : Step.Stay(this);
    }

    private Step MovedFailures(string action) =>
        ListCursor.Scrolled(FailuresTop, action, FailureCount, RunLayout.Of(this).Failures.Height) is { } top
            ? Step.To(this with { FailuresTop = top })
            : Step.Stay(this);

    private Step MovedPlan(string action) =>
        Within.Moved(action, RunPlan.Cells(this).Length, RunLayout.Of(this).PlanRows) is { } moved
            ? Step.To(WithinPlan(moved.Index))
            : Step.Stay(this);

    // Signs are all one cell wide, so any do to count lines.
    private int FailureCount => RunDetail.FailureLines(this, Symbols.Unicode).Count;
}
