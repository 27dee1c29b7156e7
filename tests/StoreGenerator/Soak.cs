using System.Diagnostics;
using System.Globalization;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Tables.Rows;

namespace PluginHost.StoreGenerator;

/// <summary>One process appends results while two others look at them; at the end all must see all.</summary>
internal static class Soak
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Appends for a while and checks what the readers saw; 0 when nothing went wrong.</summary>
    public static int Run(string folder, TimeSpan time, TextWriter output)
    {
        using var store = ResultStore.Open(folder, output.WriteLine);
        int before = store.Rows().Count;
        var readers = Enumerable.Range(0, 2).Select(_ => Start(folder)).ToList();
        var clock = Stopwatch.StartNew();
        int written = 0;
        for (int number = 1_000_000; clock.Elapsed < time; number++)
        {
            var run = new SeededRun(number, number);
            using var journal = Journal.Create(folder, run.Id);
            foreach (var e in run.Events(50).TakeWhile(_ => clock.Elapsed < time))
            {
                journal.Append(e);
                written += e is CellFinished ? 1 : 0;
                Thread.Sleep(Pause / 10);
            }
        }

        store.Refresh();
        var seen = readers.Select(Finish).ToList();
        output.WriteLine($"{before} rows before, {written} written in {clock.Elapsed.TotalMinutes:F1} minutes; this process sees {store.Rows().Count}, the others {string.Join(" and ", seen)}");
        bool good = store.Unreadable().Count == 0 && seen.Append(store.Rows().Count).All(rows => rows == before + written);
        output.WriteLine(good ? "no row was lost" : "SOMETHING WENT WRONG");
        return good ? 0 : 1;
    }

    /// <summary>Refreshes and looks until its input ends, then says how many rows it sees.</summary>
    public static int Read(string folder, TextReader input, TextWriter output)
    {
        var end = Task.Run(input.ReadToEnd);
        using var store = ResultStore.Open(folder, line => throw new InvalidOperationException(line));
        int seen = 0, refreshes = 0;
        for (; !end.IsCompleted; refreshes++)
        {
            store.Refresh();
            var rows = store.Rows();
            if (rows.Count < seen)
            {
                throw new InvalidOperationException($"{seen - rows.Count} rows were lost");
            }

            seen = rows.Count;
            int last = rows.Count - 1;
            if (last >= 0 && (store.Runs().Count == 0 || rows.Row(last).Cell != rows.Cell(last) || store.Cell(rows.Cell(last)).Events.IsEmpty))
            {
                throw new InvalidOperationException("the last row cannot be looked at");
            }

            Thread.Sleep(Pause);
        }

        store.Refresh();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store.Rows().Count}"));
        return 0;
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "store-generator") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add("--read");
        return Process.Start(start) ?? throw new InvalidOperationException("a reader did not start");
    }

    private static int Finish(Process reader)
    {
        using (reader)
        {
            reader.StandardInput.Close();
            string seen = reader.StandardOutput.ReadToEnd();
            reader.WaitForExit();
            return reader.ExitCode == 0 ? int.Parse(seen, CultureInfo.InvariantCulture) : -1;
        }
    }
}
