using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The cells of a table and what has to be said about them.</summary>
internal sealed class TableContent
{
    private static readonly string[] ContextFields =
        ["dataset", "data.train-images", "noise", "share", "filter", "model", "train.norm", "train.radius", "precision", "preset"];

    public Dictionary<(TableKey Row, TableKey Column, string Metric), TableCell> Cells { get; } = [];

    public List<string> Notes { get; } = [];

    public List<string> Remarks { get; } = [];

    public List<(string Field, string Value)> Context { get; } = [];

    public static TableContent Of(IReadOnlyList<ResultRow> rows, TableRequest request, TableAxes axes)
    {
        var content = new TableContent();
        var places = rows.ToLookup(row => (TableAxes.Key(row, axes.RowFields), TableAxes.Key(row, axes.ColumnFields)));
        var planned = request.Planned.ToLookup(spec => (TableAxes.Key(spec, axes.RowFields), TableAxes.Key(spec, axes.ColumnFields)));
        foreach (var row in axes.Rows)
        {
            foreach (var column in axes.Columns)
            {
                var (seeds, notes) = content.OneSpec([.. places[(row, column)]]);
                foreach (string metric in axes.Metrics)
                {
                    content.Cells[(row, column, metric)] = Cell(metric, seeds, notes, [.. planned[(row, column)]], request);
                }
            }

        }

        content.MarkBest(request, axes);
        content.Compare(request, axes);
        content.Describe(rows, request, axes);
        return content;
    }

    private static TableCell Cell(
        string metric, List<ResultRow> seeds, List<int> notes, List<CellSpec> planned, TableRequest request)
    {
        var having = seeds.FindAll(row => row.Metrics.ContainsKey(metric));
        double? published = request.Paper && metric == Metric.TestAccuracy && (seeds.Count > 0 ? seeds[0].Spec : planned.FirstOrDefault()) is { } spec
            ? PublishedResults.All.Find(spec.Fields(), request.Spec.PaperTable)?.Accuracy
            : null;
        return new TableCell(
            [.. having.Select(row => row.Spec.Seed)], [.. having.Select(row => row.Metrics[metric])],
            planned.Select(spec => spec.Seed).Distinct().Count(), published, IsBest: false, notes)
        { Results = seeds };
    }

    /// <summary>
    /// A place's results, one a seed, all of one spec. What is left out, and what else the seeds do not have in common
    /// (plugin files, data, device, versions), becomes a footnote.
    /// </summary>
    private (List<ResultRow> Seeds, List<int> Notes) OneSpec(List<ResultRow> rows)
    {
        var notes = new List<int>();
        var latest = rows.MaxBy(row => (row.At, row.Run));
        if (latest is null)
        {
            return ([], notes);
        }

        var same = rows.FindAll(row => Identity(row) == Identity(latest));
        if (same.Count < rows.Count)
        {
            var other = rows.Find(row => Identity(row) != Identity(latest))!;
            Note($"results with other settings ({Difference(latest.Spec, other.Spec)}) are left out; the latest are shown");
        }

        var seeds = same.GroupBy(row => row.Spec.Seed).OrderBy(g => g.Key).Select(g => g.MaxBy(row => (row.At, row.Run))!).ToList();
        if (seeds.Count < same.Count)
        {
            Note("some seeds were run several times; the latest of each is shown");
        }

        foreach (string difference in Mixed(seeds))
        {
            Note("the seeds differ in " + difference);
        }

        return (seeds, notes);

        void Note(string text)
        {
            int known = Notes.IndexOf(text);
            if (known < 0)
            {
                Notes.Add(text);
                known = Notes.Count - 1;
            }

            notes.Add(known + 1);
        }
    }

    private static CellSpec Identity(ResultRow row) => row.Spec with { Seed = 0, NoiseLabel = "" };

    private static IEnumerable<string> Mixed(List<ResultRow> seeds)
    {
        foreach (var plugin in seeds.SelectMany(r => r.Plugins).Distinct().GroupBy(p => (p.Kind, p.Id)).Where(g => g.Count() > 1))
        {
            yield return $"the plugin {plugin.Key.Id}: "
                + string.Join(", ", plugin.Select(p => $"{p.Version} {p.Sha256[..Math.Min(8, p.Sha256.Length)]}").Order(StringComparer.Ordinal));
        }

        if (seeds.Select(r => r.DataSha256).Distinct().Count() > 1)
        {
            yield return "the data set's checksum";
        }

        if (Several(seeds.Select(r => r.Device)) is { } devices)
        {
            yield return $"the device: {devices}";
        }

        foreach (string name in seeds.SelectMany(r => r.Environment.Keys).Distinct().Where(IsVersion).Order(StringComparer.Ordinal))
        {
            if (Several(seeds.Select(r => r.Environment.GetValueOrDefault(name, "unknown"))) is { } versions)
            {
                yield return $"{name}: {versions}";
            }
        }
    }

