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

    /// <summary>The path of a journal by its name below <see cref="Journals"/>.</summary>
    public string Journal(string name) => Path.Combine(Journals, name);

    /// <summary>
    /// The names of all journals, with forward slashes: in order, which is that of the times in them.
    /// </summary>
    public IReadOnlyList<string> AllJournals() => !Directory.Exists(Journals) ? [] :
    [
        .. Directory.EnumerateFiles(Journals, "*.jsonl", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Journals, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
