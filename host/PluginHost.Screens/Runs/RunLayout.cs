using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>Where everything of an opened run lies; what is not shown has no lines.</summary>
/// <param name="Head">What the run is, how far it is and what it does.</param>
/// <param name="Plan">Its cells.</param>
/// <param name="Curves">The curves of a cell.</param>
/// <param name="Failures">What failed.</param>
/// <param name="Log">What it said.</param>
internal readonly record struct RunLayout(Area Head, Area Plan, Area Curves, Area Failures, Area Log)
{
    private const int HeadLines = 4, LeastPlan = 3, Wide = 110, MostLog = 8;

    public static RunLayout Of(RunsScreen screen)
    {
        var room = Area.Of(screen.Size);
        int lines = screen.Pane == RunPane.Plan ? HeadLines + RunPlan.Common(screen).Count() : HeadLines;
        var (head, rest) = (room.Top(lines), room.Below(lines));
        return screen.Pane switch
        {
            RunPane.Log => new RunLayout(head, default, default, default, rest),
            RunPane.Failures => new RunLayout(head, default, default, rest, default),
            _ => WithPlan(screen, head, rest),
        };
    }

    /// <summary>How many cells of the plan are seen below its heads.</summary>
    public int PlanRows => Math.Max(1, Plan.Height - 1);

    private static RunLayout WithPlan(RunsScreen screen, Area head, Area rest)
    {
        int cells = RunPlan.Cells(screen).Length + 1;
        bool hasFailed = RunFailures.At(screen) is not null;
        if (!hasFailed && !RunCurves.Has(screen))
        {
            return new RunLayout(head, rest, default, default, default);
        }

        bool isWide = rest.Width >= Wide;
        int log = isWide ? Math.Clamp(screen.WrappedLog.Lines.Count, 0, Math.Clamp(rest.Height / 3, 0, MostLog)) : 0;
        int upper = rest.Height - log;
        var below = rest.Below(upper);
        // Long plans lie beside the curves; short ones leave them the whole width.
        if (isWide && !hasFailed && cells > upper / 2)
        {
            int left = Math.Clamp(RunPlan.WholeWidth(screen), rest.Width / 2, rest.Width * 2 / 3);
            return new RunLayout(head, rest.Top(upper).Left(left - 1), rest.Top(upper).Right(left), default, below);
        }

        int plan = Math.Clamp(cells, LeastPlan, Math.Max(LeastPlan, upper / 2));
        var under = rest.Top(upper).Below(plan);
        return hasFailed
            ? new RunLayout(head, rest.Top(plan), default, under, below)
            : new RunLayout(head, rest.Top(plan), under, default, below);
    }
}
