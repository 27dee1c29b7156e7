using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PluginHost.Torch.IO;

namespace PluginHost.Torch.Loading;

/// <summary>
/// Lets TorchSharp's native library load on a Linux whose C++ library (libstdc++) is that of GCC 11 or 12, such as
/// RHEL 9, Debian 12 or Ubuntu 22.04, by preparing a copy of it that differs in three bytes.
/// </summary>
/// <remarks>
/// Libraries of Linux name their versions, and a file lists the names that it needs: "of libstdc++.so.6, version
/// GLIBCXX_3.4.32". The loader refuses the whole file where one of them is missing, whether or not anything uses it.
/// In the copy the two needs that GCC 11 lacks are marked as ones that may be missing. Nothing depends on them:
/// <para>
/// GLIBCXX_3.4.32 is only named. From GCC 13 on, the header iostream names std::ios_base_library_init() in every file
/// that includes it, but never calls it: the name alone keeps such a file from a libstdc++ that does not start
/// std::cout and the other streams by itself. With older headers, each library that includes iostream starts them when
/// it is loaded. TorchSharp's library uses none of these streams, and libtorch, loaded before it, was built with older
/// headers and starts them.
/// </para>
/// <para>
/// GLIBCXX_3.4.30 has one function that the file uses, std::condition_variable::wait. Its first version, as old as its
/// class, is GLIBCXX_3.4.11 (GCC 4.4); every later libstdc++ still has it, so the copy asks for that one. They differ
/// only where a waiting thread is cancelled (pthread_cancel): the first version then ends the process. Neither .NET nor
/// libtorch cancels threads.
/// </para>
/// </remarks>
internal static partial class OlderLibstdcxx
{
    /// <summary>Ends a message that says how to mend: the systems that need no copy.</summary>
    internal const string NewerSystem =
        "a system with libstdc++ of GCC 13 or later (for example Debian 13 or Ubuntu 24.04)";

    /// <summary>The environment variable that moves the user's caches, and with them the copy.</summary>
    internal const string CacheVariable = "XDG_CACHE_HOME";

    private const string Library = "libstdc++.so.6", Family = "GLIBCXX_3.4.";
    private const string OfGcc13 = Family + "32", OfGcc12 = Family + "30", OfGcc4 = Family + "11";
    private const string StartStreams = "_ZSt21ios_base_library_initv";
    private const string Wait = "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE";
    private const string MakeCondition = "_ZNSt18condition_variableC1Ev";
    private static readonly string[] s_ofGcc11 = [.. Enumerable.Range(1, 29).Select(number => $"{Family}{number}")];

    /// <summary>The user's folder for such copies: $XDG_CACHE_HOME/pluginhost, or ~/.cache/pluginhost.</summary>
    /// <exception cref="TorchException">The user has no home folder, and the variable is not set.</exception>
    internal static string DefaultCacheFolder => CacheFolder(
        Environment.GetEnvironmentVariable(CacheVariable),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The same, by the variable's value (null: not set) and the home folder (empty: none).</summary>
    internal static string CacheFolder(string? variable, string home)
    {
        const string Program = "pluginhost";
        // The XDG specification says to ignore a relative path.
        if (variable is not null && Path.IsPathFullyQualified(variable))
        {
            return Path.Combine(variable, Program);
        }

        if (home.Length > 0)
        {
            return Path.Combine(home, ".cache", Program);
        }

        throw new TorchException(
            "There is no home folder in which to keep a copy of TorchSharp's library for this older system. "
            + $"Set {CacheVariable} to the full path of a folder that can be written, or use {NewerSystem}");
    }

    /// <summary>Whether the loader's message names a version of libstdc++ that a copy can do without.</summary>
    internal static bool IsMissingLibstdcxxVersion(string loaderMessage) => NameOfVersion().IsMatch(loaderMessage);

    /// <summary>
    /// Gives the path of the copy in a folder, and makes it where it is missing or damaged. The file's name carries the
    /// hash of its content; the name inside (the soname), by which TorchSharp finds a loaded library, stays. Any number
    /// of threads and processes may do this at once. The original is only read.
    /// </summary>
    internal static string Prepare(string original, string cacheFolder)
    {
        try
        {
            byte[] lifted = Lift(File.ReadAllBytes(original), original);
            string hash = Convert.ToHexStringLower(SHA256.HashData(lifted))[..16];
            string copy = Path.Combine(Directory.CreateDirectory(cacheFolder).FullName, $"libLibTorchSharp-{hash}.so");
            if (!Holds(copy, lifted))
            {
                AtomicFile.Write(copy, stream => stream.Write(lifted));
            }

            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TorchException(
                $"Cannot prepare a copy of {original} for this older system in {cacheFolder}: {e.Message} "
                + $"Set {CacheVariable} to a folder that can be written, or use {NewerSystem}", e);
        }
    }

    /// <summary>
    /// The bytes of TorchSharp's library, changed so that GCC 11's libstdc++ is enough (see the remarks above).
    /// <paramref name="name"/> stands in the error that refuses a file that is not exactly as described there.
    /// </summary>
    internal static byte[] Lift(ReadOnlySpan<byte> file, string name)
    {
        byte[] lifted = file.ToArray();
        var elf = new ElfFile(lifted, name);
        CheckWhatGcc11Lacks(elf);
        VersionNeed ofGcc13 = elf.Need(Library, OfGcc13);
        VersionNeed ofGcc12 = elf.Need(Library, OfGcc12);
        VersionNeed ofGcc4 = elf.Need(Library, OfGcc4);
        if (elf.IsReferredTo(elf.OnlyFunctionOf(ofGcc13, StartStreams)))
        {
            throw elf.Refused($"it uses {StartStreams}, which should only be named");
        }

        // The objects that Wait is called on are made by a function of that first version.
        if (!elf.SymbolsOf(ofGcc4).Any(symbol => elf.IsImportedFunction(symbol, MakeCondition)))
        {
            throw elf.Refused($"the function {MakeCondition} should need {OfGcc4}");
        }

        elf.SetVersion(elf.OnlyFunctionOf(ofGcc12, Wait), ofGcc4);
        elf.LetBeMissing(ofGcc12);
        elf.LetBeMissing(ofGcc13);
        return lifted;
    }

    private static void CheckWhatGcc11Lacks(ElfFile elf)
    {
        IEnumerable<string> versions = elf.Needs.Select(need => need.Version);
        IEnumerable<string> family = versions.Where(version => version.StartsWith(Family, StringComparison.Ordinal));
        string[] lacking = [.. family.Where(version => !s_ofGcc11.Contains(version)).Order(StringComparer.Ordinal)];
        if (lacking is not [OfGcc12, OfGcc13])
        {
            string found = string.Join(", ", lacking);
            throw elf.Refused($"of what GCC 11 lacks, it should need {OfGcc12} and {OfGcc13}, but it needs [{found}]");
        }
    }

    private static bool Holds(string path, byte[] wanted)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == wanted.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(wanted);
    }

    // The words around the version are in the user's language, and the loader names only the first one that is missing.
    [GeneratedRegex(@"GLIBCXX_3\.4\.3[02](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfVersion();
}
