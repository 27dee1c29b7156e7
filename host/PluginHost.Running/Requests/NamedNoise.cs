using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.NoiseFiles;
using PluginHost.Store;
using PluginHost.Tables.Rows;

namespace PluginHost.Running.Requests;

/// <summary>
/// Noise that a command names: a file, a set of the store by key, cell or label, or an imported one by name.
/// </summary>
/// <param name="Name">What to call it.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Set">The store's record of it; null for files and imported noise.</param>
public sealed record NamedNoise(string Name, string File, NoiseSetInfo? Set)
{
    public const string Help =
        "a noise set's key, a cell, a noise's label in tables, a name given by 'noise import', or a file";

    private const int ShortestKey = 4, ShortKey = 12, MostNamed = 8;

    /// <summary>Finds it.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="open">Opens the store.</param>
    /// <param name="text">What was named.</param>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public static NamedNoise Find(string folder, Func<ResultStore> open, string text)
    {
        if (System.IO.File.Exists(text) || Directory.Exists(text))
        {
            return new NamedNoise(Path.GetFileNameWithoutExtension(text.TrimEnd('/', '\\')), text, null);
        }

        var sets = new NoiseSets(folder);
        if (sets.Imported().TryGetValue(text, out string? imported))
        {
            return new NamedNoise(text, imported, null);
        }

        var made = sets.Made();
        var found = text.Length < ShortestKey ? [] : made.Where(set => IsStart(text, set.Key)).ToList();
        using var store = open();
        var labels = Labels(store);
        if (found.Count == 0)
        {
            var keys = labels.Where(row => Fits(row, text)).Select(row => row.Key).ToHashSet();
            found = [.. made.Where(set => keys.Contains(set.Key))];
        }

        if (found is [var only])
        {
            string? label = labels.FirstOrDefault(row => row.Key == only.Key).Label;
            return new NamedNoise(label ?? only.Noise.Method.Id, only.File, only);
        }

        if (found.Count > 1)
        {
            throw new UsageException($"'{text}' stands for several noise sets; name one by its key: "
                + string.Join("; ", found.Take(MostNamed).Select(Told)));
        }

        var imports = sets.Imported().Keys;
        string nearest = Nearest.Hint(text, labels.Select(row => row.Label).Concat(imports).Distinct());
        string all = made.Count + imports.Count() > 0 ? "'noise list' shows all" : $"the store {folder} has none yet";
        throw new UsageException($"there is no noise '{text}'{nearest}; {all}");
    }

    /// <summary>What tables call the noise sets of the store, with the cells that used them.</summary>
    public static IReadOnlyList<(string Key, string Label, string Cell)> Labels(ResultStore store)
    {
        var rows = store.Rows();
        return [.. Enumerable.Range(0, rows.Count).Where(row => rows.NoiseKey(row) is not null)
            .Select(row => (rows.NoiseKey(row) ?? "", rows[row, "noise"]?.ToString() ?? "", rows.Cell(row)))];
    }

    /// <summary>What the file or the record says of where the noise comes from.</summary>
    public NoiseOrigin Origin()
    {
        if (Set is not null)
        {
            return Set.Origin("");
        }

        if (Directory.Exists(File) || Path.GetExtension(File) == ".bin")
        {
            return NoiseOrigin.Unknown;
        }

        using var array = StoredArray.Open(File);
        return NoiseOrigin.Of(array.Metadata);
    }

    private static bool Fits((string Key, string Label, string Cell) row, string text) =>
        string.Equals(row.Label, text, StringComparison.OrdinalIgnoreCase)
        || (text.Length >= ShortestKey && IsStart(text, row.Cell));

    private static bool IsStart(string text, string name) => name.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static string Told(NoiseSetInfo set)
    {
        string images = set.Data.TrainImages?.ToString(CultureInfo.InvariantCulture) ?? "all";
        return string.Create(
            CultureInfo.InvariantCulture, $"{set.Key[..ShortKey]} ({set.Data.Name}, {images} images, seed {set.Seed})");
    }
}
