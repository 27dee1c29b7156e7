using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Commands.Results;

/// <summary>Single results, the newest first.</summary>
internal static class CellList
{
    public static int Write(Settings settings, ResultStore store, string? where, int most)
    {
        var rows = store.Rows();
        int[] chosen = where is null ? [.. Enumerable.Range(0, rows.Count)] : Fitting(rows, where);
        int[] shown = [.. chosen.Reverse().Take(most)];
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, ResultJson.Of(shown.Select(rows.Row)));
            return ExitCode.Done;
        }

        if (rows.Count == 0)
        {
            Console.WriteLine(ResultsList.Nothing(settings, store, "results"));
            return ExitCode.Done;
        }

        var columns = new Columns("CELL", "EXPERIMENT", "DATA", "NOISE", "MODEL", "TRAIN", "SEED", "PRESET", "ACCURACY", "LOSS", "RECORDED (UTC)", "TAGS", "NOTE");
        foreach (int row in shown)
        {
            columns.Add(
                Described.Key(rows.Cell(row)), Text("experiment"), Text("dataset"), Text("noise"), Text("model"), Training(), Text("seed"), Text("preset"),
                Number(Metric.TestAccuracy, 100, "0.00 '%'"), Number(Metric.TrainLoss, 1, "0.000"), Moment(Text("at")), Text("tags"), ResultsList.Note(rows[row, "note"]?.ToString()));

            string Text(string name) => rows[row, name]?.ToString() ?? "";

            string Training() => rows[row, "train.radius"] is { Number: { } radius and not 0 }
                ? string.Create(CultureInfo.InvariantCulture, $"{Text("train.norm")} {radius:R}/255")
                : "plain";

            string Number(string metric, double factor, string format) =>
                rows[row, metric] is { Number: { } value } ? (value * factor).ToString(format, CultureInfo.InvariantCulture) : "";
        }

        columns.Write(Console.Out, omitEmpty: true);
        ResultsList.More(chosen.Length, shown.Length, "results");
        return ExitCode.Done;
    }

    /// <summary>The rows that a filter leaves; when there are none, the values that its fields have are told.</summary>
    /// <exception cref="QueryException">The filter is wrong, or leaves nothing.</exception>
    public static int[] Fitting(ResultRows rows, string where)
    {
        var filter = FilterExpression.Parse(where, rows.Names.Concat(FieldTable.Names));
        int[] fitting = RowFilter.Matching(filter, rows);
        return fitting.Length > 0 || rows.Count == 0
            ? fitting
            : throw new QueryException($"no result fits '{where}': {filter.ValuesSeen(
                Enumerable.Range(Math.Max(0, rows.Count - 5_000), Math.Min(5_000, rows.Count)).Select(row => (Func<string, OptionValue?>)(name => rows[row, name])))}");
    }

    private static string Moment(string at) => at.Length >= 16 ? at[..16].Replace('T', ' ') : at;
}
