namespace PluginHost.Tables.Fields;

/// <summary>What filters, tables and views call fields and metrics.</summary>
public static class FieldNames
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["accuracy"] = Metric.TestAccuracy,
        ["best-accuracy"] = Metric.BestTestAccuracy,
        ["loss"] = Metric.TrainLoss,
    };

    /// <summary>The whole name of what has a short one: <c>accuracy</c> is <c>test-accuracy</c>, <c>loss</c> is <c>train-loss</c>.</summary>
    public static string Whole(string name) => Short.GetValueOrDefault(name, name);

    /// <summary>The short names, as they can be typed.</summary>
    public static IReadOnlyCollection<string> ShortNames => Short.Keys;

    /// <summary>What results have besides the fields of their spec and their metrics.</summary>
    public static IReadOnlyList<string> OfResults { get; } = ["cell", "run", "experiment", "device", "at", "tags", "note", "imported"];

    /// <summary>Fields and metrics that filters may name, even when no result at hand has them.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        .. KnownFields.Always, Metric.TestAccuracy, Metric.BestTestAccuracy, Metric.RobustAccuracy, Metric.TrainLoss, Metric.TrainAccuracy,
        Metric.TrainSeconds, Metric.NoiseSeconds,
    ];

    /// <summary>The number that is recorded for one that is written for people: accuracies are written in per cent and recorded as shares.</summary>
    internal static double Recorded(string name, double written) =>
        ValueFormat.IsAccuracy(name) && double.Abs(written) < 1e20 ? (double)((decimal)written / 100) : written;

    /// <summary>A value as filters and lists write it: accuracies in per cent, everything else as it is.</summary>
    public static string Written(string name, OptionValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return value.Number is { } number && ValueFormat.IsAccuracy(name) ? ValueFormat.Metric(name, number) : value.ToString();
    }
}
