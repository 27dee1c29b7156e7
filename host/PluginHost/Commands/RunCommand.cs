using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output.Runs;
using PluginHost.Recipes.Language;
using PluginHost.Running;
using PluginHost.Running.Requests;

namespace PluginHost.Commands;

internal static class RunCommand
{
    private static readonly string[] Presets = [.. StandardPresets.Names];

    public static Command Create(string[] recipeArguments)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "a script, such as scripts/quickstart.csx" };
        var preset = OptionKinds.Text("--preset", string.Join('|', Presets), "the scale of the settings, or a preset of the recipe's own [default: the recipe's]");
        var device = OptionKinds.Text("--device", "auto|cpu|cuda:0", "where to compute [default: auto, a CUDA device if there is one]");
        var precision = OptionKinds.Choice("--precision", "the arithmetic of networks", ["auto", "fp32", "tf32", "bf16"], "auto");
        var seeds = OptionKinds.WholeNumber("--seeds", "N", "the number of seeds [default: the recipe's]", 1);
        var threads = OptionKinds.WholeNumber("--threads", "N", "processor threads [default: one a core]", 1);
        var only = OptionKinds.Texts("--only", "FILTER", "only these cells, such as 'noise.method == rem && train.radius >= 2'");
        var sets = OptionKinds.Texts("--set", "NAME=VALUE", "a parameter of the recipe, a field of its protocol, or a noise's option; may be repeated");
        var dryRun = OptionKinds.Switch("--dry-run", "print the plan, its passes and an estimate of the time; run nothing");
        var noMeasure = OptionKinds.Switch("--no-measure", "with --dry-run: time no network; the estimate is made from recorded times only");
        var force = OptionKinds.Switch("--force", "run finished cells again");
        var failFast = OptionKinds.Switch("--fail-fast", "stop at the first cell that fails");
        var command = new Command("run", "run a recipe: what is missing of it; what follows -- is handed to the recipe")
        {
            recipe, preset, device, precision, seeds, only, sets, dryRun, noMeasure, force, failFast, threads,
        };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            var request = new RunRequest
            {
                Store = settings.Store,
                Data = settings.Data,
                OpenStore = settings.OpenStore,
                LoadPlugins = settings.LoadPlugins,
                Recipe = parsed.GetRequiredValue(recipe),
                Inputs = new RecipeInputs
                {
                    Preset = parsed.GetValue(preset),
                    Seeds = parsed.GetValue(seeds),
                    Sets = [.. (parsed.GetValue(sets) ?? []).Select(Pair)],
                    Args = recipeArguments,
                },
                Device = parsed.GetValue(device) ?? "auto",
                Precision = parsed.GetValue(precision) ?? "auto",
                Only = parsed.GetValue(only) ?? [],
                DryRun = parsed.GetValue(dryRun),
                Measure = !parsed.GetValue(noMeasure),
                Force = parsed.GetValue(force),
                FailFast = parsed.GetValue(failFast),
                Threads = parsed.GetValue(threads),
                // What was forced is done when it is gone on with.
                Arguments =
                [
                    .. parsed.Tokens.Select(t => t.Value).Where(word => word != "--force"),
                    .. recipeArguments.Length > 0 ? (string[])["--", .. recipeArguments] : [],
                ],
            };
            return new RecipeRun(request, new ConsoleRunReport(request, settings)).Run() switch
            {
                RunEnd.Done => ExitCode.Done,
                RunEnd.Stopped => ExitCode.Stopped,
                _ => ExitCode.Failed,
            };
        });
        return command;
    }

    internal static KeyValuePair<string, string> Pair(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : throw new UsageException($"--set takes NAME=VALUE, not '{text}'");
    }
}
