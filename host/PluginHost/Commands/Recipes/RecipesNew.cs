using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Recipes.Scripts;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Recipes;

internal static class RecipesNew
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "the file name without .csx" };
        var folder = OptionKinds.Text("--folder", "DIR", "where it is written [default: scripts/ beside plugins.json]");
        var command = new Command("new", "write a recipe to begin with") { name, folder };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name), parsed.GetValue(folder)));
        return command;
    }

    private static int Run(Settings settings, string name, string? folder)
    {
        string file = RecipeFolder.New(folder ?? Path.Combine(settings.Root, "scripts"), name);
        string shown = Shown.Path(file);
        Console.WriteLine($"wrote {shown}; see its plan with: pluginhost run {shown} --dry-run");
        return ExitCode.Done;
    }
}
