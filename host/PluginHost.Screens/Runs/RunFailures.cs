using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>Something that went wrong in a run.</summary>
/// <param name="What">The run or the cell.</param>
/// <param name="Error">Why, whole; may have many lines.</param>
internal sealed record RunFailure(string What, string Error);

/// <summary>What went wrong in the chosen run, so that it can be read whole.</summary>
internal static class RunFailures
{
    private const int Edge = 1, ScrollBar = 1;

    /// <summary>All that failed: the run itself first, then its cells.</summary>
    public static ImmutableArray<RunFailure> Of(RunsScreen screen) =>
    [
        .. OfRun(screen.Chosen) is { } own ? (RunFailure[])[own] : [],
        .. RunPlan.Cells(screen).Select(OfCell).OfType<RunFailure>(),
    ];

    /// <summary>
    /// What is shown with the plan: why the cell failed that the cursor is on, else why the run ended.
    /// </summary>
    public static RunFailure? At(RunsScreen screen)
    {
        var cell = RunPlan.At(screen);
        if (cell is { } at && OfCell(at) is { } failure)
        {
            return failure;
        }

        // A cell that has a result has curves to show.
        bool hasResult = cell?.State is LiveCellState.Finished or LiveCellState.Recorded;
        return hasResult ? null : OfRun(screen.Chosen);
    }

    /// <summary>Failures in lines of a width, each below what failed.</summary>
    public static IReadOnlyList<Line> Lines(IReadOnlyList<RunFailure> failures, int width, Symbols symbols)
    {
        if (failures.Count == 0)
        {
            return [Line.Of(" nothing failed", Tone.Dim)];
        }

        var lines = new List<Line>();
        foreach (var failure in failures)
        {
            lines.AddRange(lines.Count == 0 ? [] : [Line.Empty]);
            lines.AddRange(Wrap($"{symbols.Failed} {failure.What}", width, Tone.Strong));
            lines.AddRange(Wrap(failure.Error, width, Tone.Bad));
        }

        return lines;
    }

    /// <summary>A text in lines that leave room for an edge and a scroll bar.</summary>
    public static IEnumerable<Line> Wrap(string text, int width, Tone tone) =>
        Wrapped.Of(text, Math.Max(1, width - Edge - ScrollBar), tone).Select(line => " " + line);

    private static RunFailure? OfRun(RunItem? run) =>
        run?.Live is { State: LiveState.Failed, Error: { Length: > 0 } error } ? new RunFailure(run.Name, error) : null;

    private static RunFailure? OfCell(PlanLine cell) =>
        cell.Error is { } error ? new RunFailure(cell.Name, error) : null;
}
