using System.Collections.Immutable;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>The figures of an experiment, checked against its cells.</summary>
internal static class DeclaredFigures
{
    /// <exception cref="RecipeException">A figure names what does not exist.</exception>
    public static ImmutableArray<FigureSpec> Of(Experiment experiment, ImmutableArray<CellSpec> cells, ShownNames names)
    {
        return [.. experiment.Figures.Select(figure => Checked(figure.Figure, figure.Place))];

        FigureSpec Checked(FigureSpec figure, RecipePlace place) => figure.Kind switch
        {
            FigureKind.Plot => Common(figure, "a plot", place) with
            {
                X = Axis(figure, place),
                Y = ShownNames.Metrics(figure.Y, "a plot", place),
            },
            FigureKind.Curves => Common(figure, "a figure", place) with { Y = ShownNames.Curves(figure.Y, "a figure", place) },
            _ when figure.Count < 1 => throw place.Error($"{figure.Count} images: at least 1"),
            _ when cells.All(cell => cell.Noise is null) => throw place.Error("no cell has noise: there is none to show in images"),
            _ => figure,
        };

        FigureSpec Common(FigureSpec figure, string shownBy, RecipePlace place) => figure with
        {
            Lines = Optional(figure.Lines, shownBy, place),
            Panels = Optional(figure.Panels, shownBy, place),
        };

        string Optional(string list, string shownBy, RecipePlace place) => string.IsNullOrWhiteSpace(list) ? "" : names.Fields(list, shownBy, place);

        string Axis(FigureSpec figure, RecipePlace place)
        {
            string field = Numbers(names.Fields(figure.X, "a plot", place), place);
            return $"{figure.Lines},{figure.Panels}".Split(',', StringSplitOptions.TrimEntries).Contains(field)
                ? throw place.Error($"'{field}' lies along a plot's axis: it cannot tell its lines or pictures apart")
                : field;
        }

        string Numbers(string field, RecipePlace place) => cells.Select(cell => cell.Fields()).FirstOrDefault(fields => fields.TryGetValue(field, out var value) && !value.IsNumber) is { } text
            ? throw place.Error($"a plot's x is one field of numbers; {field} is '{text[field]}'")
            : field;
    }
}
