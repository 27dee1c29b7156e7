using System.Globalization;

namespace PluginHost.Tables.Fields;

/// <summary>How fields and metrics are written for people.</summary>
internal static class ValueFormat
{
    /// <summary>A field's value: radii as 8/255, a field that does not apply as none.</summary>
    public static string Field(string name, OptionValue? value) => value switch
    {
        null => "none",
        { Number: { } number } when number != 0 && IsRadius(name) => Number(number) + "/255",
        { Number: { } number } when name == "share" => Number(Math.Round(number * 100, 6)) + " %",
        { Number: { } number } => Number(number),
        _ => Plain(value.Value.ToString()),
    };

    /// <summary>A text on one line that no terminal takes for a command: control characters are shown as �.</summary>
    public static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    /// <summary>A metric's number: accuracies in per cent with two decimals, losses with three, seconds with one.</summary>
    public static string Metric(string metric, double value) =>
        !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : Scaled(metric, value);

    /// <summary>A difference of two of a metric's numbers, always with its sign.</summary>
    public static string Difference(string metric, double value)
    {
        string text = Metric(metric, value);
        return text.StartsWith('-') ? text : "+" + text;
    }

    /// <summary>A metric's name with its unit.</summary>
    public static string MetricName(string metric) => metric + (IsAccuracy(metric) ? " (%)" : IsSeconds(metric) ? " (s)" : "");

    public static bool IsRadius(string name) =>
        name.EndsWith("radius", StringComparison.Ordinal) || name.EndsWith("step-size", StringComparison.Ordinal);

    public static bool IsAccuracy(string metric) => metric.EndsWith("accuracy", StringComparison.Ordinal);

    public static bool IsSeconds(string metric) => metric.EndsWith("seconds", StringComparison.Ordinal);

    private static string Scaled(string metric, double value)
    {
        string text = IsAccuracy(metric) ? (value * 100).ToString("F2", CultureInfo.InvariantCulture)
            : metric.EndsWith("loss", StringComparison.Ordinal) ? value.ToString("F3", CultureInfo.InvariantCulture)
            : IsSeconds(metric) ? value.ToString("F1", CultureInfo.InvariantCulture)
            : value.ToString("G6", CultureInfo.InvariantCulture);
        return text.AsSpan().TrimStart('-').TrimStart("0.").IsEmpty ? text.TrimStart('-') : text;
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
