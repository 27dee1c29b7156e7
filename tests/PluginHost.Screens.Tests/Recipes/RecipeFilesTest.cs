using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Recipes;

namespace PluginHost.Screens.Tests.Recipes;

/// <summary>Recipes are written, and changed in the user's editor.</summary>
[Collection(nameof(WindowTests))]
public sealed class RecipeFilesTest
{
    private static Driven<RecipesScreen> Open(TempFolder folder) => Driven<RecipesScreen>.Open(
        new RecipesScreen(
            Drawn.Places() with { Root = folder.Path }, TimeProvider.System,
            id => new Show("Runs", new Noticed(id, default))),
        new Size(80, 21));

    [Fact]
    public void A_new_recipe_is_written_and_the_cursor_goes_to_it()
    {
        using var folder = new TempFolder();

        var made = Open(folder).Call("new").Enter("b").Call("new").Enter("a").Call("filter", "b").Call("new", "c");

        Assert.Equal("c", made.Screen.Chosen?.Info.Name);
        Assert.Equal(["a", "b", "c"], made.Screen.Shown.Select(script => script.Info.Name));
        Assert.Contains("Experiment(\"c\")", File.ReadAllText(folder["scripts/c.csx"]), StringComparison.Ordinal);
        Assert.Null(made.Screen.Dialog);
    }

    [Theory]
    [InlineData("taken", "already")]
    [InlineData("two words", "is no name for a recipe")]
    [InlineData("", "is no name for a recipe")]
    public void A_name_that_cannot_be_is_refused_in_the_dialog(string name, string why)
    {
        using var folder = new TempFolder();

        var refused = Open(folder).Call("new").Enter("taken").Call("new").Enter(name);

        Assert.Contains(why, Drawn.Frame(refused.Screen, new Size(160, 24)), StringComparison.Ordinal);
        Assert.Contains(refused.Screen.Linear(), line => line.Contains(why, StringComparison.Ordinal));
        Assert.Single(refused.Screen.Scripts);
    }

    [Fact]
    public void The_editor_gets_the_file_and_the_text_is_read_again()
    {
        using var folder = new TempFolder();
        var opened = Open(folder).Call("new", "a");
        var named = opened with
        {
            Screen = opened.Screen with { Variable = name => name == "EDITOR" ? "my-editor --wait" : null },
        };

        var edit = named.Call("edit").Effects.OfType<RunProgram>().Single();
        Assert.Equal(["my-editor", "--wait", folder["scripts/a.csx"]], edit.Command);

        File.WriteAllText(folder["scripts/a.csx"], "// changed\n");
        Assert.Equal(["// changed"], named.Take(edit.Ended(0)).Screen.Chosen?.Text);
        Assert.Contains("the editor my-editor ended with code 2", named.Take(edit.Ended(2)).Notices);
        Assert.Contains(
            "the editor my-editor cannot be started", named.Take(edit.Ended(RunProgram.NotStarted)).Notices);
    }

    [Fact]
    public void Without_an_editor_it_says_how_to_name_one()
    {
        using var folder = new TempFolder();
        var opened = Open(folder).Call("new", "a");

        var edited = (opened with { Screen = opened.Screen with { Variable = _ => null } }).Call("edit");

        Assert.DoesNotContain(edited.Effects, effect => effect is RunProgram);
        Assert.Contains("no editor was found; name yours in the environment variable EDITOR", edited.Notices);
    }

    [Theory]
    [InlineData("nano", "/usr/bin/nano")]
    [InlineData("vi", "/bin/vi")]
    public void The_usual_editors_are_looked_for_in_the_path(string editor, string file)
    {
        string folders = string.Join(Path.PathSeparator, "/usr/bin", "/bin");

        Assert.Equal([editor], Editor.Command(name => name == "PATH" ? folders : "", path => path == file));
    }
}
