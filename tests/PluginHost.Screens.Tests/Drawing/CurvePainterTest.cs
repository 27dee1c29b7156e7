using FsCheck;
using FsCheck.Fluent;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Tests.Drawing;

public sealed class CurvePainterTest
{
    private static readonly PaintedCurve[] Curves =
    [
        new("falling", [.. Steps], [.. Steps.Select(step => Math.Exp(-step / 10.0))]),
        new("rising", [.. Steps], [.. Steps.Select(step => step / 40.0)]),
    ];

    private static IEnumerable<double> Steps => Enumerable.Range(0, 40).Select(step => (double)step);

    [Fact]
    public void Curves_are_painted_with_braille_dots_or_ascii() =>
        Snapshot.Match($"{Text(60, 12, ascii: false)}\n\n{Text(60, 12, ascii: true)}");

    [Fact]
    public void A_plot_keeps_to_its_room() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from width in Gen.Choose(24, 200)
         from height in Gen.Choose(3, 60)
         from ascii in Gen.Elements(true, false)
         select (width, height, ascii)).ToArbitrary(),
        room =>
        {
            var lines = CurvePainter.Paint(Curves, room.width, room.height, room.ascii);

            Assert.InRange(lines.Count, 1, room.height);
            Assert.All(lines, line => Assert.InRange(line.Sum(piece => piece.Text.Length), 0, room.width));
        }));

    [Fact]
    public void A_thinned_series_keeps_to_its_size_and_its_mean()
    {
        var series = new ThinnedSeries(most: 16);
        for (int step = 1; step <= 1024; step++)
        {
            series.Add(step, step);
        }

        var curve = series.Curve();

        Assert.InRange(curve.Values.Length, 8, 16);
        Assert.Equal(512.5, curve.Values.Average());
        Assert.Equal(1024, curve.Steps[^1]);
    }

    private static string Text(int width, int height, bool ascii) =>
        string.Join('\n', CurvePainter.Paint(Curves, width, height, ascii).Select(Text));

    private static string Text(IReadOnlyList<PaintedPiece> line) =>
        string.Concat(line.Select(piece => piece.Text)).TrimEnd();
}
