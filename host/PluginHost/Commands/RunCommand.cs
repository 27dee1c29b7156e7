using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output.Runs;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;
using PluginHost.Running;
using PluginHost.Running.Requests;
using PluginHost.Running.Workers;

namespace PluginHost.Commands;

internal static class RunCommand
{
    private static readonly string[] Presets = [.. StandardPresets.Names];

    public static Command Create(string[] recipeArguments)
    {
        var recipe = new Argument<string>("RECIPE")
        {
            Description = "a script, such as scripts/quickstart.csx; quickstart alone means the same",
        };
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
        var retry = OptionKinds.Switch(
            "--retry", "run cells that were set aside: they took their worker process down twice");
        var stepLimit = OptionKinds.Duration(
            "--step-limit", "TIME",
            "a cell that takes no step for so long is ended, such as 90s, 30m or 2h [default: 1h]");
        var inProcess = OptionKinds.Switch(
            "--in-process", "work cells in this process, for debugging: what takes one down takes the run down");
        var asWorker = OptionKinds.Switch(WorkerService.Option, "be the worker process of a run");
        asWorker.Hidden = true;
        var command = new Command("run", "run a recipe: what is missing of it; what follows -- is handed to the recipe")
        {
            recipe, preset, device, precision, seeds, only, sets, dryRun, noMeasure, force, retry, failFast, threads,
            stepLimit, inProcess, asWorker,
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
                Inputs = new RecipeInputs
                {
                    Preset = parsed.GetValue(preset),
                    Seeds = parsed.GetValue(seeds),
                    Sets = [.. (parsed.GetValue(sets) ?? []).Select(Pair)],
                    Args = recipeArguments,
                },
                Recipe = RecipeFolder.Find(parsed.GetRequiredValue(recipe), settings.Root),
                Device = parsed.GetValue(device) ?? "auto",
                Precision = parsed.GetValue(precision) ?? "auto",
                Only = parsed.GetValue(only) ?? [],
                DryRun = parsed.GetValue(dryRun),
                Measure = !parsed.GetValue(noMeasure),
                Force = parsed.GetValue(force),
                Retry = parsed.GetValue(retry),
                InProcess = parsed.GetValue(inProcess),
                StepLimit = parsed.GetValue(stepLimit) ?? TimeSpan.FromHours(1),
                FailFast = parsed.GetValue(failFast),
                Threads = parsed.GetValue(threads),
                // What was forced or tried again is done when it is gone on with.
                Arguments =
                [
                    .. parsed.Tokens.Select(t => t.Value)
                        .Where(word => word is not ("--force" or "--retry" or WorkerService.Option)),
                    .. recipeArguments.Length > 0 ? (string[])["--", .. recipeArguments] : [],
                ],
            };
            if (parsed.GetValue(asWorker))
            {
                WorkerStreams.Serve(request);
                return ExitCode.Done;
            }

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
