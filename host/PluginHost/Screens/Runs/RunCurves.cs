using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Output;
using PluginHost.Running.Live;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>The curves that were recorded of a cell.</summary>
/// <param name="Cell">Its key.</param>
/// <param name="Curves">Them, by name.</param>
internal sealed record CellCurves(string Cell, ImmutableSortedDictionary<string, Curve> Curves);

/// <summary>Draws the curves of what the chosen run does, or of the cell in its plan that the cursor is on.</summary>
internal static class RunCurves
{
    /// <summary>The cell whose recorded curves are shown; null where there is none.</summary>
    public static string? CellOf(RunsScreen screen) => At(screen) is { State: LiveCellState.Finished or LiveCellState.Recorded } cell ? cell.Key : null;

    /// <summary>Whether there is anything to draw for the run.</summary>
    public static bool Has(RunsScreen screen) =>
        screen.Chosen?.Live?.Phase is not null || RunDetail.Cells(screen).Any(cell => cell.State is LiveCellState.Finished or LiveCellState.Recorded);

    public static IReadOnlyList<Line> Draw(RunsScreen screen, Size size, Look look)
    {
        if (At(screen) is not { } cell || screen.Chosen?.Live is { Phase: not null, Cell: { } running } && running == screen.Within.Index)
        {
            return screen.Chosen?.Live?.Phase is { } phase ? Phase(phase, size, screen.ShowsAccuracy, look) : [];
        }

        return cell.State switch
        {
            LiveCellState.Failed => [Line.Of($" {cell.Summary}", look.Bad)],
            LiveCellState.Planned or LiveCellState.Running => [Line.Of(" this cell has no curves yet", look.Dim)],
            _ when screen.Curves is { } read && read.Cell == cell.Key => Recorded(read.Curves, size, screen.ShowsAccuracy, look),
            _ => [Line.Of(" reading the curves", look.Dim)],
        };
    }

    private static PlanLine? At(RunsScreen screen) =>
        screen.Pane == RunPane.Plan && RunDetail.Cells(screen) is var cells && screen.Within.Index < cells.Length ? cells[screen.Within.Index] : null;

    private static IReadOnlyList<Line> Phase(LivePhase phase, Size size, bool accuracy, Look look) => Plot(
        accuracy ? [("training accuracy", phase.Accuracy), ("test accuracy", phase.Tests)] : [("loss", phase.Loss)], phase.Name, size, accuracy, look);

    private static IReadOnlyList<Line> Recorded(ImmutableSortedDictionary<string, Curve> curves, Size size, bool accuracy, Look look) => Plot(
        accuracy ? [("training accuracy", Of(curves, Metric.TrainAccuracy)), ("test accuracy", Of(curves, Metric.TestAccuracy))] : [("loss", Of(curves, Metric.TrainLoss))],
        "its training", size, accuracy, look);

    private static Curve Of(ImmutableSortedDictionary<string, Curve> curves, string name) => curves.TryGetValue(name, out var curve) ? curve : new Curve([], []);

    private static IReadOnlyList<Line> Plot(IEnumerable<(string Name, Curve Curve)> all, string over, Size size, bool accuracy, Look look)
    {
        (string Name, Curve Curve)[] shown = [.. all.Where(curve => curve.Curve.Values.Length > 0)];
        if (shown.Length == 0)
        {
            return [Line.Of($" no {(accuracy ? "accuracy" : "loss")} told yet in {over}", look.Dim)];
        }

        var legend = Line.Join(shown.Select((curve, i) => Line.Of($" {(look.Symbols.IsAscii ? CurvePainter.Signs[i] : look.Symbols.Horizontal[0])} {curve.Name} ", look.Series(i))))
            + Line.Of($" over the steps of {over}", look.Dim);
        var curves = shown.Select(curve => PaintedCurve.Of(curve.Name, curve.Curve, size.Width / 2)).ToList();
        Func<double, string>? percent = accuracy ? value => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} %") : null;
        return
        [
            legend,
            .. CurvePainter.Paint(curves, size.Width, size.Height - 1, look.Symbols.IsAscii, percent)
                .Select(row => Line.Join(row.Select(piece => Line.Of(piece.Text, piece.Curve is { } number ? look.Series(number) : look.Dim)))),
        ];
    }
}
