using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.NoiseFiles;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;

namespace PluginHost.Screens.Images;

/// <summary>A noise set that can be looked at.</summary>
/// <param name="Id">Its key, or the name it was imported by.</param>
/// <param name="Label">What tables call it.</param>
/// <param name="Data">The images that it is for; null where that is not told.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Detail">What made it.</param>
internal sealed record ListedNoise(string Id, string Label, DataSpec? Data, string File, string Detail)
{
    private const int ShortKey = 12;

    /// <summary>The images as they are called in the list.</summary>
    public string DataText => Data?.TrainImages is { } count
        ? string.Create(CultureInfo.InvariantCulture, $"{Data.Name} ({count:N0})")
        : Data?.Name ?? "";

    /// <summary>The beginning of the key, which is enough to name it.</summary>
    public string Key => Id[..Math.Min(ShortKey, Id.Length)];

    /// <summary>What a filter looks for its words in.</summary>
    public ImmutableArray<string> Texts => [Label, DataText, Detail, Id];

    /// <summary>What runs made, the newest first, then what was imported.</summary>
    public static ImmutableArray<ListedNoise> All(Places places)
    {
        var sets = new NoiseSets(places.Store);
        var made = sets.Made();
        var labels = made.Count == 0 ? [] : Labels(places.Store);
        return
        [
            .. made.Select(set => Made(set, labels.GetValueOrDefault(set.Key, set.Noise.Method.Id))),
            .. sets.Imported().Select(entry => Imported(entry.Key, entry.Value)),
        ];
    }

    private static ListedNoise Made(NoiseSetInfo set, string label)
    {
        string seed = set.Seed.ToString(CultureInfo.InvariantCulture);
        string detail = $"{Described.Method(set.Noise.Method)}, seed {seed}";
        return new ListedNoise(set.Key, label, set.Data, set.File, detail);
    }

    private static ListedNoise Imported(string name, string file)
    {
        try
        {
            var origin = new NamedNoise(name, file, null).Origin();
            return new ListedNoise(name, name, origin.Data, file, origin.Method);
        }
        catch (NoiseFileException error)
        {
            // One file that is broken does not hide all others.
            return new ListedNoise(name, name, null, file, $"cannot be read: {error.Message}");
        }
    }

    private static Dictionary<string, string> Labels(string folder)
    {
        // What cannot be read of the store is told by the list of results.
        using var store = ResultStore.Open(folder, _ => { });
        return NamedNoise.Labels(store).DistinctBy(row => row.Key)
            .ToDictionary(row => row.Key, row => row.Label, StringComparer.Ordinal);
    }
}
