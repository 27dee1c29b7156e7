using System.Globalization;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Figures;

/// <summary>How a figure writes fields, metrics and their units.</summary>
internal static class FigureWords
{
    private const double PerCent = 100;

    // What these are is plain from their values.
    private static readonly string[] SpeakForThemselves = ["noise", "noise.method", "dataset", "model", "preset", "train.norm", "device", "run", "cell"];

    /// <summary>The title of an axis that a field lies along.</summary>
    public static string Axis(string field) => Name(field) + FieldTable.UnitOf(field) switch
    {
        FieldUnit.Share => " (%)",
        FieldUnit.Radius => " (1/255)",
        _ => "",
    };

    /// <summary>The title of an axis that a metric or a curve lies along.</summary>
    public static string MetricAxis(string metric) => Metric(metric) + FieldTable.UnitOf(metric) switch
    {
        FieldUnit.Accuracy => " (%)",
        FieldUnit.Seconds => " (s)",
        FieldUnit.Loss => " (cross-entropy)",
        _ => "",
    };

    /// <summary>A metric's name in words.</summary>
    public static string Metric(string metric) => metric.Replace("train-", "training ", StringComparison.Ordinal).Replace('-', ' ');

    /// <summary>A field's number in the unit of its axis.</summary>
    public static double FieldValue(string field, double value) => field == "share" ? Math.Round(value * PerCent, 6) : value;

    /// <summary>A metric's number in the unit of its axis.</summary>
    public static double MetricValue(string metric, double value) =>
        FieldTable.UnitOf(metric) == FieldUnit.Accuracy ? value * PerCent : value;

    /// <summary>A line or a picture by its fields; options that do not apply are left out.</summary>
    public static string Label(IEnumerable<string> fields, IEnumerable<OptionValue?> values) => string.Join(", ", fields.Zip(values, Label).OfType<string>());

    private static string? Label(string field, OptionValue? value) => (field, value) switch
    {
        ("filter", null) => "no filter",
        (_, null) => null,
        ("train.radius", { Number: 0 }) => "plain training",
        _ when SpeakForThemselves.Contains(field) => FieldText.Field(field, value),
        _ => $"{Name(field)} {FieldText.Field(field, value)}",
    };

    /// <summary>For example <c>3 seeds</c>, or <c>1 to 3 seeds</c>.</summary>
    public static string Count(IEnumerable<int> counts, string one, string several)
    {
        int[] sorted = [.. counts.Distinct().Order()];
        return sorted switch
        {
            [] => $"no {one}",
            [1] => $"1 {one}",
            [var n] => string.Create(CultureInfo.InvariantCulture, $"{n} {several}"),
            [var least, .., var most] => string.Create(CultureInfo.InvariantCulture, $"{least} to {most} {several}"),
        };
    }

    private static string Name(string field) => field switch
    {
        "train.radius" => "training radius",
        "share" => "protected share",
        "noise.radius" => "defensive radius",
        "noise.adversarial-radius" => "adversarial radius of the noise",
        _ => field,
    };
}
