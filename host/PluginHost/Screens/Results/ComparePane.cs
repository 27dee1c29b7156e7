using System.Collections.Immutable;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>Marked results side by side: the settings and numbers that differ, and nothing else.</summary>
internal sealed record ComparePane : Pane
{
    private const int Gap = 2;
    private readonly ImmutableArray<ImmutableArray<string>> _rows;
    private readonly int _count, _same;

    public ComparePane(IReadOnlyList<ResultRow> results)
    {
        var all = Lines(results).ToList();
        _count = results.Count;
        _rows = [.. all.Where(line => line.Skip(1).Distinct(StringComparer.Ordinal).Count() > 1)];
        _same = all.Count - _rows.Length;
    }

    public override string Title => $"{_count} results: {_rows.Length} differences; {_same} things are the same in all";

    private Sheet Sheet => new(["", .. Enumerable.Range(1, _count).Select(i => $"{i}")], _rows);

    public override IReadOnlyList<Line> Lines(int width, Look look)
    {
        int[] widths = [.. Enumerable.Range(0, _count + 1).Select(i => _rows.Select(row => CellWidth.Of(row[i])).Append(3).Max() + Gap)];
        return
        [
            Line.Join(Sheet.Heads.Select((head, i) => Line.Of(head, look.Head).Fit(widths[i], look))),
            .. _rows.Select(row => Line.Join(row.Select((cell, i) =>
                Line.Of(cell.Length == 0 ? look.Symbols.Missing : cell, i == 0 ? look.Dim : look.Text).Fit(widths[i], look)))),
        ];
    }

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() => _rows.Select(row =>
        $"{row[0]}: {string.Join("; ", row.Skip(1).Select((cell, i) => $"{i + 1} {(cell.Length == 0 ? "none" : cell)}"))}").Prepend(Title);

    private static IEnumerable<ImmutableArray<string>> Lines(IReadOnlyList<ResultRow> results)
    {
        foreach (string name in results.SelectMany(row => row.Metrics.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            yield return [FieldText.MetricName(name), .. results.Select(row => row.Metrics.TryGetValue(name, out double value) ? FieldText.Metric(name, value) : "")];
        }

        foreach (string name in results.SelectMany(row => row.Fields.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            yield return [name, .. results.Select(row => row.Fields.TryGetValue(name, out var value) ? FieldText.Field(name, value) : "")];
        }

        foreach (var plugin in results.SelectMany(row => row.Plugins).Select(p => (p.Kind, p.Id)).Distinct())
        {
            yield return [$"{plugin.Kind.ToString().ToLowerInvariant()} {plugin.Id}", .. results.Select(row =>
                row.Plugins.FirstOrDefault(p => (p.Kind, p.Id) == plugin) is { } used ? $"{used.Version} {Short(used.Sha256)}" : "")];
        }

        yield return ["data sha256", .. results.Select(row => Short(row.DataSha256))];
        yield return ["device", .. results.Select(row => row.Device)];
        foreach (string name in results.SelectMany(row => row.Environment.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            yield return [name, .. results.Select(row => row.Environment.GetValueOrDefault(name, ""))];
        }

        yield return ["experiment", .. results.Select(row => row.Experiment)];
        yield return ["run", .. results.Select(row => row.Run)];
        yield return ["cell", .. results.Select(row => Short(row.Cell))];
    }

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
