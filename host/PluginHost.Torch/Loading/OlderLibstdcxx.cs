using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PluginHost.Files;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Loading;

/// <summary>
/// Lets TorchSharp's native library load on a Linux whose C++ library (libstdc++) is that of GCC 11 or 12, such as
/// RHEL 9, Debian 12 or Ubuntu 22.04, by preparing a copy of it that differs in three bytes.
/// </summary>
/// <remarks>
/// A library of Linux lists the versions that it needs of others ("of libstdc++.so.6, GLIBCXX_3.4.32"). The loader
/// refuses it where one is missing, used or not. In the copy the two that GCC 11 lacks may be missing:
/// <para>
/// GLIBCXX_3.4.32 is only named. From GCC 13 on, the header iostream names std::ios_base_library_init() without a call,
/// to keep a file from a libstdc++ that does not start std::cout and the other streams by itself. With older headers,
/// each library that includes iostream starts them. TorchSharp's library uses none of these streams, and libtorch,
/// loaded before it, was built with older headers and starts them.
/// </para>
/// <para>
/// GLIBCXX_3.4.30 has one function that the file uses, std::condition_variable::wait. The copy asks for its first
/// version, GLIBCXX_3.4.11 (GCC 4.4), which every later libstdc++ still has. They differ only where a waiting thread is
/// cancelled (pthread_cancel), which neither .NET nor libtorch does: the first version then ends the process.
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

        return home.Length > 0
            ? Path.Combine(home, ".cache", Program)
            : throw new TorchException(
                "There is no home folder in which to keep a copy of TorchSharp's library for this older system. "
                + $"Set {CacheVariable} to the full path of a folder that can be written, or use {NewerSystem}");
    }

    /// <summary>Whether the loader's message names a version of libstdc++ that a copy can do without.</summary>
    internal static bool IsMissingLibstdcxxVersion(string loaderMessage) => NameOfVersion().IsMatch(loaderMessage);

    /// <summary>
    /// Gives the path of the copy in a folder, and makes it where it is missing or damaged; any number of threads and
    /// processes may do this at once. The file is named by its content; the name inside (the soname), by which
    /// TorchSharp finds a loaded library, stays.
    /// </summary>
    internal static string Prepare(string original, string cacheFolder)
    {
        try
        {
            byte[] lifted = Lift(File.ReadAllBytes(original), original);
            string hash = Convert.ToHexStringLower(SHA256.HashData(lifted))[..16];
            string copy = Path.Combine(Directory.CreateDirectory(cacheFolder).FullName, $"libLibTorchSharp-{hash}.so");
            bool isThere = File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(lifted);
            if (!isThere)
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

    /// <summary>The bytes of TorchSharp's library, changed so that GCC 11's libstdc++ is enough.</summary>
    /// <param name="file">The library; refused where it is not exactly as the remarks above describe it.</param>
    /// <param name="name">Stands in that refusal.</param>
    internal static byte[] Lift(ReadOnlySpan<byte> file, string name)
    {
        byte[] lifted = file.ToArray();
        var elf = new ElfFile(lifted, name);
        string[] newer = [.. elf.Needs.Select(need => need.Version).Where(IsAfterGcc11).Order(StringComparer.Ordinal)];
        string found = string.Join(", ", newer);
        elf.Require(
            newer is [OfGcc12, OfGcc13],
            $"of what GCC 11 lacks, it should need {OfGcc12} and {OfGcc13}, but it needs [{found}]");

        VersionNeed ofGcc13 = elf.Need(Library, OfGcc13);
        VersionNeed ofGcc12 = elf.Need(Library, OfGcc12);
        VersionNeed ofGcc4 = elf.Need(Library, OfGcc4);
        bool startsStreams = elf.IsReferredTo(elf.OnlyFunctionOf(ofGcc13, StartStreams));
        elf.Require(!startsStreams, $"it uses {StartStreams}, which should only be named");

        // The objects that Wait is called on must be made by a function of that first version.
        bool makesConditions = elf.SymbolsOf(ofGcc4).Any(symbol => elf.IsImportedFunction(symbol, MakeCondition));
        elf.Require(makesConditions, $"the function {MakeCondition} should need {OfGcc4}");

        elf.SetVersion(elf.OnlyFunctionOf(ofGcc12, Wait), ofGcc4);
        elf.LetBeMissing(ofGcc12);
        elf.LetBeMissing(ofGcc13);
        return lifted;
    }

    private static bool IsAfterGcc11(string version) =>
        version.StartsWith(Family, StringComparison.Ordinal) && !s_ofGcc11.Contains(version);

    // The words around the version are in the user's language, and the loader names only the first one that is missing.
    [GeneratedRegex(@"GLIBCXX_3\.4\.3[02](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfVersion();
}
