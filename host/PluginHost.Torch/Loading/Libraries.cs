using System.Runtime.InteropServices;
using PluginHost.Torch.Native;

namespace PluginHost.Torch.Loading;

/// <summary>
/// Finds and loads the native libraries by their full paths: libc10, libtorch_cpu, libtorch, where they are there the CUDA ones,
/// and then TorchSharp's.
/// </summary>
internal sealed partial class Libraries
{
    private const string Variable = "LIBTORCH", HostOption = "PluginHost.LibTorch", BesideProgram = "libtorch";

    /// <summary>The version of libtorch that TorchSharp's library was built for.</summary>
    internal static Version Needed { get; } = new(2, 10, 0);

    private Libraries(string folder, nint cpu, nint cuda, Version version, TorchSharpLibrary torchSharp)
    {
        Folder = folder;
        Cpu = cpu;
        Cuda = cuda;
        Version = version;
        TorchSharp = torchSharp;
        Symbols = new CppSymbols(cpu);
    }

    internal string Folder { get; }

    internal nint Cpu { get; }

    /// <summary>The library for CUDA (or ROCm, which stands in for it); 0 in a CPU build.</summary>
    internal nint Cuda { get; }

    internal Version Version { get; }

    internal TorchSharpLibrary TorchSharp { get; }

    internal CppSymbols Symbols { get; }

    internal static unsafe Libraries Load()
    {
        string folder = Find();
        LetWaitingThreadsSleep();
        LoadFile(folder, "c10");
        nint cpu = LoadFile(folder, "torch_cpu");

        // By address: an import would ask the resolver, which is waiting for us.
        Version version = NativeLibrary.TryGetExport(cpu, "aoti_torch_abi_version", out nint ask)
            ? Decode(((delegate* unmanaged<ulong>)ask)())
            : new Version(0, 0, 0);
        if (version < Needed)
        {
            throw new TorchException(
                $"The libtorch in {folder} is version {version} or older than 2.9; version {Needed} or later is needed. "
                + $"Point {Variable} at a newer one (for example …/site-packages/torch/lib), or unset it");
        }

        LoadFile(folder, "torch");
        nint cuda = 0;
        if (PlatformOf(folder) is { } platform)
        {
            LoadFile(folder, "c10_" + platform);
            cuda = LoadFile(folder, "torch_" + platform);
        }

        return new Libraries(folder, cpu, cuda, version, TorchSharpLibrary.Load());
    }

    /// <summary>Whether a folder holds the libraries for CUDA (or ROCm).</summary>
    internal static bool HoldsCuda(string folder) => PlatformOf(folder) is not null;

    /// <summary>The folder that this process loads from.</summary>
    internal static string Find() => Find(
        Environment.GetEnvironmentVariable(Variable),
        AppContext.GetData(HostOption) as string,
        FolderBesideProgram());

    /// <summary>Where a published program has its libtorch, or where the packages for CUDA put theirs.</summary>
    private static string FolderBesideProgram()
    {
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, BesideProgram),
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            AppContext.BaseDirectory,
        ];
        return Array.Find(folders, Holds) ?? folders[0];
    }

    /// <summary>The folder to load from: the environment's, else the host's, else the one beside the program.</summary>
    internal static string Find(string? environment, string? hostOption, string besideProgram)
    {
        if (!string.IsNullOrEmpty(environment))
        {
            // A PyTorch root is accepted too: its libraries lie in lib/.
            return Holds(environment) ? environment
                : Holds(Path.Combine(environment, "lib")) ? Path.Combine(environment, "lib")
                : throw new TorchException(
                    $"{Variable} is '{environment}', but neither it nor its lib/ holds {FileName("torch_cpu")}. "
                    + "Point it at a libtorch folder (for example …/site-packages/torch/lib), or unset it");
        }

        foreach (string? candidate in (string?[])[hostOption, besideProgram])
        {
            if (!string.IsNullOrEmpty(candidate) && Holds(candidate))
            {
                return candidate;
            }
        }

        throw new TorchException(
            $"No libtorch found. Looked for {FileName("torch_cpu")} in {hostOption ?? "(no folder recorded by the build)"} and "
            + $"{besideProgram}. Set {Variable} to the folder of libtorch {Needed} or later (for example …/site-packages/torch/lib)");
    }

    internal static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : $"lib{library}.{(OperatingSystem.IsMacOS() ? "dylib" : "so")}";

    internal static Version Decode(ulong abi) => new((int)(abi >> 56), (int)(abi >> 48 & 0xff), (int)(abi >> 40 & 0xff));

    /// <summary>
    /// OpenMP's threads spin while they wait, and on a core that another process also wants each wait then costs a time
    /// slice: with both cores of a machine busy, steps took more than ten times as long. Threads that sleep at once lose
    /// on an idle machine instead, where a network's many small loops follow each other within microseconds. A short spin
    /// has both: on 2 cores as fast as sleeping where they are busy, and 1.1 times as fast where they are not. A user's
    /// own settings stay; on a machine of one's own, GOMP_SPINCOUNT=20000 gave 1.26 times.
    /// </summary>
    private static void LetWaitingThreadsSleep()
    {
        // The C library's environment, which OpenMP reads when it is loaded; .NET's own copy is not seen there.
        if (OperatingSystem.IsLinux())
        {
            if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            {
                _ = SetEnvironment("GOMP_SPINCOUNT", "5000", overwrite: 0);
            }

            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    /// <summary>The loader's own words: the runtime's message begins with general advice and ends with them.</summary>
    internal static string Reason(Exception failure) =>
        failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1];

    private static string? PlatformOf(string folder) =>
        Array.Find(["cuda", "hip"], platform => File.Exists(Path.Combine(folder, FileName("torch_" + platform))));

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, FileName("torch_cpu")));

    private static nint LoadFile(string folder, string library)
    {
        string path = Path.Combine(folder, FileName(library));
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchException(
                $"Cannot load {path}: {Reason(e)}. Check that the folder holds a complete libtorch for this machine", e);
        }
    }
}
