using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Figures;

/// <summary>A metric against a field that is a number: a point is the mean over seeds.</summary>
internal static class MetricPlot
{
    public static Figure Of(FigureSource source, FigureSpec spec)
    {
        if (FigureSource.Names($"{spec.Lines},{spec.Panels}").Contains(spec.X))
        {
            throw new QueryException($"'{spec.X}' lies along a plot's axis: it cannot tell its lines or pictures apart");
        }

        string[] metrics = FigureSource.Names(spec.Y) is { Length: > 0 } given ? given : [Metric.TestAccuracy];
        var table = source.Table(spec, spec.X, string.Join(',', metrics));
        var columns = table.Columns.Where(column => column.Values is [not null]).ToList();
        if (columns.Find(column => column.Values[0]?.Number is null) is { } text)
        {
            throw new QueryException($"a plot's x is a field of numbers; {spec.X} is '{text.Values[0]}'");
        }

        var axis = FigureAxis.At(FigureWords.Axis(spec.X), columns.Select(column => X(spec, column)));
        var panels =
            from picture in FigureSource.Pictures(table, spec)
            from metric in metrics
            let lines = picture.SelectMany(row => Lines(table, row.Row, row.Line, metric, spec, columns)).ToList()
            where lines.Count > 0
            select new FigurePanel(Heading(picture.Key, metric, metrics), axis, Vertical(metric), lines);
        List<FigurePanel> drawn = [.. panels];
        var seeds = table.Rows.SelectMany(row => columns.Select(column => table[row, column, metrics[0]].Values.Count)).Where(n => n > 0).ToList();
        bool hasBars = drawn.Any(panel => panel.Lines.Any(line => line.Points.Any(point => point.Spread is not null)));
        bool isPaper = drawn.Any(panel => panel.Lines.Any(line => line.IsPublished));
        string points = $"points: {(seeds.Any(n => n > 1) ? "mean of " : "")}{FigureWords.Count(seeds, "seed", "seeds")}"
            + (hasBars ? "; bars: ± one standard deviation" : "") + (isPaper ? "; dashed: published values" + (table.PublishedModel is { } model ? $" of {model}" : "") : "");
        return new Figure(spec.Title, drawn, [points, .. source.CommonNotes(table)]);
    }

    /// <summary>What tells a picture from the others: its fields, and its metric where there are several.</summary>
    internal static string Heading(string panel, string metric, string[] metrics) =>
        string.Join(": ", ((string[])[panel, metrics.Length > 1 ? FigureWords.Metric(metric) : ""]).Where(part => part.Length > 0));

    /// <summary>Accuracies are always seen whole, losses and times from 0 on, so that pictures can be compared.</summary>
    internal static FigureAxis Vertical(string metric) =>
        new(FigureWords.MetricAxis(metric), 0, FieldTable.UnitOf(metric) == FieldUnit.Accuracy ? FigureWords.MetricValue(metric, 1) : null);

    private static IEnumerable<FigureLine> Lines(
        ComparisonTable table, TableKey row, string name, string metric, FigureSpec spec, List<TableKey> columns)
    {
        List<FigurePoint> ours = [], published = [];
        foreach (var column in columns)
        {
            var cell = table[row, column, metric];
            if (cell.Numbers is { } numbers && double.IsFinite(numbers.Mean))
            {
                ours.Add(new FigurePoint(
                    X(spec, column), FigureWords.MetricValue(metric, numbers.Mean),
                    numbers.Std is { } std ? FigureWords.MetricValue(metric, std) : null));
            }

            if (cell.Published is { } value)
            {
                published.Add(new FigurePoint(X(spec, column), FigureWords.MetricValue(metric, value)));
            }
        }

        if (ours.Count > 0)
        {
            yield return new FigureLine(name, ours);
        }

        if (published.Count > 0)
        {
            yield return new FigureLine(name, published, IsPublished: true);
        }
    }

    private static double X(FigureSpec spec, TableKey column) => FigureWords.FieldValue(spec.X, column.Values[0]?.Number ?? double.NaN);
}
