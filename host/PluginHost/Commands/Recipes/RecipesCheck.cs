using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Output;
using PluginHost.Recipes;
using PluginHost.Recipes.Language;

namespace PluginHost.Commands.Recipes;

internal static class RecipesCheck
{
    public static Command Create()
    {
        var recipes = new Argument<string[]>("RECIPE") { Arity = ArgumentArity.OneOrMore, Description = "one script or several" };
        var preset = OptionKinds.Text("--preset", "NAME", "a preset to expand with [default: the recipe's]");
        var command = new Command("check", "compile recipes and expand them; nothing is run") { recipes, preset };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(recipes), parsed.GetValue(preset)));
        return command;
    }

    private static int Run(Settings settings, string[] recipes, string? preset)
    {
        var catalogue = settings.LoadPlugins();
        var compiler = new RecipeCompiler(new StoreLayout(settings.Store).Recipes, catalogue);
        var found = new List<object>();
        foreach (string file in recipes)
        {
            using var recipe = compiler.Open(file);
            foreach (var warning in recipe.Warnings)
            {
                Console.Error.WriteLine(warning);
            }

            foreach (var plan in recipe.Expand(new RecipeInputs { Preset = preset, Store = settings.Store }))
            {
                int cells = Plan.Of(plan.Cells, plan.Catalogue, _ => null).Cells.Length;
                found.Add(new { recipe = file, plan.Experiment, plan.Preset, cells, plan.Tables });
                if (!settings.Json)
                {
                    Console.WriteLine($"{file}: good; {plan.Experiment}, preset {plan.Preset}: {cells} cells, {plan.Tables.Length} table{(plan.Tables.Length == 1 ? "" : "s")}{(plan.Figures.Length switch { 0 => "", 1 => ", 1 figure", var n => $", {n} figures" })}");
                }
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, found);
        }

        return ExitCode.Done;
    }
}
