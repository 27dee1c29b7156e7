using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Comparison;

/// <summary>Chooses the results that a place of a table is made of, and says what has to be said of them.</summary>
internal sealed class PlaceSeeds(ResultRows rows, IReadOnlyList<string> over)
{
    private readonly Dictionary<(StoredSpec, StoredSpec), string> _differences = [];

    // The fields that are averaged over with all that tells more of them, and those that tell two results apart.
    private readonly string[] _over = [.. rows.SpecFields.Where(field => FieldFamily.HaveAny(over, field))];
    private readonly Lazy<string[]> _tellingApart = new(() => TellingApart(rows, over));

    /// <summary>
    /// A place's results, one a seed, all of one spec but for what is averaged over. What is left out, and what else
    /// the seeds do not have in common (plugin files, data, device, versions), is told.
    /// </summary>
    /// <param name="place">The place's results; at least one.</param>
    public (List<int> Seeds, List<string> Notes) Of(int[] place)
    {
        if (_over.Length == 0)
        {
            return OfOneSpec(place);
        }

        var parts = RowGroups.Of(rows, _over, place).Members().Select(OfOneSpec).ToList();
        return ([.. parts.SelectMany(part => part.Seeds)], [.. parts.SelectMany(part => part.Notes).Distinct()]);
    }

    /// <summary>
    /// What tells a result from others of its seed at the same place; empty where nothing is averaged over.
    /// </summary>
    public string Averaged(int row)
    {
        var values = _tellingApart.Value.Select(field => FieldText.Field(field, rows[row, field]));
        return string.Join(", ", values.Where(value => value != "none"));
    }

    /// <summary>The fields that were named, and those of them that differ where the named ones do not.</summary>
    private static string[] TellingApart(ResultRows rows, IReadOnlyList<string> over)
    {
        var groups = RowGroups.Of(rows, over);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var others = rows.SpecFields.Except(over).Where(field => FieldFamily.HaveAny(over, field));
        return [.. over, .. others.Where(field => groups.AreSplitBy(rows.Column(field)!.Group(all).Groups))];
    }

    private (List<int> Seeds, List<string> Notes) OfOneSpec(int[] place)
    {
        var notes = new List<string>();
        int latest = place.Aggregate(Latest);
        int[] same = Array.FindAll(place, row => IsOfSpec(row, latest));
        if (same.Length < place.Length)
        {
            int other = Array.Find(place, row => !IsOfSpec(row, latest));
            notes.Add($"results with other settings ({Difference(latest, other)}) are left out; the latest are shown");
        }

        var seeds = BySeed(same);
        if (seeds.Count < same.Length)
        {
            notes.Add("some seeds were run several times; the latest of each is shown");
        }

        notes.AddRange(Mixed(seeds).Select(difference => "the seeds differ in " + difference));
        return (seeds, notes);
    }

    /// <summary>Plugins of which results used several files, such as (<c>Model</c>, <c>resnet18</c>).</summary>
    public List<IGrouping<(PluginKind Kind, string Id), PluginIdentity>> SeveralPlugins(IEnumerable<int> results) =>
        [.. results.Select(row => rows.Results[row].Made).Distinct(ReferenceEqualityComparer.Instance).OfType<MadeWith>()
            .SelectMany(made => made.Plugins).Distinct()
            .GroupBy(plugin => (plugin.Kind, plugin.Id)).Where(plugin => plugin.Count() > 1)];

    private bool IsOfSpec(int row, int other) => rows.Results[row].Spec.Setting == rows.Results[other].Spec.Setting;

    /// <summary>The later of two results; the first where both were recorded at one moment by one run.</summary>
    private int Latest(int a, int b)
    {
        var (first, second) = (rows.Results[a], rows.Results[b]);
        int order = first.Order != second.Order
            ? first.Order.CompareTo(second.Order)
            : string.CompareOrdinal(first.Run.Id, second.Run.Id);
        return order < 0 ? b : a;
    }

    /// <summary>The latest result of each seed, seeds ascending.</summary>
    private List<int> BySeed(int[] same) =>
        [.. same.GroupBy(row => rows.Results[row].Seed).OrderBy(seed => seed.Key).Select(seed => seed.Aggregate(Latest))];

    private List<string> Mixed(List<int> seeds)
    {
        // Mostly all seeds come from one run on one machine.
        var first = rows.Results[seeds[0]];
        return seeds.TrueForAll(row => rows.Results[row] is var other && ReferenceEquals(other.Made, first.Made)
            && other.Run.EnvironmentJson == first.Run.EnvironmentJson) ? [] : Differences(seeds);
    }

    private List<string> Differences(List<int> seeds)
    {
        List<string> differences = [.. SeveralPlugins(seeds).Select(plugin => $"the plugin {plugin.Key.Id}: "
            + string.Join(", ", plugin.Select(p => $"{p.Version} {p.Sha256[..Math.Min(8, p.Sha256.Length)]}").Order(StringComparer.Ordinal)))];
        if (seeds.Select(row => rows.Results[row].Made.DataSha256).Distinct().Count() > 1)
        {
            differences.Add("the data set's checksum");
        }

        if (Several(seeds.Select(row => rows.Results[row].Made.Device)) is { } devices)
        {
            differences.Add($"the device: {devices}");
        }

        var environments = seeds.Select(row => rows.Results[row].Run).DistinctBy(run => run.EnvironmentJson).Select(run => run.Environment).ToList();
        foreach (string name in environments.SelectMany(e => e.Keys).Distinct().Where(IsVersion).Order(StringComparer.Ordinal))
        {
            if (Several(environments.Select(e => e.GetValueOrDefault(name, "unknown"))) is { } versions)
            {
                differences.Add($"{name}: {versions}");
            }
        }

        return differences;
    }

    private static bool IsVersion(string name) =>
        new[] { "version", "commit", "libtorch", "program", "gpu" }.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string? Several(IEnumerable<string> values) =>
        values.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 1 } several ? string.Join(", ", several) : null;

    /// <summary>Where two results' specs of equal fields differ, as paths into their JSON.</summary>
    private string Difference(int row, int other)
    {
        var specs = (rows.Results[row].Spec, rows.Results[other].Spec);
        return _differences.TryGetValue(specs, out string? known) ? known : _differences[specs] = Difference(rows.Spec(row), rows.Spec(other));
    }

    private static string Difference(CellSpec a, CellSpec b)
    {
        var differences = new List<string>();
        Walk(JsonSerializer.SerializeToNode(a, ContentKey.Json), JsonSerializer.SerializeToNode(b, ContentKey.Json), "");
        return string.Join(", ", differences);

        void Walk(JsonNode? x, JsonNode? y, string path)
        {
            if (x is JsonObject left && y is JsonObject right)
            {
                foreach (string name in left.Select(p => p.Key).Union(right.Select(p => p.Key)).Where(n => path.Length > 0 || n is not ("seed" or "noiseLabel")))
                {
                    Walk(left[name], right[name], path.Length == 0 ? name : $"{path}.{name}");
                }
            }
            else if (!JsonNode.DeepEquals(x, y))
            {
                differences.Add(path);
            }
        }
    }
}
