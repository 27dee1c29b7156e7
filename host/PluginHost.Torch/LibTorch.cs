using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PluginHost.Torch.Errors;
using PluginHost.Torch.Loading;
using PluginHost.Torch.Native;

namespace PluginHost.Torch;

/// <summary>
/// Which native libraries this process computes with. They are loaded when they are asked for here, or when TorchSharp
/// first needs them: its own search, which copies hundreds of megabytes beside the program, never starts.
/// </summary>
public static class LibTorch
{
    private static readonly Lock s_gate = new();
    private static Libraries? s_loaded;
    private static bool s_isAsked;

    /// <summary>The folder libtorch was loaded from.</summary>
    /// <exception cref="TorchException">
    /// There is none, or it cannot be loaded; the message says what to do. So in all of these.
    /// </exception>
    public static string Folder => Loaded.Folder;

    /// <summary>Version of libtorch, major.minor.patch; the same as PyTorch's.</summary>
    public static Version Version => Loaded.Version;

    /// <summary>
    /// The version of libtorch that TorchSharp's library was built for, major.minor.patch: with another one calls may
    /// fail.
    /// </summary>
    public static Version NeededVersion => Libraries.Needed;

    /// <summary>TorchSharp's own version, as its package has it.</summary>
    public static string TorchSharpVersion { get; } = typeof(Tensor).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The file that TorchSharp's native library was loaded from.</summary>
    public static string TorchSharpLibrary => Loaded.TorchSharp.File;

    /// <summary>Whether that file is a copy prepared for this system's older C++ library.</summary>
    public static bool IsPreparedCopy => Loaded.TorchSharp.IsPreparedCopy;

    /// <summary>
    /// Whether the folder holds a build for CUDA, or for ROCm, which answers to the same names. Whether a device is
    /// there says <c>torch.cuda.is_available()</c>.
    /// </summary>
    /// <remarks>Looks for its files; nothing is loaded for that.</remarks>
    public static bool HasCuda => Libraries.HoldsCuda(s_loaded?.Folder ?? Libraries.Find());

    /// <summary>Exported C++ names that are missing in this libtorch; empty when everything works.</summary>
    public static IReadOnlyList<string> MissingSymbols => Loaded.Symbols.Missing;

    /// <summary>Why TorchSharp did not find the libraries; null while it has not looked in vain.</summary>
    internal static TorchException? Failure { get; private set; }

    internal static Libraries Loaded
    {
        get
        {
            if (s_loaded is { } loaded)
            {
                return loaded;
            }

            lock (s_gate)
            {
                return s_loaded ??= Libraries.Load();
            }
        }
    }

    /// <summary>Loads the libraries if they are not, which takes some tenths of a second.</summary>
    public static void Load() => _ = Loaded;

    /// <summary>
    /// Lets TorchSharp and our own imports find the libraries. A program must call it before it first uses a type of
    /// TorchSharp; those that are built here do so by themselves.
    /// </summary>
    public static void LoadOnFirstUse()
    {
        if (Interlocked.Exchange(ref s_isAsked, true))
        {
            return;
        }

        NativeLibrary.SetDllImportResolver(
            typeof(LibTorch).Assembly, (name, _, _) => name == LibTorchC.Cpu ? Loaded.Cpu : 0);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Answer(name);
    }

    [ModuleInitializer]
    [SuppressMessage(
        "Usage", "CA2255", Justification = "The libraries must be found however this assembly is first entered.")]
    internal static void Initialize() => LoadOnFirstUse();

    private static nint Answer(string name)
    {
        try
        {
            return name switch
            {
                "torch_cpu" => Loaded.Cpu,
                "torch_cuda" => Loaded.Cuda,
                "LibTorchSharp" => Loaded.TorchSharp.Handle,
                _ => 0,
            };
        }
        catch (TorchException failure)
        {
            // TorchSharp would now copy hundreds of megabytes of another libtorch from NuGet's folder.
            // Without that folder it gives up.
            Failure = failure;
            Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(AppContext.BaseDirectory, "no-packages"));
            return 0;
        }
    }
}
