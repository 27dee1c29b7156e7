using System.Runtime.CompilerServices;

namespace PluginHost.TestKit;

/// <summary>Compares a text with the one that was accepted before and is kept beside the test.</summary>
public static class Snapshot
{
    /// <summary>
    /// Passes when <c>CLASS.TEST.verified.txt</c> beside the calling source file holds the same text. Otherwise writes
    /// <c>CLASS.TEST.received.txt</c> there and fails; to accept a change, rename that file.
    /// </summary>
    public static void Match(
        string actual, string name = "", [CallerMemberName] string test = "", [CallerFilePath] string source = "")
    {
        string stem = Path.Combine(
            Folder(source), $"{Path.GetFileNameWithoutExtension(source)}.{test}{(name.Length > 0 ? "." + name : "")}");
        string verified = stem + ".verified.txt", received = stem + ".received.txt";
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (File.Exists(verified) && Normal(expected) == Normal(actual))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, Normal(actual));
        throw new SnapshotMismatchException(
            $"{Path.GetFileName(verified)} {(File.Exists(verified) ? "differs" : "does not exist")}; see {received}\n"
            + $"--- expected\n{expected}\n--- received\n{actual}");
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    /// <summary>Sources are compiled with mapped paths (/_/…), so the folder is found below the repository.</summary>
    private static string Folder(string source)
    {
        const string mapped = "/_/";
        string normal = source.Replace('\\', '/');
        return Path.GetDirectoryName(normal.StartsWith(mapped, StringComparison.Ordinal)
            ? Path.Combine(Repository.Root, normal[mapped.Length..])
            : normal) ?? ".";
    }
}

/// <summary>A text is not the accepted one.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>The folder that holds PluginHost.sln's props.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().First(a => a.Key == "RepoRoot").Value ?? ".";
}
