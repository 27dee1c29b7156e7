using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Output;

namespace PluginHost.Running;

/// <summary>Says what a run is about to do.</summary>
internal static class PlanReport
{
    /// <summary>One paragraph an experiment, for example <c>18 cells: 12 done already, 6 to run, with 2 noise sets to make; about 4:10 min</c>.</summary>
    public static void Write(TextWriter output, PlannedRun plan, string file, Compute compute, int noiseSets, TimeSpan? estimate, bool everyCell)
    {
        var recipe = plan.Recipe;
        output.WriteLine($"{recipe.Experiment} ({Shown.Path(file)}), preset {recipe.Preset}, on {compute.Device} in {compute.Precision.ToString().ToLowerInvariant()}");
        string noise = noiseSets == 0 ? "" : $", with {noiseSets} noise set{(noiseSets == 1 ? "" : "s")} to make";
        string time = plan.ToRun.Count == 0 ? "" : estimate is { } known ? $"; about {Durations.Text(known)}" : "; no recorded times to estimate from";
        output.WriteLine($"{plan.Chosen.Count} cell{(plan.Chosen.Count == 1 ? "" : "s")}: {plan.Done.Count} done already, {plan.ToRun.Count} to run{noise}{time}");
        if (everyCell)
        {
            var columns = new Columns("CELL", "STATE", "WHAT", "CHANGED SINCE IT WAS RUN");
            foreach (var cell in plan.Chosen)
            {
                columns.Add(cell.Key.Short, State(plan, cell), cell.Spec.ToString(), plan.Changes.GetValueOrDefault(cell.Key, ""));
            }

            columns.Write(output, omitEmpty: true);
        }
    }

    public static void WriteJson(TextWriter output, IEnumerable<(PlannedRun Plan, int NoiseSets, TimeSpan? Estimate)> plans, Compute compute) =>
        JsonOutput.Write(output, plans.Select(entry => new
        {
            entry.Plan.Recipe.Recipe,
            entry.Plan.Recipe.Experiment,
            entry.Plan.Recipe.Preset,
            device = compute.Device.ToString(),
            compute.Precision,
            entry.NoiseSets,
            estimatedSeconds = entry.Estimate?.TotalSeconds,
            cells = entry.Plan.Chosen.Select(cell => new
            {
                cell = cell.Key.Hash,
                noise = cell.NoiseKey?.Hash,
                state = State(entry.Plan, cell),
                changed = entry.Plan.Changes.GetValueOrDefault(cell.Key),
                cell.Spec,
            }),
        }));

    private static string State(PlannedRun plan, PlannedCell cell) =>
        !plan.ToRun.Contains(cell) ? "done" : plan.Done.Contains(cell.Key.Hash) ? "again" : "to run";
}
