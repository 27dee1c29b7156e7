using System.Runtime.InteropServices;

namespace PluginHost.Torch.Loading;

/// <summary>TorchSharp's native library: what its .NET assembly calls, and what calls libtorch.</summary>
/// <param name="Handle">The loaded library.</param>
/// <param name="File">The file it was loaded from.</param>
/// <param name="IsPreparedCopy">Whether that file is a copy for systems with an older C++ library.</param>
internal sealed record TorchSharpLibrary(nint Handle, string File, bool IsPreparedCopy)
{
    private const string Name = "LibTorchSharp";

    /// <summary>Loads it; libtorch must be loaded before.</summary>
    /// <exception cref="TorchException">It is not there, or this system cannot load it.</exception>
    internal static TorchSharpLibrary Load()
    {
        string original = Find();
        try
        {
            return new TorchSharpLibrary(NativeLibrary.Load(original), original, IsPreparedCopy: false);
        }
        catch (DllNotFoundException failure)
            when (OperatingSystem.IsLinux() && OlderLibstdcxx.IsMissingLibstdcxxVersion(failure.Message))
        {
            string copy = OlderLibstdcxx.Prepare(original, OlderLibstdcxx.DefaultCacheFolder);
            return new TorchSharpLibrary(LoadCopy(copy), copy, IsPreparedCopy: true);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw Cannot(original, failure);
        }
    }

    private static nint LoadCopy(string copy)
    {
        try
        {
            return NativeLibrary.Load(copy);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            // The loader says "failed to map segment from shared object", or that in the user's language.
            throw Cannot(copy, failure,
                $". If files in that folder may not be run (mount option noexec), set {OlderLibstdcxx.CacheVariable} "
                + $"to a folder whose files may be; else use {OlderLibstdcxx.NewerSystem}");
        }
    }

    /// <summary>The file beside the program: a build puts it into a folder by platform, publishing does not.</summary>
    private static string Find()
    {
        string file = Libraries.FileName(Name);
        string[] folders =
        [
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return Array.Find(Array.ConvertAll(folders, folder => Path.Combine(folder, file)), System.IO.File.Exists)
            ?? throw new TorchException(
                $"TorchSharp's library {file} is not beside the program ({AppContext.BaseDirectory}); build or publish "
                + $"the program again for this platform ({RuntimeInformation.RuntimeIdentifier}), which must be one that "
                + "TorchSharp has a library for");
    }

    private static TorchException Cannot(string file, Exception failure, string moreAdvice = "") => new(
        $"Cannot load {file}: {Libraries.Reason(failure)}. It needs libtorch {LibTorch.NeededVersion}; "
        + $"if LIBTORCH names another version, point it at that one or unset it{moreAdvice}",
        failure);
}
