using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>What of the opened run is seen.</summary>
internal sealed partial record RunsScreen
{
    /// <summary>The chosen run fills the screen, its plan where the run is.</summary>
    public Step OpenPlan()
    {
        var opened = AtItsBeginning() with { Pane = RunPane.Plan };
        return Step.To(opened.WithinPlan(Chosen?.Live?.Cell ?? 0));
    }

    /// <summary>Another pane of the chosen run; from that pane back to the plan.</summary>
    public Step Switched(RunPane pane)
    {
        if (Pane == pane)
        {
            return OpenPlan();
        }

        var switched = this with { Pane = pane, LogAt = null, FailuresTop = 0 };
        return pane == RunPane.Log && Chosen?.Live is not null
            ? Step.To(switched, ReadLog(switched) with { Says = "reading the log" })
            : Step.To(switched);
    }

    /// <summary>Back to the list.</summary>
    public Step Closed() => List(AtItsBeginning() with { Pane = RunPane.None });

    public RunsScreen WithOtherCurve() => this with { ShowsAccuracy = !ShowsAccuracy };

    /// <summary>Asks whether a run shall be stopped; null: asks no more.</summary>
    public RunsScreen Asking(RunItem? run) => this with { Asked = run };

    /// <summary>The cursor of the plan on a cell, as near as there is one.</summary>
    public RunsScreen WithinPlan(int cell)
    {
        var at = Within.To(cell, RunPlan.Cells(this).Length, RunLayout.Of(this).PlanRows);
        return at.Index == Within.Index ? this with { Within = at } : this with { Within = at, FailuresTop = 0 };
    }

    /// <summary>The plan from a cell on.</summary>
    public RunsScreen WithinPlanFrom(int top)
    {
        var at = RunsMouse.Scrolled(Within, top, RunPlan.Cells(this).Length, RunLayout.Of(this).PlanRows);
        return at.Index == Within.Index ? this with { Within = at } : this with { Within = at, FailuresTop = 0 };
    }

    /// <summary>The log from a line on; at its end it goes on with what is said.</summary>
    public RunsScreen WithLogAt(int top)
    {
        int height = Chosen is null ? Size.Height : RunLayout.Of(this).Log.Height;
        return this with { LogAt = top >= LogCount - height ? null : Math.Max(0, top) };
    }

    /// <summary>What failed from a line on.</summary>
    public RunsScreen WithFailuresAt(int top)
    {
        int most = Math.Max(0, FailureCount - RunLayout.Of(this).Failures.Height);
        return this with { FailuresTop = Math.Clamp(top, 0, most) };
    }

    /// <summary>How many cells are seen depends on where the cursor is: what failed takes its room.</summary>
    private RunsScreen WithPlanSeen()
    {
        if (Pane != RunPane.Plan)
        {
            return this;
        }

        int cells = RunPlan.Cells(this).Length;
        var at = Within.To(Within.Index, cells, RunLayout.Of(this).PlanRows);

        // A plan that is not read yet keeps its cursor.
        return cells == 0 || at == Within ? this : this with { Within = at };
    }

    /// <summary>The cursor in the plan goes on with the run where it stood on the cell that was worked at.</summary>
    private RunsScreen AtItsCell(RunItem? before)
    {
        bool isOnIt = Pane == RunPane.Plan && before?.Live?.Cell == Within.Index;
        return isOnIt && Live?.FirstOrDefault(run => run.Id == ChosenId) is { Cell: { } cell } live
            ? this with { Within = Within.To(cell, live.Cells.Length, RunLayout.Of(this).PlanRows) }
            : this;
    }
}
