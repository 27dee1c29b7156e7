using PluginHost.Output;
using PluginHost.Running.Live;
using PluginHost.Running.Words;

namespace PluginHost.Screens.Runs;

/// <summary>Runs as lines that are read one after the other.</summary>
internal static class RunsLinear
{
    public static IEnumerable<string> Of(RunsScreen screen)
    {
        if (screen.Pane != RunPane.None && screen.Chosen is { } chosen)
        {
            return Run(chosen, screen);
        }

        return screen.Runs.IsEmpty
            ? ["Runs: none yet; 'new-run' goes to the recipes"]
            :
            [
                $"Runs: {screen.Runs.Length}; 'open NUMBER' tells more",
                .. screen.Runs.Select((run, i) =>
                    $"{i + 1}. {run.Name}, {run.State.ToString().ToLowerInvariant()}, preset {run.Preset}, {run.Done} of {run.Planned} cells"
                    + (run.Failures > 0 ? $", {run.Failures} failed" : "") + $", started {RunsList.Moment(run.Started, screen)}{Left(run)}"),
            ];
    }

    private static IEnumerable<string> Run(RunItem run, RunsScreen screen)
    {
        yield return $"Run {run.Id}";
        yield return $"recipe: {run.Name}";
        yield return $"state: {run.State.ToString().ToLowerInvariant()}{(run.Live?.Error is { Length: > 0 } error ? $": {error}" : "")}";
        yield return $"cells: {run.Done} of {run.Planned}{Left(run)}";
        if (run is { IsActive: true, Live.Phase: { } phase })
        {
            string loss = phase.Loss.Values is [.., var last] ? $", loss {CurvePainter.Short(last)}" : "";
            yield return $"now: {phase.Name}, step {phase.Step} of {phase.Steps}{loss}";
        }

        if (screen.Pane == RunPane.Log)
        {
            foreach (string line in run.Live?.Log ?? [])
            {
                yield return $"log: {line}";
            }

            yield break;
        }

        foreach (var cell in RunDetail.Cells(screen))
        {
            string state = cell.State == LiveCellState.Planned ? "to run" : cell.State.ToString().ToLowerInvariant();
            yield return $"cell: {cell.Name}: {state}{(cell.Summary.Length > 0 ? $", {cell.Summary}" : "")}";
        }
    }

    private static string Left(RunItem run) =>
        run is { IsActive: true, Live.SecondsLeft: { } left } ? $", about {Durations.Text(left)} left" : "";
}
