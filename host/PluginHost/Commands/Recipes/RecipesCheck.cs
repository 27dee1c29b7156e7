using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Output;
using PluginHost.Recipes;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Commands.Recipes;

internal static class RecipesCheck
{
    public static Command Create()
    {
        var recipes = new Argument<string[]>("RECIPE") { Arity = ArgumentArity.OneOrMore, Description = "one script or several" };
        var preset = OptionKinds.Text("--preset", "NAME", "this preset alone [default: all of each recipe]");
        var command = new Command("check", "compile recipes and expand them in every preset; nothing is run") { recipes, preset };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(recipes), parsed.GetValue(preset)));
        return command;
    }

    private static int Run(Settings settings, string[] recipes, string? preset)
    {
        var catalogue = settings.LoadPlugins();
        var compiler = new RecipeCompiler(new StoreLayout(settings.Store).Recipes, catalogue);
        var found = new List<object>();
        bool isGood = true;
        foreach (string name in recipes)
        {
            try
            {
                Check(RecipeFolder.Find(name, settings.Root));
            }
            catch (Exception wrong) when (wrong is RecipeException or PluginUseException or EngineException)
            {
                // The others are checked all the same.
                isGood = false;
                Failure.Report(wrong, settings.Verbose, Console.Error);
                found.Add(new { recipe = name, problems = wrong.Message.Split('\n') });
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, found);
        }

        return isGood ? ExitCode.Done : ExitCode.Usage;

        void Check(string file)
        {
            using var recipe = compiler.Open(file);
            foreach (var warning in recipe.Warnings)
            {
                Console.Error.WriteLine(warning);
            }

            var inputs = new RecipeInputs { Preset = preset, Store = settings.Store };
            var plans = preset is null ? recipe.ExpandEveryPreset(inputs) : recipe.Expand(inputs);
            foreach (var plan in plans)
            {
                int cells = Plan.Of(plan.Cells, plan.Catalogue, _ => null).Cells.Length;
                found.Add(new { recipe = file, plan.Experiment, plan.Preset, cells, plan.Tables, plan.Remarks });
            }

            if (!settings.Json)
            {
                Tell(file, plans);
            }
        }
    }

    /// <summary>A line an experiment, for example <c>table1.csx: good; table1: 360 cells in paper, 72 in mini; 1 table</c>.</summary>
    private static void Tell(string file, IEnumerable<RecipePlan> plans)
    {
        foreach (var experiment in plans.GroupBy(plan => plan.Experiment))
        {
            var first = experiment.First();
            string cells = string.Join(", ", experiment.Select((plan, i) =>
                $"{(i == 0 ? Counted(plan.Cells.Length, "cell") : plan.Cells.Length)} in {plan.Preset}"));
            string figures = first.Figures.Length == 0 ? "" : $", {Counted(first.Figures.Length, "figure")}";
            Console.WriteLine($"{file}: good; {experiment.Key}: {cells}; {Counted(first.Tables.Length, "table")}{figures}");
        }
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
