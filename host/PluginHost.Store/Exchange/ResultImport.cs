using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Exchange;

/// <summary>What an import brought.</summary>
/// <param name="Experiments">The experiments that the folder is about.</param>
/// <param name="Runs">How many runs are new in the store.</param>
/// <param name="Results">How many results are.</param>
/// <param name="Known">How many results the store had already.</param>
/// <param name="Others">
/// How many were left out: the store has a result of its own, or a later one, for their cells.
/// </param>
public sealed record ImportedResults(IReadOnlyList<string> Experiments, int Runs, int Results, int Known, int Others);

/// <summary>
/// Brings exported results into a store, marked with where they come from. Done twice, it changes nothing; what the
/// store recorded itself is never replaced.
/// </summary>
/// <param name="store">The store.</param>
public sealed class ResultImport(ResultStore store)
{
    /// <summary>Imports a folder.</summary>
    /// <param name="folder">A folder that an export wrote.</param>
    /// <exception cref="StoreException">
    /// It holds no export, a line of that cannot be read (nothing was imported then), or the store cannot be written.
    /// </exception>
    public ImportedResults Import(string folder)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var events = ExportedJournal.Read(whole);
        var results = events.OfType<CellFinished>().ToList();
        var known = store.Last([.. results.Select(result => result.Cell).Distinct()]);
        var wanted = results.Where(result => IsNew(result, known.GetValueOrDefault(result.Cell)))
            .Select(result => result.Cell).ToHashSet(StringComparer.Ordinal);
        var runs = events.GroupBy(e => e.Run, StringComparer.Ordinal).ToList();
        string[] names = [.. runs.Select(run => run.Key)];
        var newRuns = names.Except(store.Known(names)).ToHashSet(StringComparer.Ordinal);
        Begin();
        foreach (var run in runs)
        {
            RunEvent[] wantedEvents = [.. run.Where(IsWanted).Select(Marked)];
            if (wantedEvents.Length > 0)
            {
                // A part of a run that an import was killed at would never become whole.
                Journal.CreateWhole(store.Folder, run.Key, wantedEvents);
            }
        }

        store.Refresh();
        int same = results.Count(result => known.GetValueOrDefault(result.Cell) is { } last && IsSame(result, last));
        return new ImportedResults(
            [.. events.OfType<RunStarted>().Select(run => run.Experiment).Distinct()],
            newRuns.Count, wanted.Count, same, results.Count - wanted.Count - same);

        bool IsWanted(RunEvent e) => e switch
        {
            CellFinished result => wanted.Contains(result.Cell),
            Annotation { Cell: { } cell } => wanted.Contains(cell),
            _ => newRuns.Contains(e.Run),
        };

        RunEvent Marked(RunEvent e) => e is RunStarted started ? started with { ImportedFrom = whole } : e;
    }

    private static bool IsSame(CellFinished result, StoredResult known) =>
        known.Run.Id == result.Run && known.At == result.At.UtcTicks;

    /// <summary>Whether a result is for a cell without one, or comes after one that was imported too.</summary>
    private static bool IsNew(CellFinished result, StoredResult? known) =>
        known is null || (known.Run.ImportedFrom is not null && result.At.UtcTicks > known.At);

    /// <summary>A store may begin with what is imported into it.</summary>
    private void Begin()
    {
        try
        {
            Directory.CreateDirectory(store.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the store {store.Folder} cannot be made: {e.Message}", e);
        }
    }
}
