using ScottPlot;
using SkiaSharp;

namespace PluginHost.Tables.Figures;

/// <summary>Where the parts of a figure stand, in dots.</summary>
/// <param name="figure">The figure.</param>
/// <param name="names">The entries of its legend.</param>
internal sealed class FigureLayout(Figure figure, IReadOnlyCollection<string> names)
{
    public const float TextSize = 12, TitleSize = 15, LineHeight = 17;

    private const float PanelWidth = 420, PanelHeight = 320, Margin = 10, TitleHeight = 28, SymbolWidth = 84;
    private const int MostColumns = 3;

    private readonly int _columns = Math.Min(MostColumns, figure.Panels.Count);

    /// <summary>The baseline of the heading.</summary>
    public static SKPoint Title => new(Margin, TitleHeight - Margin);

    /// <summary>The lines below the pictures, none wider than the figure.</summary>
    public IReadOnlyList<string> Notes => [.. figure.Notes.SelectMany(note => Wrapped(note, Width - (2 * Margin)))];

    public float Width => (_columns * PanelWidth) + LegendWidth + Margin;

    public float Height => NotesTop + (Notes.Count * LineHeight) + (Margin / 2);

    /// <summary>The room of the legend, on the right of all pictures.</summary>
    public PixelRect Legend => new(_columns * PanelWidth, Width, NotesTop, Top);

    /// <summary>The place of a picture.</summary>
    public PixelRect Panel(int index)
    {
        float left = index % _columns * PanelWidth, top = Top + (index / _columns * PanelHeight);
        return new PixelRect(left, left + PanelWidth, top + PanelHeight, top);
    }

    /// <summary>The baseline of a line below the pictures.</summary>
    public SKPoint Note(int index) => new(Margin, NotesTop + ((index + 1) * LineHeight) - (LineHeight / 4));

    private float LegendWidth => names.Max(name => TextWidth(name)) + SymbolWidth;

    private float Top => figure.Title.Length > 0 ? TitleHeight : 0;

    private float NotesTop => Top + ((figure.Panels.Count + _columns - 1) / _columns * PanelHeight);

    private static float TextWidth(string text)
    {
        using var font = new SKFont(FigureFont.Typeface, TextSize) { Subpixel = true };
        return font.MeasureText(text);
    }

    private static IEnumerable<string> Wrapped(string text, float width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && TextWidth(longer) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }
}
