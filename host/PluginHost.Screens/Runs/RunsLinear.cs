using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>Runs as lines that are read one after the other.</summary>
internal static class RunsLinear
{
    public static IEnumerable<string> Of(RunsScreen screen)
    {
        if (screen.Asked is { } asked)
        {
            return RunsQuestion.Linear(asked);
        }

        if (screen.Typing is { } typing)
        {
            return
            [
                $"filter: {typing.Text}", $"{screen.Runs.Length} of {screen.All.Length} fit",
                "type words that must all occur, such as state:failed; an empty line keeps it, 'cancel' leaves it",
            ];
        }

        if (screen.Pane == RunPane.None)
        {
            return List(screen);
        }

        return screen.Chosen is { } chosen
            ? Run(chosen, screen)
            : ["starting; it has not told of itself yet", .. screen.Unborn];
    }

    private static IEnumerable<string> List(RunsScreen screen)
    {
        if (screen.All.IsEmpty)
        {
            return ["Runs: none yet; 'new-run' goes to the recipes"];
        }

        string fit = screen.Filter.IsNone
            ? ""
            : $" of {screen.All.Length} fit '{screen.Filter.Text.Trim()}', 'clear' lists all";
        string order = screen.Order == RunOrder.Newest ? "" : $"; {RunsList.Sorted(screen.Order)}";
        return
        [
            $"Runs: {screen.Runs.Length}{fit}{order}; 'open NUMBER' tells more",
            .. screen.Runs.Select((run, i) => $"{i + 1}. {Entry(run, screen)}"),
        ];
    }

    private static string Entry(RunItem run, RunsScreen screen)
    {
        string failed = run.Failures > 0 ? $", {run.Failures} failed" : "";
        string device = run.Live?.Device is { Length: > 0 } told ? $", device {told}" : "";
        return $"{run.Name}, {run.Word}, preset {run.Preset}, {run.Done} of {run.Planned} cells{failed}, "
            + $"started {RunWords.Moment(run.Started, screen)}{device}{Left(run)}";
    }

    private static IEnumerable<string> Run(RunItem run, RunsScreen screen)
    {
        yield return $"Run {run.Id}";
        yield return $"recipe: {run.Name}";
        yield return $"state: {run.Word}{(run.Live?.Error is { Length: > 0 } error ? $": {error}" : "")}";
        yield return $"cells: {run.Done} of {run.Planned}{Left(run)}";
        if (run is { IsActive: true, Live.Phase: { } phase })
        {
            string loss = phase.Loss.Values is [.., var last] ? $", loss {CurvePainter.Short(last)}" : "";
            yield return $"now: {phase.Name}, step {phase.Step} of {phase.Steps}{loss}";
        }

        var rest = screen.Pane switch
        {
            RunPane.Log => WrappedLog.SourceOf(screen).Select(line => $"log: {line}"),
            RunPane.Failures => RunFailures.Of(screen).SelectMany(Failure),
            _ => RunPlan.Cells(screen).Select(Cell),
        };
        foreach (string line in rest)
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Failure(RunFailure failure) =>
    [
        $"failed: {failure.What}",
        .. failure.Error.ReplaceLineEndings("\n").Split('\n').Select(line => $"why: {line}"),
    ];

    private static string Cell(PlanLine cell)
    {
        string state = cell.State == LiveCellState.Planned ? "to run" : cell.State.ToString().ToLowerInvariant();
        return $"cell: {cell.Name}: {state}{(cell.Summary.Length > 0 ? $", {cell.Summary}" : "")}";
    }

    private static string Left(RunItem run) => RunWords.Left(run) is { Length: > 0 } left ? $", about {left} left" : "";
}
