using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Comparison;

/// <summary>The fields, rows, columns and metrics of a table.</summary>
/// <param name="RowFields">Fields of the rows: those asked for, then those that rows had to be split by.</param>
/// <param name="SplitRows">Those that rows had to be split by.</param>
/// <param name="ColumnFields">The same of the columns.</param>
/// <param name="SplitColumns">Those that columns had to be split by.</param>
/// <param name="Over">Fields that are averaged over.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">The columns.</param>
internal sealed record TableAxes(
    IReadOnlyList<string> RowFields, IReadOnlyList<string> SplitRows, IReadOnlyList<string> ColumnFields,
    IReadOnlyList<string> SplitColumns, IReadOnlyList<string> Over, IReadOnlyList<string> Metrics, TableAxis Rows,
    TableAxis Columns)
{
    /// <summary>Fields that rows are split by first: the well-known ones, because many others follow from them.</summary>
    private static readonly string[] SplitFirst =
        ["preset", "dataset", "noise", "share", "train-set", "filter", "model", "train.norm", "train.radius", "augmentation", "precision"];

    public static TableAxes Of(RowSelection results, TableRequest request)
    {
        string[] rowFields = Names(request.Spec.Rows), columnFields = Names(request.Spec.Columns);
        string[] over = Names(request.Spec.Over ?? "");
        string[] metrics = [.. Names(request.Spec.Metrics).Select(FieldTable.Whole).Distinct()];
        metrics = metrics.Length == 0 ? [Metric.TestAccuracy] : metrics;
        Check(results, request.Planned, rowFields, columnFields, over, metrics);
        var split = Split(results, [.. rowFields, .. columnFields], over).ToLookup(
            field => FieldFamily.HaveAny(columnFields, field) && !FieldFamily.HaveAny(rowFields, field));
        string[] rows = [.. rowFields, .. split[false]], columns = [.. columnFields, .. split[true]];
        return new TableAxes(
            rows, [.. split[false]], columns, [.. split[true]], over, metrics,
            TableAxis.Of(results, rows, request.Planned), TableAxis.Of(results, columns, request.Planned));
    }

    /// <summary>Fields that, with given ones, tell results apart, seeds aside.</summary>
    public static IReadOnlyList<string> TellingApart(RowSelection results, string[] given) => Split(results, given, []);

    /// <summary>The place of a metric.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such metric.</exception>
    public int FindMetric(string name)
    {
        for (int i = 0; i < Metrics.Count; i++)
        {
            if (Metrics[i] == name)
            {
                return i;
            }
        }

        throw new KeyNotFoundException($"the table has no metric {name}");
    }

    private static string[] Names(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static void Check(
        RowSelection results, IReadOnlyList<CellSpec> planned, string[] rowFields, string[] columnFields,
        string[] over, string[] metrics)
    {
        var names = results.Names().ToLookup(results.Rows.MetricColumns.Contains);
        var fields = names[false].Concat(planned.SelectMany(s => s.Fields().Keys))
            .Concat(FieldTable.Of(FieldKind.Setting)).Concat(FieldTable.Of(FieldKind.Record))
            .ToHashSet(StringComparer.Ordinal);
        foreach (string name in rowFields.Concat(columnFields).Concat(over).Where(name => !fields.Contains(name)))
        {
            throw new QueryException($"results have no field '{name}'{Nearest.Hint(name, fields)}");
        }

        if (rowFields.Intersect(columnFields).FirstOrDefault() is { } twice)
        {
            throw new QueryException($"'{twice}' cannot be in the rows and in the columns of a table");
        }

        string[] shown = [.. rowFields, .. columnFields];
        if (Array.Find(over, name => Array.Exists(shown, field => FieldFamily.Has(name, field))) is { } averaged)
        {
            throw new QueryException(
                $"'{averaged}' cannot be averaged over: the table's rows or columns are told apart by it");
        }

        string[] known =
        [
            Metric.TestAccuracy, Metric.BestTestAccuracy, Metric.RobustAccuracy, Metric.TrainLoss, Metric.TrainAccuracy, Metric.TrainSeconds,
            Metric.NoiseSeconds,
        ];
        var recorded = names[true].Concat(known).ToHashSet(StringComparer.Ordinal);
        foreach (string name in metrics.Where(name => !recorded.Contains(name)))
        {
            throw new QueryException($"results have no metric '{name}'{Nearest.Hint(name, recorded)}");
        }
    }

    /// <summary>
    /// The fields, seeds aside, in which results of one place differ. One is taken at a time, and looked at anew, because
    /// others often follow from it (the noise's options from its label). The norm is one of them wherever it varies: a radius
    /// says nothing without it.
    /// </summary>
    private static List<string> Split(RowSelection results, string[] given, string[] over)
    {
        // Results of one place, spec and name of the noise agree in all fields but the seed: one stands for all.
        var rows = results.Rows;
        int[] alike = [.. RowGroups.Of(rows, given.Append("noise"), results.Chosen).SplitBy(rows.GroupBySpec(results.Chosen)).First];
        var places = RowGroups.Of(rows, given, alike);
        var others = rows.SpecFields.Except(given).Where(field => !FieldFamily.HaveAny(over, field));
        var differing = others.ToDictionary(
            field => field, field => rows.Column(field)!.Group(alike), StringComparer.Ordinal);
        var split = new List<string>();
        if (given.Contains("train.radius") && differing.TryGetValue("train.norm", out var norms)
            && rows.Column("train.norm")!.Group(OfAdversarialTraining(rows, alike)).Count > 1)
        {
            split.Add("train.norm");
            places = places.SplitBy(norms);
        }

        while (true)
        {
            // What does not differ now will not when places are smaller.
            foreach (var (field, _) in differing.Where(field => !places.AreSplitBy(field.Value.Groups)).ToList())
            {
                differing.Remove(field);
            }

            if (differing.Count == 0)
            {
                return split;
            }

            split.Add(SplitFirst.FirstOrDefault(differing.ContainsKey) ?? differing.Keys.Order(StringComparer.Ordinal).First());
            places = places.SplitBy(differing[split[^1]]);
        }
    }

    /// <summary>Results of adversarial training: plain training has a norm in its spec, which means nothing.</summary>
    public static int[] OfAdversarialTraining(ResultRows rows, int[] results)
    {
        var radius = rows.Column("train.radius");
        return [.. results.Where(row => radius?[row]?.Number > 0)];
    }
}
