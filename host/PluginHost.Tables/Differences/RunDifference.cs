using PluginHost.Store.Records;

namespace PluginHost.Tables.Differences;

/// <summary>The results of two runs for what a person would call the same cell.</summary>
/// <param name="What">The cell in a few words.</param>
/// <param name="First">The first run's result; null when it has none.</param>
/// <param name="Second">The second run's.</param>
public sealed record ComparedCell(string What, ResultRow? First, ResultRow? Second)
{
    /// <summary>Whether both runs have the very same result.</summary>
    public bool IsSame => First is not null && First.Cell == Second?.Cell;
}

/// <summary>Two runs side by side.</summary>
/// <param name="About">Experiment, preset and so on.</param>
/// <param name="Environment">Versions, device, threads.</param>
/// <param name="Plugins">The plugins of their results.</param>
/// <param name="Recipe">The lines of both recipes.</param>
/// <param name="Cells">Their cells, in the plans' order.</param>
public sealed record RunDifference(
    IReadOnlyList<Difference> About, IReadOnlyList<Difference> Environment, IReadOnlyList<Difference> Plugins,
    IReadOnlyList<ComparedLine> Recipe, IReadOnlyList<ComparedCell> Cells)
{
    // What a person would call the same cell, whatever else its settings are.
    private static readonly string[] Same =
        ["dataset", "noise", "share", "train-set", "filter", "model", "train.norm", "train.radius", "robust-test.radius", "seed"];

    /// <summary>Compares two runs.</summary>
    /// <param name="first">The first run, and the results of its plan.</param>
    /// <param name="second">The second run, and the results of its plan.</param>
    public static RunDifference Of((RunRecord Run, IReadOnlyList<ResultRow> Results) first, (RunRecord Run, IReadOnlyList<ResultRow> Results) second) => new(
        ResultDifference.Pairs(AboutOf(first.Run), AboutOf(second.Run)),
        ResultDifference.Pairs(first.Run.Environment.Select(Pair), second.Run.Environment.Select(Pair)),
        ResultDifference.Pairs(PluginsOf(first.Results), PluginsOf(second.Results)),
        LineDifference.Of(first.Run.Source, second.Run.Source),
        CellsOf(first.Results, second.Results));

    private static (string Name, OptionValue Value) Pair(KeyValuePair<string, string> entry) => (entry.Key, entry.Value);

    private static IEnumerable<(string Name, OptionValue Value)> AboutOf(RunRecord run) =>
    [
        ("experiment", run.Summary.Experiment), ("recipe", run.Summary.Recipe), ("recipe sha256", run.SourceSha256[..Math.Min(12, run.SourceSha256.Length)]),
        ("preset", run.Summary.Preset), ("status", run.Summary.State.ToString().ToLowerInvariant()), ("cells planned", run.Summary.Planned),
        ("cells run", run.Summary.Finished), ("cells failed", run.Summary.Failed),
        ("minutes", Math.Round(((run.Summary.Ended ?? run.Summary.LastSeen) - run.Summary.Started).TotalMinutes, 1)),
    ];

    private static IEnumerable<(string Name, OptionValue Value)> PluginsOf(IReadOnlyList<ResultRow> results) => results
        .SelectMany(row => row.Plugins).Distinct().GroupBy(p => (p.Kind, p.Id)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Id, StringComparer.Ordinal)
        .Select(g => ($"{g.Key.Kind.ToString().ToLowerInvariant()} {g.Key.Id}", (OptionValue)string.Join(", ", g
            .Select(p => $"{p.Version} {p.Sha256[..Math.Min(12, p.Sha256.Length)]}").Order(StringComparer.Ordinal))));

    private static List<ComparedCell> CellsOf(IReadOnlyList<ResultRow> first, IReadOnlyList<ResultRow> second)
    {
        var a = ByKey(first);
        var b = ByKey(second);
        return [.. a.Keys.Union(b.Keys).Select(key => new ComparedCell(
            (a.GetValueOrDefault(key) ?? b[key]).Spec.ToString(), a.GetValueOrDefault(key), b.GetValueOrDefault(key)))];
    }

    /// <summary>By what makes cells the same; where a run has several of one kind (it sweeps something else), their order tells them apart.</summary>
    private static Dictionary<string, ResultRow> ByKey(IReadOnlyList<ResultRow> rows) => rows
        .GroupBy(row => string.Join('\n', Same.Select(name => row.Value(name)?.ToString() ?? "")), StringComparer.Ordinal)
        .SelectMany(g => g.Select((row, i) => (Key: $"{g.Key}\n{i}", Row: row)))
        .ToDictionary(p => p.Key, p => p.Row, StringComparer.Ordinal);
}
