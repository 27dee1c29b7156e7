using System.Diagnostics;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Tables.Rows;

namespace PluginHost.StoreGenerator;

/// <summary>Writes journals as runs do, but without waiting for the disk after every line, and brings them into the store.</summary>
internal static class WrittenStore
{
    public static void Write(string folder, int results, int seed, TextWriter output)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty; name a new folder");
        }

        var clock = Stopwatch.StartNew();
        int written = 0, runs = 0;
        for (; written < results; runs++)
        {
            var run = new SeededRun(seed, runs);
            written += Append(folder, run, run.Events(results - written));
        }

        output.WriteLine($"{written} results of {runs} runs written in {clock.Elapsed.TotalSeconds:F0} s");
        clock.Restart();
        using var store = ResultStore.Open(folder, output.WriteLine);
        int rows = store.Rows().Count;
        output.WriteLine($"brought into the database in {clock.Elapsed.TotalSeconds:F0} s: {rows} rows");
    }

    private static int Append(string folder, SeededRun run, IEnumerable<RunEvent> events)
    {
        string day = Path.Combine(folder, "journals", $"{run.Id[..4]}-{run.Id[4..6]}-{run.Id[6..8]}");
        Directory.CreateDirectory(day);
        int finished = 0;
        using var file = new FileStream(Path.Combine(day, run.Id + ".jsonl"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        foreach (var e in events)
        {
            file.Write(JournalLine.Of(e));
            finished += e is CellFinished ? 1 : 0;
        }

        return finished;
    }
}
