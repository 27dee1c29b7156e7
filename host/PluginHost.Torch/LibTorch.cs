using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PluginHost.Torch.Native;

namespace PluginHost.Torch;

/// <summary>Which libtorch this process uses. Asking loads it; a <see cref="TorchException"/> says what to do when there is none.</summary>
public static class LibTorch
{
    private static readonly Lock s_gate = new();
    private static Libraries? s_loaded;

    /// <summary>The folder the natives were loaded from.</summary>
    public static string Folder => Loaded.Folder;

    /// <summary>Version of the C interface, major.minor.patch; the same as PyTorch's.</summary>
    public static Version Version => Loaded.Version;

    /// <summary>Whether the folder holds a build for CUDA, or for ROCm, which answers to the same names. Whether a device is there says <c>torch.cuda.is_available()</c>.</summary>
    /// <remarks>Looks for its files; nothing is loaded for that.</remarks>
    public static bool HasCuda => s_loaded is { } loaded ? loaded.Cuda != 0 : Libraries.HoldsCuda(Libraries.Find());

    /// <summary>Exported C++ names that are missing in this libtorch; empty when everything works.</summary>
    public static IReadOnlyList<string> MissingSymbols => Loaded.Symbols.Missing;

    /// <summary>Whether libtorch's own messages can be read; otherwise they go to standard error.</summary>
    public static bool CatchesMessages => Loaded.Folder.Length > 0 && NativeMessages.Caught;

    /// <summary>The last warnings that libtorch wanted to print, at most 100.</summary>
    public static IReadOnlyList<string> Notices => NativeMessages.Notices;

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

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The imports must find libtorch however this library is first entered.")]
    internal static void SetResolver() =>
        NativeLibrary.SetDllImportResolver(typeof(LibTorch).Assembly, (name, _, _) => name == LibTorchC.Cpu ? Loaded.Cpu : 0);
}
