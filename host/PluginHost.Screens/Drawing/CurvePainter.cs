using System.Globalization;

namespace PluginHost.Screens.Drawing;

/// <summary>A curve to be painted.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">Where its points lie, ascending.</param>
/// <param name="Y">Their values; those that are not finite are left out.</param>
internal sealed record PaintedCurve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>
    /// A recorded curve; a long one as means of a few steps each, at most two for a character: all points would make a
    /// band of it.
    /// </summary>
    public static PaintedCurve Of(string name, Curve curve, int width)
    {
        int count = curve.Values.Length, points = Math.Min(count, 2 * width);
        var (steps, values) = (new List<double>(), new List<double>());
        for (int point = 0; point < points; point++)
        {
            int from = (int)((long)point * count / points), to = (int)((point + 1L) * count / points);
            steps.Add(curve.Steps[point == 0 ? from : to - 1]);
            values.Add(Enumerable.Range(from, to - from).Average(i => curve.Values[i]));
        }

        return new PaintedCurve(name, steps, values);
    }
}

/// <summary>A piece of a painted line.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Curve">The number of the curve it belongs to; null for axes and empty space.</param>
internal readonly record struct PaintedPiece(string Text, int? Curve);

/// <summary>
/// Paints curves with characters: braille, two by four dots a character, or ASCII. Pure: who shows it adds colours.
/// Curves can be told apart without colours in ASCII only, where each has a sign of its own.
/// </summary>
internal static class CurvePainter
{
    private const int AxisWidth = 9, DotsWide = 2, DotsHigh = 4, BrailleBase = 0x2800;

    // The bits of a braille character's dots, by row and column.
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    /// <summary>Signs of curves in ASCII, by number; legends name them.</summary>
    public const string Signs = "*+ox#@";

    /// <summary>The plot as lines in the tones of series.</summary>
    public static IReadOnlyList<Line> Lines(
        IReadOnlyList<PaintedCurve> curves, int width, int height, Symbols symbols,
        Func<double, string>? value = null) =>
    [
        .. Paint(curves, width, height, symbols.IsAscii, value).Select(row => Line.Join(row.Select(Toned))),
    ];

    /// <summary>
    /// Lines of at most <paramref name="width"/> characters: the plot with its vertical axis, and a line for the
    /// horizontal one.
    /// </summary>
    /// <param name="curves">The curves; later ones are painted over earlier ones.</param>
    /// <param name="width">Characters in all, 24 at least.</param>
    /// <param name="height">Lines in all, 3 at least.</param>
    /// <param name="ascii">Whether there is nothing but ASCII.</param>
    /// <param name="value">How values are written at the axis.</param>
    public static IReadOnlyList<IReadOnlyList<PaintedPiece>> Paint(
        IReadOnlyList<PaintedCurve> curves, int width, int height, bool ascii, Func<double, string>? value = null)
    {
        var points = curves.Select(Points).ToList();
        var all = points.SelectMany(p => p).ToList();
        if (all.Count == 0)
        {
            return [[new("no points yet", null)]];
        }

        int columns = Math.Max(4, width - AxisWidth), rows = Math.Max(2, height - 1);
        var range = new Range(all.Min(p => p.X), all.Max(p => p.X), all.Min(p => p.Y), all.Max(p => p.Y));
        var canvas = new Canvas(columns, rows, ascii ? 1 : DotsWide, ascii ? 1 : DotsHigh);
        for (int i = 0; i < points.Count; i++)
        {
            canvas.Curve(points[i], range, i);
        }

        value ??= Short;
        var lines = new List<IReadOnlyList<PaintedPiece>>();
        for (int row = 0; row < rows; row++)
        {
            double at = range.MaxY - ((range.MaxY - range.MinY) * row / (rows - 1));
            bool labelled = row == 0 || row == rows - 1 || (rows >= 7 && row == (rows - 1) / 2);
            string label = labelled ? value(at) : "";
            string axis = (ascii, labelled) switch
            {
                (true, _) => " |",
                (false, true) => " ┤",
                _ => " │",
            };
            string left = label.PadLeft(AxisWidth - 2)[..(AxisWidth - 2)] + axis;
            lines.Add([new(left, null), .. canvas.Row(row, ascii)]);
        }

        string first = Whole(range.MinX), last = Whole(range.MaxX);
        int room = Math.Max(last.Length + 1, columns - first.Length);
        lines.Add([new(new string(' ', AxisWidth) + first + last.PadLeft(room), null)]);
        return lines;
    }

    /// <summary>About four digits, such as <c>2.303</c>, <c>0.0042</c>, <c>1.2e-06</c>.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 1e-4 => value.ToString("0.0e+0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    private static Line Toned(PaintedPiece piece) =>
        Line.Of(piece.Text, piece.Curve is { } number ? Tones.Series(number) : Tone.Dim);

    private static List<(double X, double Y)> Points(PaintedCurve curve) =>
        [.. curve.X.Zip(curve.Y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second))];

    private static string Whole(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private readonly record struct Range(double MinX, double MaxX, double MinY, double MaxY);

    /// <summary>Dots that remember which curve they belong to.</summary>
    private sealed class Canvas(int columns, int rows, int dotsWide, int dotsHigh)
    {
        private readonly int[] _dots = Enumerable.Repeat(-1, columns * dotsWide * rows * dotsHigh).ToArray();
        private readonly int _width = columns * dotsWide, _height = rows * dotsHigh;

        public void Curve(List<(double X, double Y)> points, Range range, int number)
        {
            (int X, int Y)? before = null;
            foreach (var (x, y) in points)
            {
                int column = Place(x, range.MinX, range.MaxX, _width);
                int row = _height - 1 - Place(y, range.MinY, range.MaxY, _height);
                var at = (X: column, Y: row);
                Line(before ?? at, at, number);
                before = at;
            }
        }

        public IEnumerable<PaintedPiece> Row(int row, bool ascii)
        {
            var text = new System.Text.StringBuilder();
            int? current = null;
            for (int column = 0; column < columns; column++)
            {
                var (sign, curve) = Sign(column, row, ascii);
                if (curve != current && text.Length > 0)
                {
                    yield return new PaintedPiece(text.ToString(), current);
                    text.Clear();
                }

                current = curve;
                text.Append(sign);
            }

            yield return new PaintedPiece(text.ToString(), current);
        }

        private (char Sign, int? Curve) Sign(int column, int row, bool ascii)
        {
            int bits = 0, curve = -1;
            for (int y = 0; y < dotsHigh; y++)
            {
                for (int x = 0; x < dotsWide; x++)
                {
                    int dot = _dots[(((row * dotsHigh) + y) * _width) + (column * dotsWide) + x];
                    bits |= dot >= 0 ? Bits[y, x] : 0;
                    curve = Math.Max(curve, dot);
                }
            }

            if (curve < 0)
            {
                return (' ', null);
            }

            char sign = ascii ? Signs[curve % Signs.Length] : (char)(BrailleBase + bits);
            return (sign, curve);
        }

        private void Line((int X, int Y) from, (int X, int Y) to, int number)
        {
            int steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
            for (int i = 0; i <= steps; i++)
            {
                int x = from.X + (int)Math.Round((double)(to.X - from.X) * i / steps);
                int y = from.Y + (int)Math.Round((double)(to.Y - from.Y) * i / steps);
                _dots[(y * _width) + x] = number;
            }
        }

        private static int Place(double value, double min, double max, int count) =>
            max > min
                ? Math.Clamp((int)Math.Round((value - min) / (max - min) * (count - 1)), 0, count - 1)
                : count / 2;
    }
}
