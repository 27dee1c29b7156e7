using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Recipes;
using PluginHost.Screens.Shells;

namespace PluginHost.Screens.Tests.Recipes;

/// <summary>Recipes line by line.</summary>
public sealed class RecipesLinearTest
{
    [Fact]
    public void A_recipe_is_written_found_and_asked_about_by_commands()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        var screen = new RecipesScreen(
            Drawn.Places() with { Root = folder.Path }, TimeProvider.System,
            id => new Show("Runs", new Noticed(id, default)));
        string[] lines =
        [
            "new", "two words", "mine", "new other", "filter", "mine",
            "start", "preset smoke", "device cpu", "options --seeds 2", "no",
            "clear", "open 2", "read", "quit",
        ];

        LinearLoop.Run(
            new StringReader(string.Join('\n', lines)), output,
            Shell.Of([screen], CustomKeys.None, Symbols.Unicode), new Size(200, 22), prompt: "> ");

        Snapshot.Match(output.ToString().Replace(folder.Path, "/folder", StringComparison.Ordinal));
    }
}
