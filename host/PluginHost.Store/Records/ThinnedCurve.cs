namespace PluginHost.Store.Records;

/// <summary>A curve of at most some points: a point is the mean of a few steps and stands at the last of them.</summary>
/// <param name="Points">Step and mean.</param>
/// <param name="Window">How many recorded values a point is the mean of (the last point of fewer, where they do not come out even).</param>
public sealed record ThinnedCurve(IReadOnlyList<(int Step, double Value)> Points, int Window)
{
    /// <summary>Thins a curve.</summary>
    /// <param name="curve">All of it.</param>
    /// <param name="most">How many points may be left.</param>
    public static ThinnedCurve Of(Curve curve, int most)
    {
        ArgumentNullException.ThrowIfNull(curve);
        int count = curve.Values.Length, window = Math.Max(1, (count + most - 1) / most);
        var points = new List<(int, double)>();
        for (int from = 0; from < count; from += window)
        {
            int to = Math.Min(from + window, count);
            points.Add((curve.Steps[to - 1], curve.Values.AsSpan(from, to - from).ToArray().Average()));
        }

        return new ThinnedCurve(points, window);
    }

    /// <summary>The points as a curve of their own.</summary>
    public Curve Curve() => new([.. Points.Select(point => point.Step)], [.. Points.Select(point => point.Value)]);
}
