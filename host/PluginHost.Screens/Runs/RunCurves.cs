using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>The curves that were recorded of a cell.</summary>
/// <param name="Cell">Its key.</param>
/// <param name="Curves">Them, by name.</param>
internal sealed record CellCurves(string Cell, ImmutableSortedDictionary<string, Curve> Curves);

/// <summary>Draws the curves of what the chosen run does, or of the cell in its plan that the cursor is on.</summary>
internal static class RunCurves
{
    /// <summary>The cell whose recorded curves are shown; null where there is none.</summary>
    public static string? CellOf(RunsScreen screen) => At(screen) is { } cell && HasResult(cell) ? cell.Key : null;

    /// <summary>Whether there is anything to draw for the run.</summary>
    public static bool Has(RunsScreen screen) =>
        screen.Chosen?.Live?.Phase is not null || RunPlan.Cells(screen).Any(HasResult);

    public static IReadOnlyList<Line> Draw(RunsScreen screen, Size size, Symbols symbols)
    {
        var live = screen.Chosen?.Live;
        bool isAtWork = live is { Phase: not null, Cell: { } running } && running == screen.Within.Index;
        if (At(screen) is not { } cell || isAtWork)
        {
            return live?.Phase is { } phase ? Phase(phase, size, screen.ShowsAccuracy, symbols) : [];
        }

        if (!HasResult(cell))
        {
            return [Line.Of(" this cell has no curves yet", Tone.Dim)];
        }

        if (screen.Curves is { } read && read.Cell == cell.Key)
        {
            return Recorded(read.Curves, size, screen.ShowsAccuracy, symbols);
        }

        return screen.HasNoCurves
            ? [Line.Of($" the curves were not read; {RunsActions.KeyOfRefresh} reads them", Tone.Dim)]
            : [Line.Of(" reading the curves", Tone.Dim)];
    }

    private static bool HasResult(PlanLine cell) => cell.State is LiveCellState.Finished or LiveCellState.Recorded;

    private static PlanLine? At(RunsScreen screen) => screen.Pane == RunPane.Plan ? RunPlan.At(screen) : null;

    private static IReadOnlyList<Line> Phase(LivePhase phase, Size size, bool accuracy, Symbols symbols) => Plot(
        accuracy ? [("training accuracy", phase.Accuracy), ("test accuracy", phase.Tests)] : [("loss", phase.Loss)],
        phase.Name, size, accuracy, symbols);

    private static IReadOnlyList<Line> Recorded(
        ImmutableSortedDictionary<string, Curve> curves, Size size, bool accuracy, Symbols symbols) => Plot(
        accuracy
            ?
            [
                ("training accuracy", Of(curves, Metric.TrainAccuracy)),
                ("test accuracy", Of(curves, Metric.TestAccuracy)),
            ]
            : [("loss", Of(curves, Metric.TrainLoss))],
        "its training", size, accuracy, symbols);

    private static Curve Of(ImmutableSortedDictionary<string, Curve> curves, string name) =>
        curves.TryGetValue(name, out var curve) ? curve : new Curve([], []);

    private static IReadOnlyList<Line> Plot(
        IEnumerable<(string Name, Curve Curve)> all, string over, Size size, bool accuracy, Symbols symbols)
    {
        (string Name, Curve Curve)[] shown = [.. all.Where(curve => curve.Curve.Values.Length > 0)];
        if (shown.Length == 0)
        {
            return [Line.Of($" no {(accuracy ? "accuracy" : "loss")} told yet in {over}", Tone.Dim)];
        }

        var names = shown.Select((curve, i) => Line.Of($" {Sign(i, symbols)} {curve.Name} ", Tones.Series(i)));
        var curves = shown.Select(curve => PaintedCurve.Of(curve.Name, curve.Curve, size.Width / 2)).ToList();
        Func<double, string>? percent = accuracy ? Percent : null;
        return
        [
            Line.Join(names) + Line.Of($" over the steps of {over}", Tone.Dim),
            .. CurvePainter.Paint(curves, size.Width, size.Height - 1, symbols.IsAscii, percent).Select(Coloured),
        ];
    }

    /// <summary>In ASCII each curve has a sign of its own.</summary>
    private static string Sign(int curve, Symbols symbols) =>
        symbols.IsAscii ? CurvePainter.Signs[curve].ToString() : symbols.Horizontal;

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} %");

    private static Line Coloured(IReadOnlyList<PaintedPiece> row) => Line.Join(row.Select(Coloured));

    private static Line Coloured(PaintedPiece piece) =>
        Line.Of(piece.Text, piece.Curve is { } number ? Tones.Series(number) : Tone.Dim);
}
