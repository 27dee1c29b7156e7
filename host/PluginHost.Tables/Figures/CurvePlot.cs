using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Figures;

/// <summary>A recorded curve against the training step: mean over seeds, long curves thinned to means over a few steps.</summary>
internal static class CurvePlot
{
    private const int Points = 200, DenseFrom = 25;

    public static Figure Of(FigureSource source, FigureSpec spec)
    {
        string[] names = FigureSource.Names(spec.Y) is { Length: > 0 } given ? given : [Metric.TrainLoss];
        var table = source.Table(spec, "", Metric.TestAccuracy);
        var results = table.Rows.ToDictionary(row => row, row => table[row, table.Columns[0], Metric.TestAccuracy].Results.Select(at => source.Rows[at]).ToList());
        var curves = results.Values.SelectMany(rows => rows).DistinctBy(row => row.Cell).ToDictionary(row => row.Cell, source.Curves);
        Check(names, [.. curves.Values]);
        var windows = new HashSet<int>();
        List<FigurePanel> panels = [];
        foreach (var picture in FigureSource.Pictures(table, spec))
        {
            foreach (string name in names)
            {
                List<FigureLine> lines = [.. picture
                    .Select(row => new FigureLine(row.Line, Mean(results[row.Row].Select(result => curves[result.Cell].GetValueOrDefault(name)), name, windows)))
                    .Where(line => line.Points.Count > 0)
                    .Select(line => line with { IsDense = line.Points.Count >= DenseFrom })];
                if (lines.Count > 0)
                {
                    var steps = FigureAxis.At("training step", lines.SelectMany(line => line.Points).Select(point => point.X));
                    panels.Add(new FigurePanel(MetricPlot.Heading(picture.Key, name, names), steps, MetricPlot.Vertical(name), lines));
                }
            }
        }

        var seeds = results.Values.Select(rows => rows.Count).Where(n => n > 0).ToList();
        string smoothing = windows.All(w => w == 1) ? "every recorded value" : $"each point the mean of {FigureWords.Count(windows, "recorded value", "recorded values")} up to its step";
        string lineNote = $"lines: {(seeds.Any(n => n > 1) ? "mean of " : "")}{FigureWords.Count(seeds, "seed", "seeds")}; {smoothing}";
        return new Figure(spec.Title, panels, [lineNote, .. source.CommonNotes(table)]);
    }

    private static List<FigurePoint> Mean(IEnumerable<Curve?> seeds, string name, HashSet<int> windows)
    {
        List<ThinnedCurve> thinned = [.. seeds.OfType<Curve>().Select(curve => ThinnedCurve.Of(curve, Points))];
        windows.UnionWith(thinned.Select(curve => curve.Window));
        return [.. thinned.SelectMany(curve => curve.Points)
            .Where(point => double.IsFinite(point.Value))
            .GroupBy(point => point.Step).OrderBy(step => step.Key)
            .Select(step => new FigurePoint(step.Key, FigureWords.MetricValue(name, Statistics.Of(step.Select(point => point.Value)).Mean)))];
    }

    private static void Check(string[] names, List<IReadOnlyDictionary<string, Curve>> curves)
    {
        var known = curves.SelectMany(c => c.Keys).ToHashSet(StringComparer.Ordinal);
        if (curves.Count > 0 && Array.Find(names, name => !known.Contains(name)) is { } unknown)
        {
            throw new QueryException($"results have no curve '{unknown}'{Nearest.Hint(unknown, known)}");
        }
    }
}
