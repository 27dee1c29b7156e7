using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;
using PluginHost.Torch.Native;

namespace PluginHost.Torch.Loading;

/// <summary>
/// The native libraries, which are found and loaded by their full paths: libc10, libtorch_cpu, libtorch, where they are
/// there the CUDA ones, and then TorchSharp's.
/// </summary>
/// <param name="Folder">Where libtorch lies.</param>
/// <param name="Cpu">The handle of libtorch_cpu.</param>
/// <param name="Cuda">The handle of the library for CUDA (or ROCm, which stands in for it); 0 in a CPU build.</param>
/// <param name="Version">The version of libtorch.</param>
/// <param name="TorchSharp">TorchSharp's library.</param>
internal sealed partial record Libraries(
    string Folder, nint Cpu, nint Cuda, Version Version, TorchSharpLibrary TorchSharp)
{
    private const string Variable = "LIBTORCH", HostOption = "PluginHost.LibTorch";
    private const string Example = "(for example …/site-packages/torch/lib)";

    /// <summary>The version of libtorch that TorchSharp's library was built for.</summary>
    internal static Version Needed { get; } = new(2, 10, 0);

    /// <summary>Where a published program has its natives, and where a build or packages put them.</summary>
    internal static string[] BesideProgram { get; } =
    [
        Path.Combine(AppContext.BaseDirectory, "libtorch"),
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        AppContext.BaseDirectory,
    ];

    internal CppSymbols Symbols { get; } = new(Cpu, Folder);

    internal static unsafe Libraries Load()
    {
        string folder = Find();
        LetWaitingThreadsSleep();
        LoadPart(folder, "c10");
        nint cpu = LoadPart(folder, "torch_cpu");

        // By address: an import would ask the resolver, which is waiting for us.
        Version version = NativeLibrary.TryGetExport(cpu, "aoti_torch_abi_version", out nint ask)
            ? Decode(((delegate* unmanaged<ulong>)ask)())
            : new Version(0, 0, 0);
        if (version < Needed)
        {
            throw new TorchException(
                $"The libtorch in {folder} is version {version} or older than 2.9; {Needed} or later is needed. "
                + $"Point {Variable} at a newer one {Example}, or unset it");
        }

        LoadPart(folder, "torch");
        nint cuda = 0;
        if (PlatformOf(folder) is { } platform)
        {
            LoadPart(folder, "c10_" + platform);
            cuda = LoadPart(folder, "torch_" + platform);
        }

        return new Libraries(folder, cpu, cuda, version, TorchSharpLibrary.Load());
    }

    /// <summary>Loads one file.</summary>
    /// <exception cref="TorchException">It cannot be loaded; after the reason, its message has the advice.</exception>
    internal static nint LoadFile(string path, string advice)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The runtime's message begins with general advice and ends with the loader's own words.
            const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            throw new TorchException($"Cannot load {path}: {e.Message.Split('\n', Trimmed)[^1]}. {advice}", e);
        }
    }

    /// <summary>Whether a folder holds the libraries for CUDA (or ROCm).</summary>
    internal static bool HoldsCuda(string folder) => PlatformOf(folder) is not null;

    /// <summary>The folder that this process loads from.</summary>
    internal static string Find() => Find(
        Environment.GetEnvironmentVariable(Variable),
        AppContext.GetData(HostOption) as string,
        Array.Find(BesideProgram, Holds) ?? BesideProgram[0]);

    /// <summary>The folder to load from: the environment's, else the host's, else the one beside the program.</summary>
    internal static string Find(string? environment, string? hostOption, string besideProgram)
    {
        if (!string.IsNullOrEmpty(environment))
        {
            // A PyTorch root is accepted too: its libraries lie in lib/.
            return Array.Find([environment, Path.Combine(environment, "lib")], Holds) ?? throw new TorchException(
                $"{Variable} is '{environment}', but neither it nor its lib/ holds {FileName("torch_cpu")}. "
                + $"Point it at a libtorch folder {Example}, or unset it");
        }

        string recorded = string.IsNullOrEmpty(hostOption) ? "(no folder recorded by the build)" : hostOption;
        return Array.Find([recorded, besideProgram], Holds) ?? throw new TorchException(
            $"No libtorch found. Looked for {FileName("torch_cpu")} in {recorded} and {besideProgram}. "
            + $"Set {Variable} to the folder of libtorch {Needed} or later {Example}");
    }

    internal static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : $"lib{library}.{UnixEnding}";

    /// <summary>A version as the C interface gives it: major, minor and patch are the three highest bytes.</summary>
    internal static Version Decode(ulong abi) => new((byte)(abi >> 56), (byte)(abi >> 48), (byte)(abi >> 40));

    /// <summary>
    /// OpenMP's threads spin while they wait, and on a core that another process also wants each wait then costs a time
    /// slice: with both cores of a machine busy, steps took more than ten times as long. Threads that sleep at once
    /// lose on an idle machine, where a network's many small loops follow each other within microseconds. A short spin
    /// has both: on 2 cores as fast as sleeping where they are busy, and 1.1 times as fast where they are not. A user's
    /// own settings stay; on a machine of one's own, GOMP_SPINCOUNT=20000 gave 1.26 times.
    /// </summary>
    private static void LetWaitingThreadsSleep()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The C library's environment, which OpenMP reads when it is loaded; .NET's own copy is not seen there.
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            _ = SetEnvironment("GOMP_SPINCOUNT", "5000", overwrite: 0);
        }

        _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    private static string UnixEnding => OperatingSystem.IsMacOS() ? "dylib" : "so";

    private static string? PlatformOf(string folder) =>
        Array.Find(["cuda", "hip"], platform => File.Exists(Path.Combine(folder, FileName("torch_" + platform))));

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, FileName("torch_cpu")));

    private static nint LoadPart(string folder, string library) => LoadFile(
        Path.Combine(folder, FileName(library)), "Check that the folder holds a complete libtorch for this machine");
}
