using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Recipes.Expansion;
using PluginHost.Running.Requests;
using PluginHost.Store;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Running.Planning;

/// <summary>An experiment of a recipe, compared with what the store holds.</summary>
/// <param name="Recipe">What the recipe asks for.</param>
/// <param name="All">All its cells.</param>
/// <param name="Chosen">The cells that <c>--only</c> leaves.</param>
/// <param name="Done">Keys of the chosen cells that have a result.</param>
/// <param name="ToRun">The chosen cells that will be run.</param>
/// <param name="Changes">What changed since like cells were run, by key, for those to run that were.</param>
/// <param name="SetAside">Chosen cells that are not run: they took their worker down too often.</param>
/// <param name="WorkersLost">By key: how many times in a row cells to run took their worker down.</param>
/// <param name="Recorded">Whether the last recorded run of the experiment has this very plan, so that tables can be asked for by name.</param>
public sealed record PlannedRun(
    RecipePlan Recipe, IReadOnlyList<PlannedCell> All, IReadOnlyList<PlannedCell> Chosen, IReadOnlySet<string> Done,
    IReadOnlyList<PlannedCell> ToRun, IReadOnlyList<SetAside> SetAside, IReadOnlyDictionary<string, int> WorkersLost,
    IReadOnlyDictionary<ContentKey, string> Changes, bool Recorded)
{
    /// <summary>What its results are found by, once a run of it is recorded.</summary>
    public ResultQuery Query => new() { Experiment = Recipe.Experiment, Preset = Recipe.Preset };

    /// <summary>Whether a cell has a result.</summary>
    public bool IsDone(PlannedCell cell) => Done.Contains(cell.Key.Hash);

    public static PlannedRun Of(RecipePlan recipe, DataSets data, RunRequest request, ResultStore store)
    {
        var sums = new Dictionary<DataSpec, string?>();
        string? Checksum(DataSpec spec) => sums.TryGetValue(spec, out string? known) ? known : sums[spec] = data.Checksum(spec);
        var all = Plan.Of(recipe.Cells, recipe.Catalogue, Checksum).Cells;
        var filters = request.Only
            .Select(text => FilterExpression.Parse(text, all.Select(cell => cell.Spec))).ToList();
        PlannedCell[] chosen = [.. all.Where(cell => cell.Spec.Fields() is var fields && filters.All(filter => filter.Matches(fields)))];
        var done = store.Done(chosen.Select(cell => cell.Key.Hash));
        var wanted = chosen.Where(cell => request.Force || !done.Contains(cell.Key.Hash)).ToList();
        var lost = store.LostWorkers(wanted.Select(cell => cell.Key.Hash))
            .ToDictionary(failed => failed.Cell, StringComparer.Ordinal);
        PlannedCell[] toRun = [.. wanted.Where(cell => !IsSetAside(cell))];
        var since = request.DryRun ? new ChangeSince(store.Rows()) : null;
        return new PlannedRun(
            recipe, all, chosen, done, toRun,
            [.. wanted.Where(IsSetAside).Select(cell => new SetAside(cell, lost[cell.Key.Hash].Error))],
            lost.ToDictionary(failed => failed.Key, failed => failed.Value.WorkersLost, StringComparer.Ordinal),
            toRun.Where(cell => !done.Contains(cell.Key.Hash))
                .Select(cell => (cell.Key, Change: since?.Of(cell, Checksum(cell.Spec.Data))))
                .Where(c => c.Change is not null).ToDictionary(c => c.Key, c => ChangeSince.Line(c.Change?.Changes ?? [])),
            IsRecorded(recipe, all, store));

        bool IsSetAside(PlannedCell cell) =>
            !request.Retry && !request.Force
            && lost.TryGetValue(cell.Key.Hash, out var failed) && failed.WorkersLost >= Planning.SetAside.After;
    }

    private static bool IsRecorded(RecipePlan recipe, IReadOnlyList<PlannedCell> all, ResultStore store)
    {
        if (store.Runs().FirstOrDefault(run => run.Experiment == recipe.Experiment && run.Preset == recipe.Preset) is not { } last)
        {
            return false;
        }

        var record = store.Run(last.Id);
        return record.SourceSha256 == recipe.SourceSha256 && record.Tables.SequenceEqual(recipe.Tables) && record.Figures.SequenceEqual(recipe.Figures)
            && record.Cells.SequenceEqual(all.Select(cell => cell.Key.Hash))
            && record.Labels?.SequenceEqual(all.Select(cell => cell.Spec.NoiseLabel)) == true;
    }
}
