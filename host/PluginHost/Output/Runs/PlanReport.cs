using System.Globalization;
using PluginHost.Engine.Planning;
using PluginHost.Running.Planning;
using PluginHost.Running.Words;

namespace PluginHost.Output.Runs;

/// <summary>Says what a run is about to do.</summary>
internal static class PlanReport
{
    /// <summary>One paragraph an experiment, for example <c>18 cells: 12 done already, 6 to run, with 2 noise sets to make; about 4:10 min</c>.</summary>
    public static void Write(
        TextWriter output, PlanSummary summary, string file, Compute compute, bool everyCell)
    {
        var (plan, noiseSets, estimate, work) = summary;
        var recipe = plan.Recipe;
        output.WriteLine($"{recipe.Experiment} ({Shown.Path(file)}), preset {recipe.Preset}, on {compute.Device} in {compute.Precision.ToString().ToLowerInvariant()}");
        foreach (string remark in recipe.Remarks)
        {
            output.WriteLine($"note: {remark}");
        }

        string noise = noiseSets == 0 ? "" : $", with {noiseSets} noise set{(noiseSets == 1 ? "" : "s")} to make";
        string time = plan.ToRun.Count == 0 || work?.Time is not null ? ""
            : estimate is { } known ? $"; about {Durations.Text(known)}" : "; no recorded times to estimate from";
        output.WriteLine($"{plan.Chosen.Count} cell{(plan.Chosen.Count == 1 ? "" : "s")}: {plan.Done.Count} done already, {plan.ToRun.Count} to run{noise}{time}");
        foreach (var (cell, why) in plan.SetAside)
        {
            output.WriteLine($"set aside: {cell.Name} (--retry runs it): {why}");
        }

        if (work is not null && plan.ToRun.Count > 0)
        {
            WriteWork(output, work, isEstimated: estimate is not null);
        }

        if (everyCell)
        {
            var columns = new Columns("CELL", "STATE", "WHAT", "CHANGED SINCE IT WAS RUN");
            foreach (var cell in plan.Chosen)
            {
                columns.Add(cell.Key.Short, State(plan, cell), cell.Name, plan.Changes.GetValueOrDefault(cell.Key, ""));
            }

            columns.Write(output, omitEmpty: true);
        }
    }

    /// <summary>For example <c>2 noise sets: up to 6,040,100 passes; 9 trainings: 2,320,000 passes; 8,360,100 in all</c>, and the time by measurement.</summary>
    private static void WriteWork(TextWriter output, Workload work, bool isEstimated)
    {
        string upTo = work.IsAtMost ? "up to " : "";
        string noises = work.Noises == 0 ? "" : $"{Counted(work.Noises, "noise set")}: {upTo}{Count(work.NoisePasses)} passes; ";
        string all = work.Noises == 0 ? "" : $"; {upTo}{Count(work.NoisePasses + work.TrainingPasses)} in all";
        output.WriteLine($"{noises}{Counted(work.Trainings, "training")}: {Count(work.TrainingPasses)} passes{all} (a pass is one batch forward and backward)");
        foreach (var (text, sets) in work.OtherWork)
        {
            output.WriteLine($"besides, {(sets == 1 ? "once" : $"{Count(sets)} times")} {text}");
        }

        foreach (string missing in work.Uncounted)
        {
            output.WriteLine($"not counted: {missing}");
        }

        if (isEstimated || work.Time is not { } time)
        {
            return;
        }

        output.WriteLine($"{(work.IsAtMost ? "at most " : "")}about {Durations.Text(time)} on this machine: an estimate from a short measurement{(work.Uncounted.Count > 0 ? ", without what is not counted" : "")}");
        foreach (var (network, times) in work.Timed)
        {
            output.WriteLine(
                $"  {network}: attack step {Durations.Text(times.Attack)}, training step {Durations.Text(times.Update)}, test batch {Durations.Text(times.Test)}"
                + $" (timed with {Counted(times.Batch, "image")} a batch)");
        }

        foreach (var trial in work.Trials)
        {
            output.WriteLine($"  noise {trial.Method.Id} of {Counted(trial.Images, "image")} of {trial.Shape}: {Durations.Text(trial.Took)}");
        }
    }

    private static string Counted(int count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static void WriteJson(
        TextWriter output, IEnumerable<PlanSummary> plans, Compute compute) =>
        JsonOutput.Write(output, plans.Select(entry => new
        {
            entry.Plan.Recipe.Recipe,
            entry.Plan.Recipe.Experiment,
            entry.Plan.Recipe.Preset,
            device = compute.Device.ToString(),
            compute.Precision,
            remarks = entry.Plan.Recipe.Remarks,
            entry.NoiseSets,
            noisePasses = entry.Work?.NoisePasses,
            noisePassesAreAtMost = entry.Work?.IsAtMost,
            otherNoiseWork = entry.Work?.OtherWork,
            trainingPasses = entry.Work?.TrainingPasses,
            notCounted = entry.Work?.Uncounted,
            estimatedSeconds = (entry.Estimate ?? entry.Work?.Time)?.TotalSeconds,
            estimatedFrom = entry.Estimate is not null ? "recorded times" : entry.Work?.Time is not null ? "a short measurement" : null,
            cells = entry.Plan.Chosen.Select(cell => new
            {
                cell = cell.Key.Hash,
                noise = cell.NoiseKey?.Hash,
                state = State(entry.Plan, cell),
                changed = entry.Plan.Changes.GetValueOrDefault(cell.Key),
                cell.Spec,
            }),
        }));

    private static string State(PlannedRun plan, PlannedCell cell)
    {
        bool isDone = plan.Done.Contains(cell.Key.Hash);
        if (plan.ToRun.Contains(cell))
        {
            return isDone ? "again" : "to run";
        }

        return isDone ? "done" : "set aside";
    }
}
