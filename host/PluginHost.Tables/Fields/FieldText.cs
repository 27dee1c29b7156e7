using System.Globalization;
using PluginHost.Files;

namespace PluginHost.Tables.Fields;

/// <summary>How fields and metrics are written for people.</summary>
public static class FieldText
{
    /// <summary>A field's value: radii as 8/255, shares in per cent, a field that does not apply as none.</summary>
    public static string Field(string name, OptionValue? value) => value switch
    {
        null => "none",
        { Number: { } number } => Number(name, number),
        _ => Plain(value.Value.ToString()),
    };

    /// <summary>A text on one line that no terminal takes for a command.</summary>
    public static string Plain(string text) => ShownText.Of(text);

    /// <summary>A metric's number: accuracies in per cent with two decimals, losses with three, seconds with one.</summary>
    public static string Metric(string metric, double value)
    {
        if (!double.IsFinite(value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        string text = FieldTable.UnitOf(metric) switch
        {
            FieldUnit.Accuracy => (value * 100).ToString("F2", CultureInfo.InvariantCulture),
            FieldUnit.Loss => value.ToString("F3", CultureInfo.InvariantCulture),
            FieldUnit.Seconds => value.ToString("F1", CultureInfo.InvariantCulture),
            _ => value.ToString("G6", CultureInfo.InvariantCulture),
        };
        bool isZero = text.AsSpan().TrimStart('-').TrimStart("0.").IsEmpty;
        return isZero ? text.TrimStart('-') : text;
    }

    /// <summary>A difference of two of a metric's numbers, always with its sign.</summary>
    public static string Difference(string metric, double value)
    {
        string text = Metric(metric, value);
        return text.StartsWith('-') ? text : "+" + text;
    }

    /// <summary>A metric's name with its unit, such as <c>test-accuracy (%)</c>.</summary>
    public static string MetricName(string metric) => metric + FieldTable.UnitOf(metric) switch
    {
        FieldUnit.Accuracy => " (%)",
        FieldUnit.Seconds => " (s)",
        _ => "",
    };

    /// <summary>A value as filters and lists write it: accuracies in per cent, everything else as it is.</summary>
    public static string Written(string name, OptionValue value) =>
        value.Number is { } number && FieldTable.UnitOf(name) == FieldUnit.Accuracy
            ? Metric(name, number)
            : value.ToString();

    private static string Number(string name, double number) => FieldTable.UnitOf(name) switch
    {
        FieldUnit.Radius when number != 0 => Number(number) + "/255",
        FieldUnit.Share => Number(Math.Round(number * 100, 6)) + " %",
        _ => Number(number),
    };

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
