using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The fields, rows, columns and metrics of a table.</summary>
internal sealed record TableAxes(
    IReadOnlyList<string> RowFields, IReadOnlyList<string> SplitFields, IReadOnlyList<string> ColumnFields,
    IReadOnlyList<string> Metrics, IReadOnlyList<TableKey> Rows, IReadOnlyList<TableKey> Columns)
{
    /// <summary>Fields that rows are split by first: the well-known ones, because many others follow from them.</summary>
    private static readonly string[] SplitFirst =
        ["preset", "dataset", "noise", "share", "train-set", "filter", "model", "train.norm", "train.radius", "augmentation", "precision"];

    public static TableAxes Of(IReadOnlyList<ResultRow> rows, TableRequest request)
    {
        string[] rowFields = Names(request.Spec.Rows), columnFields = Names(request.Spec.Columns), metrics = [.. Names(request.Spec.Metrics).Select(FieldNames.Whole)];
        metrics = metrics.Length == 0 ? [Metric.TestAccuracy] : metrics;
        Check(rows, request.Planned, rowFields, columnFields, metrics);
        var split = Split(rows, [.. rowFields, .. columnFields]);
        string[] all = [.. rowFields, .. split];
        return new TableAxes(
            all, split, columnFields, metrics,
            TableKey.Sorted(request.Planned.Select(spec => Key(spec, all)).Concat(rows.Select(row => Key(row, all)))),
            TableKey.Sorted(request.Planned.Select(spec => Key(spec, columnFields)).Concat(rows.Select(row => Key(row, columnFields)))));
    }

    public static TableKey Key(ResultRow row, IEnumerable<string> fields) => new(fields.Select(row.Value));

    public static TableKey Key(CellSpec spec, IEnumerable<string> fields)
    {
        var values = spec.Fields();
        return new TableKey(fields.Select(f => values.TryGetValue(f, out var value) ? value : (OptionValue?)null));
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void Check(
        IReadOnlyList<ResultRow> rows, IReadOnlyList<CellSpec> planned, string[] rowFields, string[] columnFields, string[] metrics)
    {
        var fields = rows.SelectMany(r => r.Fields.Keys).Concat(planned.SelectMany(s => s.Fields().Keys))
            .Concat(KnownFields.Always).Concat(FieldNames.OfResults).ToHashSet(StringComparer.Ordinal);
        foreach (string name in rowFields.Concat(columnFields).Where(name => !fields.Contains(name)))
        {
            throw new QueryException($"results have no field '{name}'{Nearest.Hint(name, fields)}");
        }

        if (rowFields.Intersect(columnFields).FirstOrDefault() is { } twice)
        {
            throw new QueryException($"'{twice}' cannot be in the rows and in the columns of a table");
        }

        string[] known =
        [
            Metric.TestAccuracy, Metric.BestTestAccuracy, Metric.RobustAccuracy, Metric.TrainLoss, Metric.TrainAccuracy, Metric.TrainSeconds,
            Metric.NoiseSeconds,
        ];
        var recorded = rows.SelectMany(r => r.Metrics.Keys).Concat(known).ToHashSet(StringComparer.Ordinal);
        foreach (string name in metrics.Where(name => !recorded.Contains(name)))
        {
            throw new QueryException($"results have no metric '{name}'{Nearest.Hint(name, recorded)}");
        }
    }

    /// <summary>
    /// The fields, seeds aside, in which results of one place differ. One is taken at a time, and looked at anew, because
    /// others often follow from it (the noise's options from its label).
    /// </summary>
    private static List<string> Split(IReadOnlyList<ResultRow> rows, string[] given)
    {
        var split = new List<string>();
        while (Differing(rows, [.. given, .. split]) is { Count: > 0 } differing)
        {
            split.Add(SplitFirst.FirstOrDefault(differing.Contains) ?? differing.Order(StringComparer.Ordinal).First());
        }

        return split;
    }

    private static HashSet<string> Differing(IReadOnlyList<ResultRow> rows, string[] fields)
    {
        var differing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in rows.GroupBy(row => Key(row, fields)))
        {
            var first = place.First().Fields;
            foreach (var other in place.Skip(1).Select(row => row.Fields))
            {
                differing.UnionWith(first.Keys.Union(other.Keys).Where(name =>
                    first.TryGetValue(name, out var a) != other.TryGetValue(name, out var b) || a != b));
            }
        }

        differing.ExceptWith(fields);
        differing.Remove("seed");
        return differing;
    }
}
