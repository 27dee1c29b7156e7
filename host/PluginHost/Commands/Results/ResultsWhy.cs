using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Recipes.Language;
using PluginHost.Running.Requests;

namespace PluginHost.Commands.Results;

internal static class ResultsWhy
{
    public static Command Create()
    {
        var what = new Argument<string>("CELL|RECIPE") { Description = "a cell, or the beginning of its key; or a script, such as scripts/quickstart.csx, for all its cells" };
        var preset = OptionKinds.Text("--preset", "NAME", "the recipe's preset [default: the recipe's]");
        var device = OptionKinds.Text("--device", "auto|cpu|cuda:0", "where the recipe would run: it decides the precision [default: auto]");
        var precision = OptionKinds.Choice("--precision", "the arithmetic of networks", ["auto", "fp32", "tf32", "bf16"], "auto");
        var seeds = OptionKinds.WholeNumber("--seeds", "N", "the number of seeds [default: the recipe's]", 1);
        var sets = OptionKinds.Texts("--set", "NAME=VALUE", "as for run; may be repeated");
        var only = OptionKinds.Texts("--only", "FILTER", "only these cells");
        var command = new Command("why", "whether a cell is done, and if not, or no longer, which input changed") { what, preset, device, precision, seeds, sets, only };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            string given = parsed.GetRequiredValue(what);
            using var store = settings.OpenStore();
            if (!File.Exists(given) && !given.EndsWith(".csx", StringComparison.OrdinalIgnoreCase))
            {
                return CellStanding.Write(settings, store, given);
            }

            return RecipeStanding.Write(settings, store, given, parsed.GetValue(only) ?? [], new RecipeInputs
            {
                Preset = parsed.GetValue(preset),
                Seeds = parsed.GetValue(seeds),
                Sets = [.. (parsed.GetValue(sets) ?? []).Select(RunCommand.Pair)],
                Precision = ComputeChoice.Of(parsed.GetValue(device) ?? "auto", parsed.GetValue(precision)).Precision,
                Store = settings.Store,
                Output = Console.Error,
                Log = settings.Verbose ? Console.Error : TextWriter.Null,
            });
        });
        return command;
    }
}
