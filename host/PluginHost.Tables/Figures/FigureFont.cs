using ScottPlot;
using SkiaSharp;

namespace PluginHost.Tables.Figures;

/// <summary>
/// The font of figures: it comes with the program, so that text shows on a machine without fonts, and a figure is the same
/// everywhere. It knows Latin and Greek letters and the usual signs.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    public const string Name = "DejaVu Sans";

    /// <summary>What the viewer of an SVG may take where it lacks the font: Verdana's letters are as wide.</summary>
    public const string Family = "DejaVu Sans, Verdana, sans-serif";

    private FigureFont()
    {
    }

    public static SKTypeface Typeface { get; } = Read();

    /// <summary>Makes ScottPlot draw with it; it takes one more resolver and no second one.</summary>
    public static void Use()
    {
        lock (Fonts.FontResolvers)
        {
            if (!Fonts.FontResolvers.Any(resolver => resolver is FigureFont))
            {
                Fonts.FontResolvers.Insert(0, new FigureFont());
                Fonts.Default = Name;
            }
        }
    }

    /// <summary>A text as it can be drawn: Skia's SVG would leave out what the font lacks.</summary>
    public static string Drawable(string text) => string.Concat(text.EnumerateRunes().Select(rune => Typeface.ContainsGlyph(rune.Value) ? rune.ToString() : "?"));

    /// <summary>The characters of texts that the font lacks.</summary>
    public static string Lacking(IEnumerable<string> texts) => string.Concat(texts.SelectMany(text => text.EnumerateRunes())
        .Where(rune => !Typeface.ContainsGlyph(rune.Value)).Distinct().Order());

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface : null;

    private static SKTypeface Read()
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream("figure-font.ttf")
            ?? throw new InvalidOperationException("figure-font.ttf is not embedded");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException("figure-font.ttf cannot be read");
    }
}
