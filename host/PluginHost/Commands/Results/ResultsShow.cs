using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Contracts;
using PluginHost.Output;
using PluginHost.Results;

namespace PluginHost.Commands;

internal static class ResultsShow
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "a run or a cell, or the beginning of its name" };
        var command = new Command("show", "everything that was recorded about a run or a cell") { id };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(id)));
        return command;
    }

    private static int Run(Settings settings, string id)
    {
        using var store = settings.OpenStore();
        if (store.Runs().Any(run => run.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
        {
            ShowRun(settings, store, store.Run(id));
        }
        else
        {
            ShowCell(settings, store.Cell(id));
        }

        return ExitCode.Done;
    }

    private static void ShowRun(Settings settings, ResultStore store, RunRecord run)
    {
        var results = store.Results(new ResultQuery { Run = run.Summary.Id });
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, run);
            return;
        }

        var summary = run.Summary;
        Console.WriteLine($"run {summary.Id}: {summary.Experiment} ({summary.Recipe}), preset {summary.Preset}, {summary.State.ToString().ToLowerInvariant()}");
        Console.WriteLine($"  started {summary.Started:u}, last seen {summary.LastSeen:u}; recipe sha256 {run.SourceSha256}");
        foreach (var (name, value) in run.Environment)
        {
            Console.WriteLine($"  {name,-10} {value}");
        }

        var columns = new Columns("CELL", "ACCURACY", "LOSS", "TIME", "WHAT");
        foreach (string key in run.Cells)
        {
            var row = results.FirstOrDefault(r => r.Cell == key);
            columns.Add(
                key[..12], Number(row, Metric.TestAccuracy, 100, "0.00 '%'"), Number(row, Metric.TrainLoss, 1, "0.000"),
                row?.Metrics.TryGetValue(Metric.TrainSeconds, out double seconds) == true ? Durations.Text(seconds) : "–",
                row?.Spec.ToString() ?? "no result yet");
        }

        columns.Write(Console.Out);
        foreach (var failed in store.FailedCells().Where(f => f.Run == summary.Id))
        {
            Console.WriteLine($"failed: {failed.Cell[..12]} {failed.Spec}: {failed.Error}");
        }

        if (settings.Verbose)
        {
            Console.WriteLine(run.Source);
        }
    }

    private static void ShowCell(Settings settings, CellHistory cell)
    {
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new
            {
                cell.Key,
                latest = cell.Latest is { } row ? ResultJson.Of(row) : null,
                events = cell.Events,
            });
            return;
        }

        Console.WriteLine($"cell {cell.Key}");
        if (cell.Latest is { } latest)
        {
            Console.WriteLine($"  {latest.Spec}");
            Console.WriteLine($"  run {latest.Run} on {latest.Device}, recorded {latest.At:u}; data sha256 {latest.DataSha256}");
            foreach (var (name, value) in latest.Metrics)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-20} {value:0.######}"));
            }

            foreach (var (name, value) in latest.Fields)
            {
                Console.WriteLine($"  {name,-32} {value}");
            }

            foreach (var (kind, id, version, hash) in latest.Plugins)
            {
                Console.WriteLine($"  plugin {kind.ToString().ToLowerInvariant()} {id} {version}, sha256 {hash}");
            }
        }

        foreach (var entry in cell.Events)
        {
            Console.WriteLine($"  {entry.At:u} {entry.Run} {Word(entry)}");
        }
    }

    private static string Word(RunEvent entry) => entry switch
    {
        CellStarted => "began",
        CellFinished => "finished",
        CellFailed failed => $"failed: {failed.Error}",
        ArtifactMade made => $"made {made.Kind} {made.Key[..12]} in {Durations.Text(made.Seconds)}",
        _ => entry.GetType().Name,
    };

    private static string Number(ResultRow? row, string metric, double factor, string format) =>
        row?.Metrics.TryGetValue(metric, out double value) == true
            ? (value * factor).ToString(format, CultureInfo.InvariantCulture)
            : "–";
}