    private static bool IsVersion(string name) =>
        new[] { "version", "commit", "libtorch", "program", "gpu" }.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string? Several(IEnumerable<string> values) =>
        values.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 1 } several ? string.Join(", ", several) : null;

    /// <summary>Where two specs of equal fields differ, as paths into their JSON.</summary>
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

    private void MarkBest(TableRequest request, TableAxes axes)
    {
        if (request.Best == BestValue.None)
        {
            return;
        }

        double Value((TableKey, TableKey, string) place) => Cells[place].Numbers!.Value.Value(request.Aggregate);
        foreach (string metric in axes.Metrics)
        {
            var lines = request.BestOf == BestOf.Row
                ? axes.Rows.Select(row => axes.Columns.Select(column => (row, column, metric)))
                : axes.Columns.Select(column => axes.Rows.Select(row => (row, column, metric)));
            foreach (var filled in lines.Select(line => line.Where(place => Cells[place].Numbers is not null).ToList()).Where(line => line.Count > 1))
            {
                double best = request.Best == BestValue.Lowest ? filled.Min(Value) : filled.Max(Value);
                foreach (var place in filled.Where(place => Value(place) == best))
                {
                    Cells[place] = Cells[place] with { IsBest = true };
                }
            }
        }
    }

    private void Compare(TableRequest request, TableAxes axes)
    {
        if (request.Baseline is not { } name)
        {
            return;
        }

        var baseline = new BaselineColumn(axes, name);
        foreach (var column in axes.Columns)
        {
            if (baseline.For(column) is not { } other)
            {
                continue;
            }

            foreach (var (row, metric) in axes.Rows.SelectMany(row => axes.Metrics.Select(metric => (row, metric))))
            {
                var cell = Cells[(row, column, metric)];
                Cells[(row, column, metric)] = cell with { Against = BaselineDifference.Of(cell, Cells[(row, other, metric)], request.Aggregate) };
            }
        }

        Remarks.Add($"Δ: difference to {baseline.Name} in the same row, over pairs of equal seeds; in parentheses how many pairs.");
        if (Cells.Values.Any(cell => cell.Against is { Pairs: 0 }))
        {
            Remarks.Add("(unpaired): no seed is in both; the means are compared.");
        }
    }

    private void Describe(IReadOnlyList<ResultRow> rows, TableRequest request, TableAxes axes)
    {
        foreach (string field in ContextFields.Except(axes.RowFields).Except(axes.ColumnFields))
        {
            var values = rows.Select(row => row.Value(field)).Distinct().ToList();
            bool usual = (field, values.FirstOrDefault()?.ToString()) is ("share", "0" or "1") or ("train.norm", "linf");
            if (!usual && values is [{ } value])
            {
                Context.Add((field, ValueFormat.Field(field, value)));
            }
        }

        Remark(rows.Count == 0, "There are no results yet.");
        Remark(axes.SplitFields.Count > 0, $"Rows are split by {string.Join(", ", axes.SplitFields)}: results that differ there are not averaged.");
        Remark(request.Missing > 0, $"{request.Missing} planned {(request.Missing == 1 ? "cell has" : "cells have")} no result yet.");
        foreach (var plugin in rows.SelectMany(r => r.Plugins).Distinct().GroupBy(p => (p.Kind, p.Id)).Where(g => g.Count() > 1).OrderBy(g => g.Key.Id, StringComparer.Ordinal))
        {
            Remarks.Add($"Not all cells ran with the same files of the plugin {plugin.Key.Id}.");
        }

        if (request.Paper)
        {
            bool any = Cells.Values.Any(cell => cell.Published is not null);
            Remarks.Add(any ? "In brackets: the published value, and ours minus it." : "No published value fits these cells.");
            Remark(
                any && rows.Any(row => row.Spec.Preset != "paper"),
                "Not all of these results have the published settings (preset paper): the difference is no error of either.");
        }

        void Remark(bool applies, string text)
        {
            if (applies)
            {
                Remarks.Add(text);
            }
        }
    }
}
