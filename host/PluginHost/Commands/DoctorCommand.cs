using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Loading;
using PluginHost.Output;
using PluginHost.Running.Health;
using PluginHost.Running.Requests;
using PluginHost.Torch;
using static TorchSharp.torch;

namespace PluginHost.Commands;

internal static class DoctorCommand
{
    private const string NvidiaDevice = "/dev/nvidia0";

    public static Command Create()
    {
        var deep = OptionKinds.Switch(
            "--deep",
            "read all journals and artifacts: compare noise with its recorded SHA-256, checkpoints with their checksums, "
            + "the database with the journals");
        var command = new Command(
            "doctor",
            "find what is wrong with libtorch, devices, data, plugins and the store, and say how to mend it; "
            + "code 1 when something is wrong")
        {
            deep,
        };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(deep)));
        return command;
    }

    private static int Run(Settings settings, bool deep)
    {
        List<Finding> findings = [];
        foreach (var finding in Findings(settings, deep))
        {
            findings.Add(finding);
            if (!settings.Json)
            {
                Console.WriteLine($"{finding.State.ToString().ToLowerInvariant(),-8}{finding.What,-12}{finding.Text}");
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, findings);
        }

        return findings.Any(f => f.State == FindingState.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<Finding> Findings(Settings settings, bool deep) =>
        ((IEnumerable<Finding>)[Check("program", ProgramText)])
            .Concat(Torch())
            .Concat(new DataSets(settings.Data).List().Select(Data))
            .Concat(new StoreHealth(settings.Store, deep, TimeProvider.System).Findings())
            .Concat(Plugins(settings));

    private static string ProgramText()
    {
        string changes = RunEnvironment.Dirty == "true" ? " with changes that are in no commit" : "";
        return $"{RunEnvironment.Version}{changes} on .NET {Environment.Version}, {RuntimeInformation.OSDescription}";
    }

    private static Finding Check(string what, Func<string> check) => Finding.Of(what, () => (FindingState.Ok, check()));

    /// <summary>Without libtorch there is nothing to say of what needs it.</summary>
    private static IEnumerable<Finding> Torch()
    {
        var libTorch = Finding.Of("libtorch", LibTorchFinding);
        yield return libTorch;
        if (libTorch.State != FindingState.Wrong)
        {
            yield return Check("torchsharp", TorchSharpText);
            yield return Finding.Of("devices", DevicesFinding);
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
