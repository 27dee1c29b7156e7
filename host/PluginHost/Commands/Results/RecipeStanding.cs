using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Output;
using PluginHost.Recipes;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;
using PluginHost.Running.Planning;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Commands.Results;

/// <summary>Says of every cell of a recipe whether it is done, stale or missing, and why.</summary>
internal static class RecipeStanding
{
    private sealed record Standing(PlannedCell Cell, string State, string Why);

    public static int Write(Settings settings, ResultStore store, string file, IReadOnlyList<string> only, RecipeInputs inputs)
    {
        var catalogue = settings.LoadPlugins(Console.Error.WriteLine);
        using var recipe = new RecipeCompiler(new StoreLayout(settings.Store).Recipes, catalogue).Open(file);
        var data = new DataSets(settings.Data);
        var since = new ChangeSince(store.Rows());
        var plans = recipe.Expand(inputs).Select(plan => (Plan: plan, Cells: Cells(store, plan, data, since, only))).ToList();
        if (plans.TrueForAll(plan => plan.Cells.Count == 0))
        {
            throw new UsageException($"no cell fits --only '{string.Join("' and '", only)}'");
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, plans.Select(plan => new
            {
                plan.Plan.Experiment, plan.Plan.Preset, cells = plan.Cells.Select(c => new { cell = c.Cell.Key.Hash, what = c.Cell.Name, c.State, c.Why }),
            }));
            return ExitCode.Done;
        }

        foreach (var (plan, cells) in plans)
        {
            string counts = string.Join(", ", cells.GroupBy(c => c.State).Select(g => $"{g.Count()} {g.Key}"));
            Console.WriteLine($"{plan.Experiment}, preset {plan.Preset}: {cells.Count} cells: {counts}");
            if (store.Runs().FirstOrDefault(run => run.Experiment == plan.Experiment && run.Preset == plan.Preset) is { } last && store.Run(last.Id).SourceSha256 != plan.SourceSha256)
            {
                Console.WriteLine($"the recipe's text is not that of its last run {RunId.Short(last.Id)}; a changed text alone makes no cell stale");
            }

            var columns = new Columns("CELL", "STATE", "WHAT", "WHY");
            foreach (var cell in cells)
            {
                columns.Add(cell.Cell.Key.Short, cell.State, cell.Cell.Name, cell.Why);
            }

            columns.Write(Console.Out);
        }

        return ExitCode.Done;
    }

    private static List<Standing> Cells(ResultStore store, RecipePlan plan, DataSets data, ChangeSince since, IReadOnlyList<string> only)
    {
        var sums = new Dictionary<DataSpec, string?>();
        string? Sum(DataSpec spec) => sums.TryGetValue(spec, out string? known) ? known : sums[spec] = data.Checksum(spec);
        var all = Plan.Of(plan.Cells, plan.Catalogue, Sum).Cells;
        var filters = only.Select(text => FilterExpression.Parse(text, all.Select(cell => cell.Spec))).ToList();
        var rows = store.Rows();
        var failures = store.FailedCells().ToDictionary(failed => failed.Cell, failed => failed.Error, StringComparer.Ordinal);
        var trash = store.Trash().Where(removed => !removed.IsRun).Select(removed => removed.Id).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(cell => cell.Spec.Fields() is var fields && filters.TrueForAll(filter => filter.Matches(fields))).Select(cell =>
        {
            string key = cell.Key.Hash;
            int row = rows.Find(key);
            return row >= 0 ? new Standing(cell, "done", $"{rows[row, "at"]} by run {RunId.Short(rows[row, "run"]?.ToString() ?? "")}")
                : trash.Contains(key) ? new Standing(cell, "removed", $"in the trash; back: pluginhost results restore {cell.Key.Short}")
                : failures.TryGetValue(key, out string? error) ? new Standing(cell, "failed", error)
                : since.Of(cell, Sum(cell.Spec.Data)) is var (like, changes) ? new Standing(cell, "stale", $"{ChangeSince.Line(changes)} (recorded as {Described.Key(like.Cell)})")
                : new Standing(cell, "missing", "nothing like it was recorded");
        })];
    }
}
