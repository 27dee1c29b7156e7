using PluginHost.Store.Records;

namespace PluginHost.Tables.Fields;

/// <summary>
/// The fields that every filter, table and view may name, even when no result at hand has them. Plugins add options of
/// their own, whose unit is told by the end of their name.
/// </summary>
public static class FieldTable
{
    private static readonly Field[] s_all =
    [
        Setting("dataset"), Setting("data.train-images"), Setting("data.test-images"),
        Setting("noise"), Setting("noise.method"), Setting("noise.augmentation"),
        Setting("surrogate"), Setting("surrogate.iterations"),
        Setting("share"), Setting("train-set"), Setting("protected.indices"), Setting("filter"), Setting("model"),
        Setting("train.norm"), Setting("train.radius"), Setting("train.step-size"), Setting("train.steps"),
        Setting("train.iterations"), Setting("train.batch-size"), Setting("train.learning-rate"),
        Setting("augmentation"), Setting("seed"), Setting("precision"), Setting("preset"),
        Measured(Metric.TestAccuracy, "accuracy"), Measured(Metric.BestTestAccuracy, "best-accuracy"),
        Measured(Metric.RobustAccuracy), Measured(Metric.TrainLoss, "loss"), Measured(Metric.TrainAccuracy),
        Measured(Metric.TrainSeconds), Measured(Metric.NoiseSeconds),
        Recorded("cell", result => result.Cell),
        Recorded("run", result => result.Run.Id),
        Recorded("experiment", result => Text(result.Run.Experiment)),
        Recorded("device", result => result.Made.Device),
        Recorded("at", result => ResultRow.Moment(result.At)),
        Recorded("tags", result => Text(string.Join(' ', result.Tags))),
        Recorded("note", result => Text(result.Note)),
        Recorded("imported", result => Text(result.Run.ImportedFrom)),
    ];

    private static readonly Dictionary<string, Field> s_byName =
        s_all.ToDictionary(field => field.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> s_whole = s_all.Where(field => field.Short is not null)
        .ToDictionary(field => field.Short ?? "", field => field.Name, StringComparer.Ordinal);

    /// <summary>The names of all of a kind.</summary>
    public static IReadOnlyList<string> Of(FieldKind kind) =>
        [.. s_all.Where(field => field.Kind == kind).Select(field => field.Name)];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(field => field.Name)];

    /// <summary>
    /// The whole name of what has a short one: <c>accuracy</c> is <c>test-accuracy</c>, <c>loss</c> is
    /// <c>train-loss</c>.
    /// </summary>
    public static string Whole(string name) => s_whole.GetValueOrDefault(name, name);

    /// <summary>The short names, as they can be typed.</summary>
    public static IReadOnlyCollection<string> ShortNames => s_whole.Keys;

    /// <summary>What a field's numbers are recorded in.</summary>
    public static FieldUnit UnitOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return s_byName.TryGetValue(name, out var known) ? known.Unit : UnitByName(name);
    }

    /// <summary>
    /// The number that is recorded for one that is written for people: accuracies are written in per cent and recorded
    /// as shares.
    /// </summary>
    internal static double RecordedNumber(string name, double written) =>
        UnitOf(name) == FieldUnit.Accuracy && double.Abs(written) < 1e20 ? (double)((decimal)written / 100) : written;

    /// <summary>How a field is read that is neither in the spec nor measured; null for others.</summary>
    internal static Func<StoredResult, OptionValue?>? Reader(string name) => s_byName.GetValueOrDefault(name)?.Read;

    private static Field Setting(string name) => new(name, FieldKind.Setting, UnitByName(name));

    private static Field Measured(string name, string? shortName = null) =>
        new(name, FieldKind.Metric, UnitByName(name)) { Short = shortName };

    private static Field Recorded(string name, Func<StoredResult, OptionValue?> read) =>
        new(name, FieldKind.Record, FieldUnit.None) { Read = read };

    private static FieldUnit UnitByName(string name) => name switch
    {
        "share" => FieldUnit.Share,
        _ when name.EndsWith("radius", StringComparison.Ordinal) => FieldUnit.Radius,
        _ when name.EndsWith("step-size", StringComparison.Ordinal) => FieldUnit.Radius,
        _ when name.EndsWith("accuracy", StringComparison.Ordinal) => FieldUnit.Accuracy,
        _ when name.EndsWith("loss", StringComparison.Ordinal) => FieldUnit.Loss,
        _ when name.EndsWith("seconds", StringComparison.Ordinal) => FieldUnit.Seconds,
        _ => FieldUnit.None,
    };

    private static OptionValue? Text(string? text) => string.IsNullOrEmpty(text) ? default(OptionValue?) : text;
}
