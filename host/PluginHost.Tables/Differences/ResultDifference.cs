using PluginHost.Store.Records;

namespace PluginHost.Tables.Differences;

/// <summary>Two results side by side.</summary>
/// <param name="Spec">Their settings.</param>
/// <param name="Metrics">Their numbers, as recorded: accuracies are shares.</param>
/// <param name="Origins">Where they come from: plugin files, data, noise, device, versions.</param>
public sealed record ResultDifference(IReadOnlyList<Difference> Spec, IReadOnlyList<Difference> Metrics, IReadOnlyList<Difference> Origins)
{
    /// <summary>Compares two results.</summary>
    public static ResultDifference Of(ResultRow first, ResultRow second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new ResultDifference(
            SpecDifference.All(first.Spec, second.Spec),
            [.. first.Metrics.Keys.Union(second.Metrics.Keys).Order(StringComparer.Ordinal).Select(name => new Difference(name, Metric(first, name), Metric(second, name)))],
            Pairs(Origin(first), Origin(second)));
    }

    /// <summary>The same, without what is the same.</summary>
    public ResultDifference Differing() => new(
        [.. Spec.Where(d => !d.IsSame)], [.. Metrics.Where(d => !d.IsSame)], [.. Origins.Where(d => !d.IsSame)]);

    internal static IReadOnlyList<Difference> Pairs(IEnumerable<(string Name, OptionValue Value)> first, IEnumerable<(string Name, OptionValue Value)> second)
    {
        var a = first.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var b = second.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        return [.. a.Keys.Union(b.Keys).Select(name => new Difference(
            name, a.TryGetValue(name, out var x) ? x : default(OptionValue?), b.TryGetValue(name, out var y) ? y : default(OptionValue?)))];
    }

    private static IEnumerable<(string Name, OptionValue Value)> Origin(ResultRow row)
    {
        foreach (var plugin in row.Plugins.DistinctBy(p => (p.Kind, p.Id)))
        {
            yield return ($"plugin {plugin.Kind.ToString().ToLowerInvariant()} {plugin.Id}", $"{plugin.Version} {Short(plugin.Sha256)}");
        }

        yield return ("data sha256", Short(row.DataSha256));
        if (row.NoiseKey is { } noise)
        {
            yield return ("noise set", Short(noise));
        }

        yield return ("device", row.Device);
        foreach (var (name, value) in row.Environment.Where(e => e.Key != "device"))
        {
            yield return (name, value);
        }
    }

    private static OptionValue? Metric(ResultRow row, string name) => row.Metrics.TryGetValue(name, out double value) ? value : default(OptionValue?);

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
