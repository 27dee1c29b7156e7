namespace PluginHost.Results;

/// <summary>Where things lie below a store's folder.</summary>
internal static class StoreFolders
{
    public static string Journals(string store) => Path.Combine(store, "journals");

    public static string Database(string store) => Path.Combine(store, "db");

    /// <summary>All journals, as paths below the journals' folder with forward slashes, in order: times and names.</summary>
    public static IReadOnlyList<string> AllJournals(string store)
    {
        string folder = Journals(store);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    public static string JournalPath(string store, string name) => Path.Combine(Journals(store), name);
}
