using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Commands.Results;

/// <summary>All that is known of a run.</summary>
internal static class RunReport
{
    public static void Write(Settings settings, ResultStore store, string id, bool ascii)
    {
        var run = store.Run(id);
        var results = store.Results(new ResultQuery { Run = run.Summary.Id }).ToDictionary(row => row.Cell, StringComparer.Ordinal);
        var failed = store.FailedCells().Where(f => f.Run == run.Summary.Id).ToDictionary(f => f.Cell, StringComparer.Ordinal);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, run);
            return;
        }

        About(run, run.Chosen.Count(results.ContainsKey), ascii);
        Cells(run, results, failed);
        foreach (var failure in failed.Values)
        {
            Console.WriteLine($"failed: {Described.Key(failure.Cell)} {failure.Spec}: {failure.Error}");
            if (settings.Verbose)
            {
                Console.WriteLine(failure.Details);
            }
        }

        Console.WriteLine(settings.Verbose ? $"\n{run.Source}" : "the recipe's text: --verbose; single cells: pluginhost results show CELL");
    }

    private static void About(RunRecord run, int done, bool ascii)
    {
        var summary = run.Summary;
        Console.WriteLine($"run {summary.Id}: {summary.Experiment} ({summary.Recipe}), preset {summary.Preset}");
        Console.WriteLine($"{StatusSigns.Of(summary.State, ascii)}, {done} of {summary.Planned} cells have a result, {summary.Finished} were run, {summary.Failed} failed"
            + (summary.Remarks.Removal is { } removal ? $"; in the trash since {removal.At:u}: pluginhost results restore {RunId.Short(summary.Id)}" : ""));
        var columns = new Columns("", "");
        columns.Add("started", $"{summary.Started:u}");
        columns.Add(summary.Ended is null ? "last seen" : "ended", $"{summary.Ended ?? summary.LastSeen:u}");
        columns.Add("time", Durations.Text(summary.Lasted(TimeProvider.System.GetUtcNow())));
        columns.Add("tags", string.Join(' ', summary.Remarks.Tags));
        columns.Add("note", summary.Remarks.Note ?? "");
        columns.Add("imported from", summary.ImportedFrom ?? "");
        columns.Add("recipe sha256", run.SourceSha256);
        foreach (var (name, value) in run.Environment)
        {
            columns.Add(name, value);
        }

        columns.WriteRows(Console.Out, indent: 2);
    }

    private static void Cells(RunRecord run, Dictionary<string, ResultRow> results, Dictionary<string, FailedCell> failed)
    {
        var columns = new Columns("CELL", "ACCURACY", "LOSS", "TIME", "WHAT", "TAGS");
        var names = CellNames.Of(results, row => row.Spec);
        foreach (string key in run.Chosen)
        {
            var row = results.GetValueOrDefault(key);
            columns.Add(
                Described.Key(key), Number(row, Metric.TestAccuracy, 100, "0.00 '%'"), Number(row, Metric.TrainLoss, 1, "0.000"),
                row?.Metrics.TryGetValue(Metric.TrainSeconds, out double seconds) == true ? Durations.Text(seconds) : "–",
                names.GetValueOrDefault(key) ?? (failed.TryGetValue(key, out var failure) ? $"failed: {failure.Spec}" : "no result yet"),
                string.Join(' ', row?.Tags ?? []));
        }

        columns.Write(Console.Out, omitEmpty: true);
    }

    private static string Number(ResultRow? row, string metric, double factor, string format) =>
        row?.Metrics.TryGetValue(metric, out double value) == true
            ? (value * factor).ToString(format, CultureInfo.InvariantCulture)
            : "–";
}
