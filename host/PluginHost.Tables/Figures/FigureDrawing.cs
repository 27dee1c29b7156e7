using ScottPlot;
using SkiaSharp;

namespace PluginHost.Tables.Figures;

/// <summary>A drawn figure; the same figure gives the same bytes.</summary>
/// <param name="Png">The PNG file: two dots wide and high where the SVG has one.</param>
/// <param name="Svg">The SVG file, whose text is text.</param>
public sealed record FigureFile(ReadOnlyMemory<byte> Png, string Svg);

/// <summary>Draws figures.</summary>
public static class FigureDrawing
{
    private const int DotsPerUnit = 2;

    /// <summary>Draws a figure that has at least one picture.</summary>
    public static FigureFile Draw(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfZero(figure.Panels.Count, nameof(figure));
        FigureFont.Use();
        var legend = FigureLegend.Of(figure);
        var layout = new FigureLayout(figure, legend.Names);
        return new FigureFile(Png(figure, layout, legend), Svg(figure, layout, legend));
    }

    /// <summary>The characters of a figure's texts that its font lacks: a question mark stands in their places.</summary>
    public static string LackingCharacters(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return FigureFont.Lacking(figure.Panels.SelectMany(panel => panel.Lines.Select(line => line.Name)
                .Concat([panel.Title, panel.X.Title, panel.Y.Title])).Concat(figure.Notes).Append(figure.Title));
    }

    private static byte[] Png(Figure figure, FigureLayout layout, FigureLegend legend)
    {
        var size = new SKSizeI((int)Math.Ceiling(layout.Width), (int)Math.Ceiling(layout.Height));
        using var surface = SKSurface.Create(new SKImageInfo(size.Width * DotsPerUnit, size.Height * DotsPerUnit, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(DotsPerUnit);
        Draw(surface.Canvas, size, figure, layout, legend, inSvg: false);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static string Svg(Figure figure, FigureLayout layout, FigureLegend legend)
    {
        var size = new SKSizeI((int)Math.Ceiling(layout.Width), (int)Math.Ceiling(layout.Height));
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(size.Width, size.Height), stream))
        {
            Draw(canvas, size, figure, layout, legend, inSvg: true);
        }

        return SvgText.Of(stream.ToArray());
    }

    private static void Draw(SKCanvas canvas, SKSizeI size, Figure figure, FigureLayout layout, FigureLegend legend, bool inSvg)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(SKRect.Create(size.Width, size.Height), white);
        for (int i = 0; i < figure.Panels.Count; i++)
        {
            Render(PanelPlot.Of(figure.Panels[i], legend, inSvg), canvas, layout.Panel(i));
        }

        Render(legend.Plot(inSvg), canvas, layout.Legend);
        Text(canvas, figure.Title, FigureLayout.Title, FigureLayout.TitleSize);
        for (int i = 0; i < layout.Notes.Count; i++)
        {
            Text(canvas, layout.Notes[i], layout.Note(i), FigureLayout.TextSize);
        }
    }

    private static void Render(Plot plot, SKCanvas canvas, PixelRect place)
    {
        // Otherwise every plot would wipe out those before it.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        // A new plot draws itself twice over: here nothing is kept of it.
        using var nowhere = new SKNoDrawCanvas((int)place.Right, (int)place.Bottom);
        plot.RenderManager.Render(nowhere, place);
        plot.RenderManager.Render(canvas, place);
        plot.Dispose();
    }

    private static void Text(SKCanvas canvas, string text, SKPoint at, float size)
    {
        using var font = new SKFont(FigureFont.Typeface, size) { Subpixel = true };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(FigureFont.Drawable(text), at, SKTextAlign.Left, font, ink);
    }
}
