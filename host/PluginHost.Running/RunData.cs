using PluginHost.Engine.Data;
using PluginHost.Running.Planning;

namespace PluginHost.Running;

/// <summary>Sees to it that the data of a run are there before anything of it runs.</summary>
internal sealed class RunData(DataSets data, IRunReport report)
{
    /// <summary>What is missing for the cells to run, each with how to mend it.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<PlannedRun> plans) =>
        [.. Sets(plans).Select(Problem).Where(problem => problem.Length > 0).Distinct()];

    /// <summary>
    /// What else there is to know of the data of the cells to run, such as what was left out of a folder.
    /// </summary>
    public IReadOnlyList<string> Notes(IEnumerable<PlannedRun> plans) =>
        [.. Sets(plans).Select(spec => (spec.Name, Note: data.Note(spec))).Where(set => set.Note.Length > 0)
            .Select(set => $"{set.Name}: {set.Note}").Distinct()];

    /// <summary>Decodes what must be decoded into files first.</summary>
    /// <returns>Whether anything was; then keys can be told that could not be before.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what was decoded is kept.</exception>
    public bool Prepare(IEnumerable<PlannedRun> plans, CancellationToken stop)
    {
        bool any = false;
        foreach (var spec in Sets(plans).Where(data.NeedsPreparing))
        {
            any = true;
            report.Output.WriteLine($"{spec.Name}: its images are decoded once, for this and later runs");
            report.Prepare(progress => data.Prepare(spec, progress, stop));
        }

        return any;
    }

    private static IEnumerable<DataSpec> Sets(IEnumerable<PlannedRun> plans) =>
        plans.SelectMany(plan => plan.ToRun).Select(cell => cell.Spec.Data).Distinct();

    private string Problem(DataSpec spec)
    {
        try
        {
            data.Require(spec);
            return "";
        }
        catch (DataException problem)
        {
            return problem.Message;
        }
    }
}
