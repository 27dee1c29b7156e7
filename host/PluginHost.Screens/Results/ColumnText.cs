using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <summary>What stands in a column: names and values as people read them.</summary>
internal static class ColumnText
{
    private const int KeyLength = 12;

    /// <summary>The column's head: the short name where there is one, as filters take it, with the unit.</summary>
    public static string Title(string name)
    {
        string title = name switch
        {
            Metric.TestAccuracy => "accuracy",
            Metric.BestTestAccuracy => "best-accuracy",
            Metric.TrainLoss => "loss",
            "at" => "recorded (UTC)",
            _ => name,
        };
        if (name.EndsWith("accuracy", StringComparison.Ordinal))
        {
            return title + " %";
        }

        return name.EndsWith("seconds", StringComparison.Ordinal) ? title + " (s)" : title;
    }

    /// <summary>A value; empty where there is none.</summary>
    public static string Of(ResultRows rows, int row, string name) =>
        rows[row, name] is { } value ? Of(name, rows.IsMetric(name), value) : "";

    /// <summary>A value of a column.</summary>
    public static string Of(RowColumn column, OptionValue value) => Of(column.Name, column.IsMetric, value);

    private static string Of(string name, bool isMetric, OptionValue value) => name switch
    {
        "cell" => value.ToString() is { Length: > KeyLength } key ? key[..KeyLength] : value.ToString(),
        "at" => value.ToString() is { Length: >= 16 } at ? at[..16].Replace('T', ' ') : value.ToString(),
        _ when isMetric && value.Number is { } number => FieldText.Metric(name, number),
        _ => FieldText.Field(name, value),
    };

    /// <summary>Numbers stand at the right end of their columns.</summary>
    public static bool IsNumber(ResultRows rows, string name) => rows.Column(name)?.IsNumber == true;
}
