using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Recipes;

/// <summary>Tells the scripts line by line.</summary>
internal static class RecipesLinear
{
    private const string Further = "'read' tells its text, 'plan' its plan, 'check' whether it compiles";

    private static readonly Size Endless = new(int.MaxValue, 1);

    public static IEnumerable<string> Of(RecipesScreen screen)
    {
        if (screen.Naming is { } naming)
        {
            return naming.Linear();
        }

        if (screen.Chosen is { } asked && screen.Asks is not null)
        {
            return StartQuestion.Linear(screen, asked);
        }

        if (screen.Typing is not null)
        {
            return [$"options: {screen.Form.More}", "more options, or cancel:"];
        }

        if (screen.Filter.IsTyped)
        {
            return ["words that recipes shall hold, or cancel:"];
        }

        return screen.Reads && screen.Chosen is not null ? Page(screen) : [.. List(screen), .. Chosen(screen)];
    }

    private static IEnumerable<string> List(RecipesScreen screen)
    {
        string filter = screen.Filter.Linear(screen.Shown.Length, screen.Scripts.Length);
        yield return $"Recipes: {screen.Scripts.Length}{filter}; 'open NUMBER' chooses one, 'start' starts it";
        foreach (var (index, script) in screen.Shown.Index())
        {
            yield return $"{index + 1}. {script.Info.Name}: {script.Info.Summary}";
        }
    }

    private static IEnumerable<string> Chosen(RecipesScreen screen)
    {
        if (screen.Chosen is not { } chosen)
        {
            yield break;
        }

        yield return $"chosen: {chosen.Info.Name}";
        yield return $"presets: {string.Join(", ", chosen.PresetNames)}; with: {RecipesView.Preset(screen)}";
        yield return $"command: {screen.Command()}";
        foreach (string line in screen.Page == RecipePage.Text ? [Further] : Page(screen))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Page(RecipesScreen screen) =>
    [
        $"{screen.Chosen?.Info.Name}: {screen.Page.ToString().ToLowerInvariant()}",
        .. RecipesView.PageLines(screen, Endless).Select(line => line.ToString()),
    ];
}
