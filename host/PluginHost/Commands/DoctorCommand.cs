using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Loading;
using PluginHost.Output;
using PluginHost.Running;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Tables.Rows;
using PluginHost.Torch;
using static TorchSharp.torch;

namespace PluginHost.Commands;

internal static class DoctorCommand
{
    private const string NvidiaDevice = "/dev/nvidia0";

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
            .. Torch(),
            .. new DataSets(settings.Data).List().Select(Data),
            Check("store", () => $"{Shown.Path(settings.Store)}, {StoreCheck.Require(settings.Store)}"),
            .. Journals(settings),
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
                Console.WriteLine($"{finding.State.ToString().ToLowerInvariant(),-8}{finding.What,-12}{finding.Text}");
            }
        }

        return findings.Any(f => f.State == FindingState.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    private enum FindingState
    {
        Ok,

        /// <summary>Not needed for everything.</summary>
        Missing,

        /// <summary>May fail, or leaves something unused.</summary>
        Warning,

        Wrong,
    }

    private sealed record Finding(FindingState State, string What, string Text);

    /// <summary>The doctor's own boundary: what a check throws is its finding.</summary>
    private static Finding Check(string what, Func<string> check) => Check(what, () => (FindingState.Ok, check()));

    private static Finding Check(string what, Func<(FindingState State, string Text)> check)
    {
        try
        {
            var (state, text) = check();
            return new Finding(state, what, text);
        }
        catch (Exception error)
        {
            return new Finding(FindingState.Wrong, what, FailureText.Line(error));
        }
    }

    /// <summary>What was recorded, and every line of it that cannot be read.</summary>
    private static IEnumerable<Finding> Journals(Settings settings)
    {
        List<Finding> unreadable = [];
        yield return Check("results", () =>
        {
            using var store = ResultStore.Open(settings.Store, _ => { });
            unreadable.AddRange(store.Unreadable().Select(line => new Finding(FindingState.Wrong, "journal", $"{line}; everything else counts")));
            return (FindingState.Ok, string.Create(CultureInfo.InvariantCulture, $"{store.Rows().Count:N0} of {store.Runs().Count:N0} runs"));
        });
        foreach (var line in unreadable)
        {
            yield return line;
        }
    }

    /// <summary>Without libtorch there is nothing to say of what needs it.</summary>
    private static IEnumerable<Finding> Torch()
    {
        var libTorch = Check("libtorch", LibTorchFinding);
        yield return libTorch;
        if (libTorch.State != FindingState.Wrong)
        {
            yield return Check("torchsharp", TorchSharpText);
            yield return Check("devices", DevicesFinding);
        }
    }

    private static string TorchSharpText()
    {
        string library = LibTorch.TorchSharpLibrary;
        string copy = LibTorch.IsPreparedCopy ? ", a copy prepared for this system's older C++ library" : "";
        return $"{LibTorch.TorchSharpVersion}, its library {library}{copy}";
    }

    private static (FindingState State, string Text) LibTorchFinding()
    {
        string source = Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } ? " (named by LIBTORCH)" : "";
        string text = $"{LibTorch.Version} {(LibTorch.HasCuda ? "with CUDA" : "CPU only")} in {LibTorch.Folder}{source}";
        var needed = LibTorch.NeededVersion;
        if (LibTorch.MissingSymbols is { Count: > 0 } missing)
        {
            return (FindingState.Warning, $"{text}; it lacks {string.Join(", ", missing)}: what needs them fails; use libtorch {needed}");
        }

        bool isBuiltFor = LibTorch.Version.Major == needed.Major && LibTorch.Version.Minor == needed.Minor;
        return isBuiltFor
            ? (FindingState.Ok, text)
            : (FindingState.Warning,
                $"{text}; TorchSharp {LibTorch.TorchSharpVersion} was built for {needed}, so single calls may fail: "
                + $"set LIBTORCH to a libtorch {needed} or unset it");
    }

    private static (FindingState State, string Text) DevicesFinding()
    {
        var chosen = ComputeChoice.Of("auto", "auto");
        int count = cuda.device_count();
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Names(count)}: {RunEnvironment.CpuModel()}, {get_num_threads()} threads; auto means {chosen.Device} in {chosen.Precision.ToString().ToLowerInvariant()}");
        if (count > 0 || !File.Exists(NvidiaDevice))
        {
            return (FindingState.Ok, text);
        }

        string mend = LibTorch.HasCuda
            ? "libtorch has CUDA but cannot use it: is the driver new enough (nvidia-smi)?"
            : $"build with -p:TorchDevice=cuda, or set LIBTORCH to the torch/lib of a PyTorch {LibTorch.NeededVersion.ToString(2)} with CUDA";
        return (FindingState.Warning, $"{text}; the NVIDIA GPU of this machine is not used: {mend}");
    }

    private static string Names(int cudaDevices) => cudaDevices switch
    {
        0 => "cpu",
        1 => "1 CUDA device (cuda:0), cpu",
        _ => $"{cudaDevices} CUDA devices (cuda:0 … cuda:{cudaDevices - 1}), cpu",
    };

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
