using System.Collections.Immutable;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Recipes;

/// <summary>The text, the plan or the check of the chosen recipe, as lines.</summary>
internal static class RecipePages
{
    public static IReadOnlyList<Line> Lines(RecipesScreen screen, int width) =>
        [.. Lines(screen).SelectMany(line => Wrapped.Hanging(line, width))];

    /// <summary>What is said beside its title.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="more">How many lines follow those that are seen.</param>
    public static string Rest(RecipesScreen screen, int more)
    {
        if (more > 0)
        {
            string lines = more == 1 ? "1 more line" : $"{more} more lines";
            return screen.Reads ? $"  {lines}" : $"  {lines}; Enter reads";
        }

        return screen.Reads ? "  (the end)" : "";
    }

    private static IEnumerable<Line> Lines(RecipesScreen screen)
    {
        if (screen.Chosen is not { } recipe)
        {
            return [Line.Of($"no recipe fits '{screen.Filter.Text}'", Tone.Warn)];
        }

        return screen.Page switch
        {
            RecipePage.Text => recipe.Text.Select(ScriptColours.Of),
            RecipePage.Plan => Output(
                screen.Plans.GetValueOrDefault(screen.Command() ?? ""),
                "making the plan: compiles the recipe and looks what the store has"),
            RecipePage.Check => Output(
                screen.Checks.GetValueOrDefault(recipe.Info.File),
                "checking: compiles the recipe and expands it"),
            _ => throw new ArgumentOutOfRangeException(nameof(screen), screen.Page, "not a page"),
        };
    }

    private static IEnumerable<Line> Output(ImmutableArray<string> lines, string waiting) =>
        lines.IsDefaultOrEmpty ? [Line.Of(waiting, Tone.Busy)] : lines.Select(Told);

    private static Line Told(string line)
    {
        if (line.StartsWith("error:", StringComparison.Ordinal))
        {
            return Line.Of(line, Tone.Bad);
        }

        bool isNote = line.StartsWith("note:", StringComparison.Ordinal)
            || line.StartsWith("warning:", StringComparison.Ordinal);
        return Line.Of(line, isNote ? Tone.Warn : Tone.Text);
    }
}
