using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;

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
        string advice = $"It needs libtorch {Libraries.Needed}; "
            + "if LIBTORCH names another version, point it at that one or unset it";
        string original = Find();
        try
        {
            return new TorchSharpLibrary(Libraries.LoadFile(original, advice), original, IsPreparedCopy: false);
        }
        catch (TorchException failure)
            when (OperatingSystem.IsLinux() && OlderLibstdcxx.IsMissingLibstdcxxVersion(failure.Message))
        {
            string copy = OlderLibstdcxx.Prepare(original, OlderLibstdcxx.DefaultCacheFolder);

            // The loader then says "failed to map segment from shared object", or that in the user's language.
            advice += ". If files in that folder may not be run (mount option noexec), set "
                + $"{OlderLibstdcxx.CacheVariable} to one whose files may be; else use {OlderLibstdcxx.NewerSystem}";
            return new TorchSharpLibrary(Libraries.LoadFile(copy, advice), copy, IsPreparedCopy: true);
        }
    }

    /// <summary>The file beside the program, or where the runtime would look for it.</summary>
    private static string Find()
    {
        string file = Libraries.FileName(Name);
        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders =
            [.. Libraries.BesideProgram, .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(System.IO.File.Exists)
            ?? throw new TorchException(
                $"TorchSharp's library {file} is not beside the program ({AppContext.BaseDirectory}); build or publish "
                + "the program again for this platform, which must be one that TorchSharp has a library for "
                + $"({RuntimeInformation.RuntimeIdentifier})");
    }
}
