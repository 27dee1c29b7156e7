using System.Diagnostics;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Writers;

namespace PluginHost.StoreGenerator;

/// <summary>Measures what people wait for. Every figure is the median of several tries after a first one.</summary>
internal static class Bench
{
    private const int Tries = 7;
    private const string Filter = "noise.method == rem && train.radius >= 2 && accuracy < 50";

    public static void Run(string folder, string? program, TextWriter output)
    {
        using (var store = ResultStore.Open(folder, output.WriteLine))
        {
            output.WriteLine($"the store {folder}: {store.Rows().Count} results of {store.Runs().Count} runs");
            Memory(output, "the process that opened it");
        }

        Time(output, "open, with Rows() and Runs()", () =>
        {
            using var opened = ResultStore.Open(folder, _ => { });
            return opened.Rows().Count + opened.Runs().Count;
        });
        using (var store = ResultStore.Open(folder, output.WriteLine))
        {
            Time(output, "refresh, nothing new", () =>
            {
                store.Refresh();
                return 0;
            });
            if (store.Runs() is [var last, ..])
            {
                Time(output, $"Results of the run {last.Id}", () => store.Results(new ResultQuery { Run = last.Id }).Count);
                Time(output, "the history of a cell", () => store.Cell(store.Rows().Cell(0)).Events.Length);
            }

            Time(output, "Results of a filter that fits few", () => store.Results(new ResultQuery { Where = Parse("seed == 0 && train-loss < 0.06", store.Rows()) }).Count);
            Columns(store.Rows(), output);
            OneMore(store, output);
        }

        Memory(output, "the process now");
        if (program is not null)
        {
            Programs(folder, program, output);
        }
    }

    private static void Columns(ResultRows rows, TextWriter output)
    {
        output.WriteLine($"{rows.Count} rows, {rows.Names.Count} columns");
        var filter = Parse(Filter, rows);
        Time(output, $"filter {Filter}", () => RowFilter.Matching(filter, rows).Length);
        Time(output, "filter note ~ x || at > 2025-02-01", () => RowFilter.Matching(Parse("note ~ x || at > 2025-02-01", rows), rows).Length);
        Time(output, "sort by accuracy", () => RowOrder.Sorted(rows, [new SortKey(Metric.TestAccuracy, true)]).Length);
        Time(output, "sort by dataset, noise, accuracy", () => RowOrder.Sorted(rows, [new("dataset"), new("noise"), new(Metric.TestAccuracy, true)]).Length);
        Time(output, "sort by cell", () => RowOrder.Sorted(rows, [new SortKey("cell")]).Length);
        Time(output, "distinct noises", () => rows.Column("noise")!.Counts().Count);
        Time(output, "distinct losses", () => rows.Column(Metric.TrainLoss)!.Counts().Count);
        Time(output, "group by dataset, model, train.radius, noise", () => RowGroups.Of(rows, ["dataset", "model", "train.radius", "noise"]).Count);
        // As a screen pivots by default, and writes it.
        var pivot = new TableRequest(new TableSpec("dataset, train.radius", "noise", Metric.TestAccuracy, "", null));
        Time(output, "pivot of all rows: dataset, train.radius by noise", () => TextTable.Write(ComparisonTable.Build(new RowSelection(rows), pivot), 80).Length);
        Memory(output, "the process after pivots");
    }

    /// <summary>What a screen waits for when a run has recorded one more result.</summary>
    private static void OneMore(ResultStore store, TextWriter output)
    {
        var run = new SeededRun(-1, 0);
        using var journal = Journal.Create(store.Folder, $"{run.Id}-{Environment.TickCount64}");
        var results = new Queue<RunEvent>(run.Events(Tries + 1).OfType<CellFinished>());
        Time(output, "one more row, and all rows then", () =>
        {
            journal.Append(results.Dequeue());
            store.Refresh();
            return store.Rows().Count;
        });
    }

    private static FilterExpression Parse(string text, ResultRows rows) => FilterExpression.Parse(text, rows.Names);

    private static void Programs(string folder, string program, TextWriter output)
    {
        string experiment;
        int results;
        using (var store = ResultStore.Open(folder, output.WriteLine))
        {
            experiment = store.Runs().First(run => run.Experiment.Length > 0).Experiment;
            results = store.Rows().Count;
        }

        string[][] all =
        [
            ["results", "list"], ["results", "table", experiment], ["results", "table", experiment, "--where", "accuracy < 95", "--baseline", "clean", "--best", "lowest"],
            ["results", "table", "--rows", "dataset,train.radius", "--columns", "noise.method", "--where", "accuracy < 90"],
            ["results", "table", "--rows", "train.radius", "--columns", "noise", "--where", "preset == mini", "--agg", "ci95", "--baseline", "clean", "--best", "lowest"],
        ];
        foreach (string[] args in all)
        {
            Time(output, $"whole process: pluginhost {string.Join(' ', args)}", () =>
            {
                var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
                Array.ForEach([.. args, "--store", folder], start.ArgumentList.Add);
                using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
                string errors = "";
                process.ErrorDataReceived += (_, line) => errors += line.Data;
                process.BeginErrorReadLine();
                int length = process.StandardOutput.ReadToEnd().Length;
                process.WaitForExit();
                return process.ExitCode == 0 ? length : throw new InvalidOperationException(errors);
            });
        }

        if (OperatingSystem.IsLinux())
        {
            Time(output, "pluginhost alone until it shows the results", () => FirstFrame.Await(program, folder, results));
        }
    }

    private static void Time(TextWriter output, string what, Func<int> act)
    {
        int result = act();
        var times = new List<double>();
        for (int i = 0; i < Tries; i++)
        {
            var clock = Stopwatch.StartNew();
            act();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"  {times[Tries / 2],9:F1} ms  ({times[0]:F1} to {times[^1]:F1})  {what}: {result}");
    }

    private static void Memory(TextWriter output, string what)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"  memory of {what}: {process.WorkingSet64 >> 20} MB now, {process.PeakWorkingSet64 >> 20} MB at most");
    }
}
