using ScottPlot;

namespace PluginHost.Tables.Figures;

/// <summary>How the lines of a figure are told apart: by colour, by mark and, where they are dense, by dashes.</summary>
/// <param name="Color">One that colour-blind people tell from the others.</param>
/// <param name="Marker">The mark of a point.</param>
/// <param name="OpenMarker">The mark of a published point.</param>
/// <param name="Dashes">The pattern of a dense line.</param>
internal readonly record struct FigureStyle(Color Color, MarkerShape Marker, MarkerShape OpenMarker, LineDashes Dashes)
{
    public const float MarkerSize = 8, MarkerLineWidth = 1.6f;

    // Okabe and Ito, "Color Universal Design" (2008), without yellow, which does not show on white.
    private static readonly Color[] Colors =
        [.. ((string[])["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9"]).Select(hex => Color.FromHex(hex))];

    private static readonly (MarkerShape Filled, MarkerShape Open)[] Markers =
    [
        (MarkerShape.FilledCircle, MarkerShape.OpenCircle), (MarkerShape.FilledSquare, MarkerShape.OpenSquare),
        (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp), (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond),
        (MarkerShape.FilledTriangleDown, MarkerShape.OpenTriangleDown), (MarkerShape.Eks, MarkerShape.Eks),
        (MarkerShape.Cross, MarkerShape.Cross), (MarkerShape.Asterisk, MarkerShape.Asterisk),
    ];

    /// <summary>The style of the nth line of a figure, from 0: colours, marks and dashes are 7, 8 and 5, so that many differ in all three.</summary>
    public static FigureStyle Of(int line) => new(
        Colors[line % Colors.Length], Markers[line % Markers.Length].Filled, Markers[line % Markers.Length].Open, new LineDashes(line % LineDashes.Count));
}
