using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PluginHost.Tables.Figures;

/// <summary>One picture of a figure.</summary>
internal static class PanelPlot
{
    private const int MarkersOfDense = 8;
    private const double Room = 0.04;

    public static Plot Of(FigurePanel panel, FigureLegend legend, bool inSvg)
    {
        var plot = new Plot();
        foreach (var line in panel.Lines)
        {
            Add(plot, line, legend.Style(line.Name), panel.Lines.ToList().IndexOf(line), inSvg);
        }

        plot.HideLegend();
        plot.Title(FigureFont.Drawable(panel.Title), FigureLayout.TitleSize - 2);
        plot.Axes.Title.Label.Bold = false;
        Label(plot.Axes.Bottom, panel.X);
        Label(plot.Axes.Left, panel.Y);
        var points = panel.Lines.SelectMany(line => line.Points).ToList();
        var (left, right) = Limits(panel.X, points, p => p.X, _ => 0);
        var (bottom, top) = Limits(panel.Y, points, p => p.Y, p => p.Spread ?? 0);
        plot.Axes.SetLimits(left, right, bottom, top);
        return plot;
    }

    private static void Add(Plot plot, FigureLine line, FigureStyle style, int number, bool inSvg)
    {
        if (line.Points.Any(point => point.Spread is not null))
        {
            var bars = plot.Add.ErrorBar(
                [.. line.Points.Select(p => p.X)], [.. line.Points.Select(p => p.Y)], [.. line.Points.Select(p => p.Spread ?? 0)]);
            bars.Color = style.Color;
            bars.CapSize = 3;
        }

        var drawn = plot.Add.Scatter(At(line.Points), style.Color);
        (line.IsPublished ? LineDashes.Published : line.IsDense ? style.Dashes : LineDashes.None).Apply(drawn.LineStyle, inSvg);
        if (line.IsDense)
        {
            drawn.MarkerShape = MarkerShape.None;
            // Each line begins a little later, so that marks of lines that run together stand side by side.
            int every = line.Points.Count / MarkersOfDense;
            drawn = plot.Add.Scatter(At(line.Points.Skip(number * every / 4 % every).Where((_, i) => i % every == 0)), style.Color);
            drawn.LineWidth = 0;
        }

        drawn.MarkerShape = line.IsPublished ? style.OpenMarker : style.Marker;
        drawn.MarkerSize = FigureStyle.MarkerSize;
        drawn.MarkerLineWidth = FigureStyle.MarkerLineWidth;
        drawn.MarkerLineColor = style.Color;
    }

    private static Coordinates[] At(IEnumerable<FigurePoint> points) => [.. points.Select(point => new Coordinates(point.X, point.Y))];

    private static void Label(IAxis axis, FigureAxis said)
    {
        axis.Label.Text = FigureFont.Drawable(said.Title);
        axis.Label.Bold = false;
        axis.Label.FontSize = FigureLayout.TextSize + 1;
        axis.TickLabelStyle.FontSize = FigureLayout.TextSize;
        axis.TickGenerator = said.Ticks is { } ticks
            ? new NumericManual([.. ticks], [.. ticks.Select(Number)])
            : new NumericAutomatic { LabelFormatter = Number };
    }

    /// <summary>The ends of an axis, with a little room beside the outermost points.</summary>
    private static (double From, double To) Limits(
        FigureAxis axis, List<FigurePoint> points, Func<FigurePoint, double> value, Func<FigurePoint, double> spread)
    {
        double from = axis.From ?? points.Min(p => value(p) - spread(p)), to = axis.To ?? points.Max(p => value(p) + spread(p));
        double room = to > from ? (to - from) * Room : 1;
        return (from - room, to + room);
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
