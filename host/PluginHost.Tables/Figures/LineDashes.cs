using System.Globalization;
using System.Xml.Linq;
using ScottPlot;

namespace PluginHost.Tables.Figures;

/// <summary>
/// The dashes of a line. Skia's SVG knows none: there a line is drawn whole, a little wider by its pattern's number, and
/// gets its dashes when the text is mended.
/// </summary>
/// <param name="Number">From 0, the whole line.</param>
internal readonly record struct LineDashes(int Number)
{
    private const float Width = 1.6f, WiderBy = 0.001f;

    private static readonly float[][] Intervals = [[], [8, 4], [8, 3, 2, 3], [2, 3], [16, 4]];

    /// <summary>How many patterns there are.</summary>
    public static int Count => Intervals.Length;

    public static LineDashes None => new(0);

    /// <summary>The pattern of published values.</summary>
    public static LineDashes Published => new(1);

    /// <summary>Gives a line its width and dashes.</summary>
    public void Apply(LineStyle style, bool inSvg)
    {
        style.Width = inSvg ? Width + (Number * WiderBy) : Width;
        style.Pattern = inSvg || Number == 0 ? LinePattern.Solid : new LinePattern(Intervals[Number], 0, "dashes");
    }

    /// <summary>Gives an element of an SVG the dashes that its width stands for.</summary>
    public static void Restore(XElement element)
    {
        if (float.TryParse(element.Attribute("stroke-width")?.Value, CultureInfo.InvariantCulture, out float width)
            && (int)Math.Round((width - Width) / WiderBy) is var number && number > 0 && number < Intervals.Length)
        {
            element.SetAttributeValue("stroke-dasharray", string.Join(' ', Intervals[number].Select(dash => dash.ToString(CultureInfo.InvariantCulture))));
        }
    }
}
