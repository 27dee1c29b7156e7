using System.Collections.Immutable;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>Marked results side by side: the settings and numbers that differ, and nothing else.</summary>
internal sealed record ComparePane : SheetPane
{
    private const int Widest = 40;
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

    protected override ImmutableArray<string> Heads => ["", .. Enumerable.Range(1, _count).Select(i => $"{i}")];

    protected override int Count => _rows.Length;

    private Sheet Sheet => new(Heads, _rows);

    protected override int WidthOf(int column) =>
        Math.Min(Widest, _rows.Select(row => CellWidth.Of(row[column])).Append(3).Max());

    protected override Line Cell(int row, int column, Symbols symbols)
    {
        string text = _rows[row][column];
        if (column == 0)
        {
            return Line.Of(text, Tone.Dim);
        }

        return text.Length == 0 ? Line.Of(symbols.Missing, Tone.Dim) : Line.Of(text);
    }

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() => _rows.Select(Told).Prepend(Title);

    private static string Told(ImmutableArray<string> row)
    {
        var cells = row.Skip(1).Select((cell, i) => $"{i + 1} {(cell.Length == 0 ? "none" : cell)}");
        return $"{row[0]}: {string.Join("; ", cells)}";
    }

    private static IEnumerable<ImmutableArray<string>> Lines(IReadOnlyList<ResultRow> results)
    {
        foreach (string name in Sorted(results.SelectMany(row => row.Metrics.Keys)))
        {
            yield return [FieldText.MetricName(name), .. results.Select(row => MetricOf(row, name))];
        }

        foreach (string name in Sorted(results.SelectMany(row => row.Fields.Keys)))
        {
            yield return [name, .. results.Select(row => FieldOf(row, name))];
        }

        var plugins = results.SelectMany(row => row.Plugins).Select(plugin => (plugin.Kind, plugin.Id)).Distinct();
        foreach (var (kind, id) in plugins)
        {
            string name = $"{kind.ToString().ToLowerInvariant()} {id}";
            yield return [name, .. results.Select(row => PluginOf(row, kind, id))];
        }

        yield return ["data sha256", .. results.Select(row => Short(row.DataSha256))];
        yield return ["device", .. results.Select(row => row.Device)];
        foreach (string name in Sorted(results.SelectMany(row => row.Environment.Keys)))
        {
            yield return [name, .. results.Select(row => row.Environment.GetValueOrDefault(name, ""))];
        }

        yield return ["experiment", .. results.Select(row => row.Experiment)];
        yield return ["run", .. results.Select(row => row.Run)];
        yield return ["cell", .. results.Select(row => Short(row.Cell))];
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) =>
        names.Distinct().Order(StringComparer.Ordinal);

    private static string MetricOf(ResultRow row, string name) =>
        row.Metrics.TryGetValue(name, out double value) ? FieldText.Metric(name, value) : "";

    private static string FieldOf(ResultRow row, string name) =>
        row.Fields.TryGetValue(name, out var value) ? FieldText.Field(name, value) : "";

    private static string PluginOf(ResultRow row, PluginKind kind, string id)
    {
        var used = row.Plugins.FirstOrDefault(plugin => plugin.Kind == kind && plugin.Id == id);
        return used is null ? "" : $"{used.Version} {Short(used.Sha256)}";
    }

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
