using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Recipes.Scripts;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Recipes;

internal static class RecipesList
{
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Arity = ArgumentArity.ZeroOrOne, Description = "where the scripts are [default: scripts/ beside plugins.json]" };
        var command = new Command("list", "the recipes, each with its first comment") { folder };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(folder)));
        return command;
    }

    private static int Run(Settings settings, string? folder)
    {
        var recipes = RecipeFolder.List(folder ?? Path.Combine(settings.Root, "scripts"));
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, recipes);
            return ExitCode.Done;
        }

        var columns = new Columns("RECIPE", "EXPERIMENTS", "WHAT");
        foreach (var recipe in recipes)
        {
            columns.Add(Shown.Path(recipe.File), string.Join(", ", recipe.Experiments), recipe.Summary);
        }

        columns.Write(Console.Out);
        return ExitCode.Done;
    }
}
