using System.Collections.Immutable;
using PluginHost.Engine.Plugins;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;
using PluginHost.Tables.Comparison;

namespace PluginHost.Recipes.Expansion;

/// <summary>Turns everything that a recipe has said into plans.</summary>
internal static class RecipeExpansion
{
    /// <summary>The plans of all experiments, each in every preset that is asked of it.</summary>
    public static ImmutableArray<RecipePlan> Plans(
        RecipeSession session, string recipe, RecipeSource source, Func<Experiment, IEnumerable<string>> presets)
    {
        var sets = SetValues.Of(session);
        return [.. session.Experiments.SelectMany(experiment => presets(experiment), Plan)];

        RecipePlan Plan(Experiment experiment, string preset)
        {
            try
            {
                Complete(experiment);
                var expansion = new CellExpansion(experiment, session, preset, sets);
                var cells = PresetConditions.Narrowed(experiment, preset, expansion.Cells());
                var names = new ShownNames(cells);
                var tables = Tables(experiment, cells, names).Select(table => table with { Remark = Remark(expansion.Remarks) });
                return new RecipePlan(
                    recipe, experiment.Name, preset, source.Text, source.Sha256, cells, [.. tables])
                {
                    Remarks = expansion.Remarks,
                    Catalogue = GuardedCatalogue.Of(session.Catalogue),
                    Figures = DeclaredFigures.Of(experiment, cells, names),
                };
            }
            catch (RecipeException error) when (error.Problems.IsEmpty)
            {
                throw experiment.Place.Error($"experiment '{experiment.Name}': {error.Message}", error);
            }
            catch (PluginUseException error)
            {
                throw experiment.Place.Error($"experiment '{experiment.Name}': {error.Message}", error);
            }
        }
    }

    private static string? Remark(ImmutableArray<string> remarks) =>
        remarks.IsEmpty ? null : $"{string.Join("; ", remarks)}.";

    private static void Complete(Experiment experiment)
    {
        if (experiment.DataSets.Count == 0)
        {
            throw new RecipeException("no data set is named: add .Data(\"cifar10\")");
        }

        if (experiment.Trainings.Count == 0)
        {
            throw new RecipeException("no training is named: add .Train(\"resnet18\", Plain)");
        }
    }

    private static ImmutableArray<TableSpec> Tables(Experiment experiment, ImmutableArray<CellSpec> cells, ShownNames names)
    {
        return experiment.Tables.Count == 0 ? [Fitting()] : [.. experiment.Tables.Select(t => Checked(t.Table, t.Place))];

        // Rows are whatever differs besides the noise; clean data carry it on no share, which is no difference of their own.
        TableSpec Fitting()
        {
            string[] candidates = ["dataset", "share", "train-set", "protected.indices", "filter", "model", "train.norm", "train.radius"];
            var fields = cells.Select(cell => cell.Fields()).ToList();
            var differing = candidates.Where(c => Compared(fields, c).Select(f => f.GetValueOrDefault(c)).Distinct().Count() > 1);
            return new TableSpec(string.Join(",", differing.DefaultIfEmpty("train.radius")), "noise", Metric.TestAccuracy, experiment.Name, null);
        }

        static IEnumerable<ImmutableSortedDictionary<string, OptionValue>> Compared(
            IEnumerable<ImmutableSortedDictionary<string, OptionValue>> fields, string field) => field is "share" or "train-set" or "protected.indices"
            ? fields.Where(f => f["noise.method"] != "clean" || f["train-set"] == "clean-part")
            : fields;

        TableSpec Checked(TableSpec table, RecipePlace place)
        {
            try
            {
                _ = new TableRequest(table);
            }
            catch (FormatException error)
            {
                throw place.Error(error.Message);
            }

            return table with
            {
                Rows = names.Fields(table.Rows, "a table", place),
                Columns = names.Fields(table.Columns, "a table", place),
                Metrics = ShownNames.Metrics(table.Metrics, "a table", place),
            };
        }
    }
}
