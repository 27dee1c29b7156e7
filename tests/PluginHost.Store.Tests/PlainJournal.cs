using PluginHost.Files;
using PluginHost.Store.Journals;

namespace PluginHost.Store.Tests;

/// <summary>A journal that does not wait for the disk after each line: tests of reading would test the disk otherwise.</summary>
internal sealed class PlainJournal : IJournal, IDisposable
{
    private readonly FileStream _file;

    public PlainJournal(string store, string run)
    {
        string path = new StoreLayout(store).Journal($"2026-01-31/{run}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
    }

    public void Append(RunEvent entry)
    {
        _file.Write(JournalLine.Of(entry));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Writes a run of which every cell has a result.</summary>
    public static void WriteRun(string store, IReadOnlyList<CellSpec> plan, string run = Samples.RunName, string experiment = "quick", string outcome = "done")
    {
        using var journal = new PlainJournal(store, run);
        journal.Append(Samples.Started(plan, run, experiment));
        for (int i = 0; i < plan.Count; i++)
        {
            journal.Append(new CellStarted(Samples.Key(plan[i]), plan[i]) { At = Samples.Noon.AddMinutes(i), Run = run });
            journal.Append(Samples.Finished(plan[i], Samples.Accuracy(plan[i]), 1 - Samples.Accuracy(plan[i]), run, i + 0.5));
        }

        journal.Append(Samples.Ended(outcome, run, plan.Count + 1));
    }
}
