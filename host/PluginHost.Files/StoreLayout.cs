namespace PluginHost.Files;

/// <summary>Where things lie below a store's folder.</summary>
/// <param name="Folder">The store's folder.</param>
public sealed record StoreLayout(string Folder)
{
    /// <summary>Journals, the truth: everything else can be made again.</summary>
    public string Journals => Path.Combine(Folder, "journals");

    /// <summary>The folder of the database that is made from the journals.</summary>
    public string Database => Path.Combine(Folder, "db");

    /// <summary>Noise sets that were made.</summary>
    public string Noise => Path.Combine(Folder, "artifacts", "noise");

    /// <summary>Noise sets of other programs.</summary>
    public string ImportedNoise => Path.Combine(Folder, "artifacts", "imported");

    /// <summary>Trained networks.</summary>
    public string Models => Path.Combine(Folder, "artifacts", "models");

    /// <summary>What cells and noise in the making go on from.</summary>
    public string Checkpoints => Path.Combine(Folder, "checkpoints");

    /// <summary>Who works at which cell or noise.</summary>
    public string WorkLocks => Path.Combine(Folder, "locks");

    /// <summary>Compiled recipes.</summary>
    public string Recipes => Path.Combine(Folder, "recipes");

    /// <summary>What runs tell of themselves while they run.</summary>
    public string Live => Path.Combine(Folder, "live");

    /// <summary>Drawn figures.</summary>
    public string Figures => Path.Combine(Folder, "figures");

    /// <summary>
    /// The number of the store's format; a store without this file has the first. See <c>StoreFormat</c>.
    /// </summary>
    public string Format => Path.Combine(Folder, "format");

    /// <summary>
    /// Makes a folder of the store, but never the store itself: one that was removed or renamed while somebody works
    /// on it must not come up again, half.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The store is not there.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public void Make(string folder)
    {
        if (!Path.Exists(Folder))
        {
            throw new DirectoryNotFoundException($"the store {Folder} is not there: it was removed or renamed");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>The path of a journal by its name below <see cref="Journals"/>.</summary>
    public string Journal(string name) => Path.Combine(Journals, name);

    /// <summary>
    /// The names of all journals, with forward slashes: in order, which is that of the times in them.
    /// </summary>
    public IReadOnlyList<string> AllJournals() => !Directory.Exists(Journals) ? [] :
    [
        .. FilesBelow.Of(Journals, "*.jsonl")
            .Select(file => Path.GetRelativePath(Journals, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
