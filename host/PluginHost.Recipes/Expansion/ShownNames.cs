using System.Collections.Immutable;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>The names that the tables and figures of an experiment may use.</summary>
/// <param name="cells">The experiment's cells.</param>
internal sealed class ShownNames(ImmutableArray<CellSpec> cells)
{
    private static readonly string[] KnownMetrics =
    [
        Metric.TestAccuracy, Metric.BestTestAccuracy, Metric.RobustAccuracy, Metric.TrainLoss, Metric.TrainAccuracy, Metric.TrainSeconds,
        Metric.NoiseSeconds,
    ];

    private static readonly string[] KnownCurves = [Metric.TrainLoss, Metric.TrainAccuracy, Metric.TestAccuracy];

    private readonly IReadOnlyList<string> _fields =
        [.. cells.SelectMany(cell => cell.Fields().Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A list of fields, comma separated.</summary>
    /// <exception cref="RecipeException">One is not a field of any cell; the nearest name is told.</exception>
    public string Fields(string list, string shownBy, RecipePlace place) => Checked(list, shownBy, "field", _fields, place);

    /// <summary>A list of metrics, comma separated.</summary>
    /// <inheritdoc cref="Fields"/>
    public static string Metrics(string list, string shownBy, RecipePlace place) => Checked(list, shownBy, "metric", KnownMetrics, place);

    /// <summary>A list of recorded curves, comma separated.</summary>
    /// <inheritdoc cref="Fields"/>
    public static string Curves(string list, string shownBy, RecipePlace place) => Checked(list, shownBy, "curve", KnownCurves, place);

    private static string Checked(string list, string shownBy, string what, IReadOnlyList<string> known, RecipePlace place) => string.Join(",", list.Split(',')
        .Select(name => name.Trim())
        .Select(name => known.Contains(name)
            ? name
            : throw place.Error($"{shownBy} has no {what} '{name}'{Nearest.Hint(name, known)}")));
}
