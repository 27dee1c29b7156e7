using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Writers;

/// <summary>Fields and metrics as tables print them, for lists and screens.</summary>
public static class ResultText
{
    /// <summary>A field's value: radii as 8/255, shares in per cent, a field that does not apply as none.</summary>
    public static string Field(string name, OptionValue? value) => ValueFormat.Field(name, value);

    /// <summary>A metric's number: accuracies in per cent with two decimals, losses with three, seconds with one.</summary>
    public static string Metric(string name, double value) => ValueFormat.Metric(name, value);

    /// <summary>A difference of two of a metric's numbers, always with its sign.</summary>
    public static string MetricDifference(string name, double value) => ValueFormat.Difference(name, value);

    /// <summary>A text on one line that no terminal takes for a command: control characters are shown as �.</summary>
    public static string Plain(string text) => ValueFormat.Plain(text);

    /// <summary>A metric's name with its unit, such as <c>test-accuracy (%)</c>.</summary>
    public static string MetricName(string name) => ValueFormat.MetricName(name);
}
