using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine;
using PluginHost.Loading;
using PluginHost.Output;
using PluginHost.Running;

namespace PluginHost.Commands;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "check libtorch, devices, data, store and plugins, and say how to mend what is wrong");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        List<Finding> findings =
        [
            Check("program", () => $"{RunEnvironment.Version}{(RunEnvironment.Dirty == "true" ? " with changes that are in no commit" : "")} on .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}"),
            Check("libtorch", LibTorchText),
            Check("devices", DevicesText),
            .. new DataSets(settings.Data).List().Select(Data),
            Check("store", () => $"{Shown.Path(settings.Store)}, {StoreCheck.Require(settings.Store)}"),
            .. Plugins(settings),
        ];
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, findings);
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.WriteLine($"{finding.State.ToString().ToLowerInvariant(),-8}{finding.What,-10}{finding.Text}");
            }
        }

        return findings.Any(f => f.State == FindingState.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    private enum FindingState
    {
        Ok,

        /// <summary>Not needed for everything.</summary>
        Missing,

        Wrong,
    }

    private sealed record Finding(FindingState State, string What, string Text);

    /// <summary>The doctor's own boundary: what a check throws is its finding.</summary>
    private static Finding Check(string what, Func<string> check)
    {
        try
        {
            return new Finding(FindingState.Ok, what, check());
        }
        catch (Exception error)
        {
            return new Finding(FindingState.Wrong, what, Failure.Line(error));
        }
    }

    private static string LibTorchText()
    {
        string missing = LibTorch.MissingSymbols is { Count: > 0 } symbols ? $"; it lacks {string.Join(", ", symbols)}" : "";
        return $"{LibTorch.Version} {(LibTorch.HasCuda ? "with CUDA" : "CPU only")} in {LibTorch.Folder}{missing}";
    }

    private static string DevicesText()
    {
        var chosen = ComputeChoice.Of("auto", "auto");
        int count = cuda.device_count();
        string devices = count > 0 ? $"{count} CUDA device{(count == 1 ? "" : "s")} (cuda:0{(count > 1 ? $" … cuda:{count - 1}" : "")}), cpu" : "cpu";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{devices}: {RunEnvironment.CpuModel()}, {get_num_threads()} threads; auto means {chosen.Device} in {chosen.Precision.ToString().ToLowerInvariant()}");
    }

    private static Finding Data(DataSetInfo set) => set.State switch
    {
        DataSetState.Embedded => new Finding(FindingState.Ok, "data", $"{set.Name}: made by the program"),
        DataSetState.Ready => new Finding(FindingState.Ok, "data", $"{set.Name}: {set.Folder}"),
        DataSetState.Undecoded => new Finding(FindingState.Ok, "data", $"{set.Name}: {set.Folder}; {set.Note}"),
        DataSetState.Missing => new Finding(FindingState.Missing, "data", $"{set.Name}: {set.Problem}"),
        _ => new Finding(FindingState.Wrong, "data", $"{set.Name}: {set.Problem}"),
    };

    private static IEnumerable<Finding> Plugins(Settings settings)
    {
        PluginCatalogue? catalogue = null;
        yield return Check("plugins", () =>
        {
            catalogue = settings.LoadPlugins();
            return catalogue.Plugins.Count > 0
                ? $"{catalogue.Plugins.Count} ready: {string.Join(", ", catalogue.Plugins.Select(p => p.Identity.Id))}"
                : throw new UsageException("none found; build them (dotnet build -c Release), or name their folder in plugins.json");
        });
        foreach (var failed in catalogue?.Reports.Where(r => r.State == PluginState.Failed) ?? [])
        {
            yield return new Finding(FindingState.Wrong, "plugin", failed.ToString());
        }
    }
}
