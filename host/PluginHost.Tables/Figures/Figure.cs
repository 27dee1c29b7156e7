namespace PluginHost.Tables.Figures;

/// <summary>A figure as plain values: what is drawn, before it is drawn.</summary>
/// <param name="Title">A heading; empty for none.</param>
/// <param name="Panels">Its pictures, side by side; empty when there is nothing to draw.</param>
/// <param name="Notes">Lines below the pictures: what a point is, what all cells have in common, what is missing.</param>
public sealed record Figure(string Title, IReadOnlyList<FigurePanel> Panels, IReadOnlyList<string> Notes);

/// <summary>A picture with two axes.</summary>
/// <param name="Title">A heading; empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">The lines; equal names mean equal things in all pictures.</param>
public sealed record FigurePanel(string Title, FigureAxis X, FigureAxis Y, IReadOnlyList<FigureLine> Lines);

/// <summary>An axis.</summary>
/// <param name="Title">What it tells, with its unit.</param>
/// <param name="From">Where it begins; null to fit the points.</param>
/// <param name="To">Where it ends; null to fit the points.</param>
/// <param name="Ticks">Where it is labelled; null for round numbers.</param>
public sealed record FigureAxis(string Title, double? From = null, double? To = null, IReadOnlyList<double>? Ticks = null)
{
    private const int MostTicks = 10;

    /// <summary>An axis that is labelled at its points, when they are few.</summary>
    internal static FigureAxis At(string title, IEnumerable<double> points)
    {
        double[] ticks = [.. points.Distinct().Order()];
        return new FigureAxis(title, Ticks: ticks.Length <= MostTicks ? ticks : null);
    }
}

/// <summary>A line.</summary>
/// <param name="Name">As the legend says it.</param>
/// <param name="Points">Its points from left to right.</param>
/// <param name="IsPublished">Whether these are the paper's values of the line of this name.</param>
/// <param name="IsDense">Whether points are so many that only some are marked.</param>
public sealed record FigureLine(string Name, IReadOnlyList<FigurePoint> Points, bool IsPublished = false, bool IsDense = false);

/// <summary>A point, in the units of its axes.</summary>
/// <param name="X">Along the horizontal axis.</param>
/// <param name="Y">Along the vertical axis.</param>
/// <param name="Spread">One standard deviation over the seeds; null for a single seed.</param>
public readonly record struct FigurePoint(double X, double Y, double? Spread = null);
