using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Finds runs and cells by names and the beginnings of names.</summary>
internal static class IndexLookup
{
    private const int LeastOfShortName = 3;

    /// <summary>All runs but those in the trash, the newest first.</summary>
    public static List<RunSummary> Runs(StoreIndex index, string store) =>
        [.. index.Runs.Values.Select(run => (Run: run, Said: Said(index, run.Id))).Where(r => r.Said.Removal is null)
            .OrderByDescending(r => r.Run.Started).ThenByDescending(r => r.Run.Id, StringComparer.Ordinal)
            .Select(r => r.Run.Summary(store, r.Said))];

    /// <summary>The runs of an experiment or a recipe (and a preset), the newest first; at least one.</summary>
    public static List<IndexedRun> OfExperiment(StoreIndex index, string store, string name, string? preset)
    {
        var all = index.Runs.Values.Where(run => Said(index, run.Id).Removal is null)
            .OrderByDescending(run => run.Started).ThenByDescending(run => run.Id, StringComparer.Ordinal).ToList();
        // A recipe may declare several experiments, one of them by its own name: that one is meant.
        var named = all.FindAll(run => run.Experiment == name);
        named = named.Count > 0 ? named : all.FindAll(run => run.Recipe == name);
        if (named.Count == 0)
        {
            var names = all.SelectMany(run => new[] { run.Experiment, run.Recipe }).Where(n => n.Length > 0).Distinct();
            throw new QueryException(all.Count == 0
                ? $"nothing was run yet in the store {store}"
                : $"no run of an experiment '{name}' was recorded{Nearest.Hint(name, names)}");
        }

        var wanted = named.FindAll(run => preset is null || run.Preset == preset);
        return wanted.Count > 0 ? wanted : throw new QueryException(
            $"'{name}' was not run with the preset '{preset}', only with {string.Join(", ", named.Select(run => run.Preset).Distinct().Order(StringComparer.Ordinal))}");
    }

    /// <summary>A run by its name or the beginning of it.</summary>
    public static IndexedRun Run(StoreIndex index, string prefix)
    {
        var runs = RunsStartingWith(index, prefix);
        return runs switch
        {
            [var one] => one,
            [] => throw new QueryException($"no run is called {prefix}; `results list` shows them"),
            _ => index.Runs.GetValueOrDefault(prefix) ?? throw new QueryException($"several runs begin with {prefix}: {string.Join(", ", runs.Select(run => run.Id).Take(3))}"),
        };
    }

    /// <summary>A cell's whole key.</summary>
    public static string Cell(StoreIndex index, string prefix)
    {
        if (prefix.Length == 0)
        {
            throw new QueryException("give the first digits of a cell's key; `results list` shows them");
        }

        var keys = index.All.Cells.StartingWith(prefix).Select(row => index.All.Cells[row])
            .Concat(index.Failures.Keys.Concat(index.Begun).Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal).Take(3).ToList();
        return keys switch
        {
            [var one] => one,
            [] => throw new QueryException($"no cell's key begins with {prefix}; `results list` shows them"),
            _ when keys.Contains(prefix) || index.All.Cells.Find(prefix) >= 0 => prefix,
            _ => throw new QueryException($"several cells' keys begin with {prefix}: give more digits"),
        };
    }

    /// <summary>A run or a cell by the beginning of its name. A run's begins with a date, or is its short one, which may begin a cell's key too.</summary>
    public static RecordedThing Thing(StoreIndex index, string prefix)
    {
        if (prefix.Length > 0 && RunsStartingWith(index, prefix).Count > 0)
        {
            var run = Run(index, prefix);
            return run.Id.StartsWith(prefix, StringComparison.Ordinal) || !BeginsACell(index, prefix)
                ? new RecordedThing(null, run.Id, new DateTimeOffset(run.Started, TimeSpan.Zero))
                : throw new QueryException($"{prefix} is the run {run.Id} and begins a cell's key too: give more digits");
        }

        string cell = Cell(index, prefix);
        return Latest(index, cell) is { } result ? new RecordedThing(cell, result.Run, result.At) : new RecordedThing(cell, "", default);
    }

    /// <summary>A cell's newest result, in the trash or not; null when it has none.</summary>
    public static ResultRow? Latest(StoreIndex index, string cell) =>
        index.All.Cells.Find(cell) is >= 0 and var row ? index.RowsAndTrash.Row(row) : null;

    /// <summary>Where the last failure of each cell lies that has no newer result.</summary>
    public static List<EventPlace> Failures(StoreIndex index) =>
        [.. index.Failures.Where(f => index.All.Cells.Find(f.Key) is not (>= 0 and var row)
            || NewRow.Compare((f.Value.At, f.Value.Place.Journal, f.Value.Place.Offset), (index.All.At[row], PlaceOf(index, row).Journal, index.All.Offsets[row])) > 0)
            .Select(f => f.Value.Place)];

    /// <summary>Where a result lies.</summary>
    public static EventPlace PlaceOf(StoreIndex index, int row) =>
        new(index.Tables.Journals[index.All.Journals[row]], index.All.Offsets[row], index.All.Lengths[row]);

    /// <summary>The journals that speak of a cell or an artifact.</summary>
    public static IEnumerable<string> JournalsOf(StoreIndex index, IEnumerable<string> keys)
    {
        ulong[] hashes = [.. keys.Select(KeySet.HashOf)];
        return index.Journals.Values.Where(journal => Array.Exists(hashes, journal.Keys.Contains)).Select(journal => journal.Name);
    }

    /// <summary>The removal of a result, or of its run; null when it is not in the trash.</summary>
    public static Removal? RemovalOf(StoreIndex index, ResultRow result) =>
        Said(index, result.Cell, isRun: false).Removal is { } removal && result.At <= removal.Until ? removal : Said(index, result.Run).Removal;

    /// <summary>The trash, what was removed last first.</summary>
    public static List<Removed> Trash(StoreIndex index) =>
        [.. index.Remarks.Where(r => r.Value.Removal is not null).Select(r => SaidOf.RunOf(r.Key) is { } run
                ? new Removed(run, true, What(index, run), r.Value.Removal!.Value.At, index.All.Runs.Take(index.All.Count).Count(code => code == index.Tables.Runs.Find(run)))
                : Latest(index, r.Key) is { } result && result.At <= r.Value.Removal!.Value.Until
                    ? new Removed(r.Key, false, result.Spec.ToString(), r.Value.Removal.Value.At, 1)
                    : null)
            .OfType<Removed>().OrderByDescending(r => r.RemovedAt).ThenBy(r => r.Id, StringComparer.Ordinal)];

    public static Remarks Said(StoreIndex index, string id, bool isRun = true) =>
        index.Remarks.GetValueOrDefault(isRun ? SaidOf.RunKey(id) : id, Remarks.None);

    private static string What(StoreIndex index, string run) =>
        index.Runs.TryGetValue(run, out var known) ? $"{known.Experiment}, preset {known.Preset}" : "a run of which nothing else is known";

    private static bool BeginsACell(StoreIndex index, string prefix) =>
        index.All.Cells.StartingWith(prefix).Any() || index.Failures.Keys.Concat(index.Begun).Any(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private static List<IndexedRun> RunsStartingWith(StoreIndex index, string prefix) =>
        [.. index.Runs.Values.Where(run => run.Id.StartsWith(prefix, StringComparison.Ordinal)
                || (prefix.Length >= LeastOfShortName && RunId.Short(run.Id).StartsWith(prefix, StringComparison.Ordinal)))
            .OrderBy(run => run.Id, StringComparer.Ordinal)];
}
