using ScottPlot;

namespace PluginHost.Tables.Figures;

/// <summary>The legend of all pictures of a figure, and with it the styles of their lines.</summary>
internal sealed class FigureLegend
{
    private const string Published = "published";
    private readonly Dictionary<string, (FigureStyle Style, bool IsDense)> _lines = new(StringComparer.Ordinal);
    private readonly bool _hasPublished;

    private FigureLegend(Figure figure)
    {
        foreach (var line in figure.Panels.SelectMany(panel => panel.Lines))
        {
            _hasPublished |= line.IsPublished;
            _lines.TryAdd(line.Name, (FigureStyle.Of(_lines.Count), line.IsDense));
        }
    }

    /// <summary>Its entries from top to bottom.</summary>
    public IReadOnlyCollection<string> Names => [.. _lines.Keys, .. _hasPublished ? [Published] : (string[])[]];

    public static FigureLegend Of(Figure figure) => new(figure);

    /// <summary>The style of a line, the same in all pictures.</summary>
    public FigureStyle Style(string name) => _lines[name].Style;

    /// <summary>A plot that holds nothing else.</summary>
    public Plot Plot(bool inSvg)
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        plot.Legend.ManualItems.AddRange(_lines.Select(line => Item(
            line.Key, line.Value.Style.Color, line.Value.IsDense ? line.Value.Style.Dashes : LineDashes.None, line.Value.Style.Marker, inSvg)));
        if (_hasPublished)
        {
            plot.Legend.ManualItems.Add(Item(Published, Colors.Gray, LineDashes.Published, MarkerShape.OpenCircle, inSvg));
        }

        plot.ShowLegend(Alignment.UpperLeft);
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.SymbolWidth = 30;
        return plot;
    }

    private static LegendItem Item(string name, Color color, LineDashes dashes, MarkerShape marker, bool inSvg)
    {
        var item = new LegendItem
        {
            LabelText = FigureFont.Drawable(name),
            LabelFontName = FigureFont.Name,
            LabelFontSize = FigureLayout.TextSize,
            LineColor = color,
            MarkerShape = marker,
            MarkerFillColor = color,
            MarkerLineColor = color,
            MarkerSize = FigureStyle.MarkerSize,
            MarkerLineWidth = FigureStyle.MarkerLineWidth,
        };
        dashes.Apply(item.LineStyle, inSvg);
        return item;
    }
}
