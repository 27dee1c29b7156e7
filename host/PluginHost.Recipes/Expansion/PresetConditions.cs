using System.Collections.Immutable;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;
using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Recipes.Expansion;

/// <summary>Narrows a preset to the cells that the recipe wants in it.</summary>
internal static class PresetConditions
{
    /// <summary>The cells that fit all conditions of a preset and of those it begins with.</summary>
    /// <exception cref="RecipeException">A condition cannot be read, or leaves no cell.</exception>
    public static ImmutableArray<CellSpec> Narrowed(Experiment experiment, string preset, ImmutableArray<CellSpec> cells)
    {
        foreach (var (name, _, place) in experiment.Conditions.Where(c => !experiment.Presets.Contains(c.Preset)))
        {
            throw place.Error($"there is no preset '{name}'{Nearest.Hint(name, experiment.Presets)}");
        }

        return experiment.ConditionsIn(preset).Aggregate(
            cells, (left, condition) => Fitting(left, condition.Filter, cells, preset, condition.Place));
    }

    private static ImmutableArray<CellSpec> Fitting(
        ImmutableArray<CellSpec> cells, string text, ImmutableArray<CellSpec> all, string preset, RecipePlace place)
    {
        try
        {
            var filter = FilterExpression.Parse(text, all);
            ImmutableArray<CellSpec> fitting = [.. cells.Where(cell => filter.Matches(cell.Fields()))];
            return fitting.IsEmpty
                ? throw place.Error($"no cell of the preset '{preset}' fits '{text}': {filter.ValuesSeen(cells.Select(Values))}")
                : fitting;
        }
        catch (QueryException error)
        {
            throw place.Error($"{error.Message.Split('\n')[0]} in '{text}'", error);
        }
    }

    private static Func<string, OptionValue?> Values(CellSpec cell)
    {
        var fields = cell.Fields();
        return name => fields.TryGetValue(name, out var value) ? value : (OptionValue?)null;
    }
}
