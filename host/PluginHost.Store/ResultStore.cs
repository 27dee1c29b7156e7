using System.Collections.Immutable;
using LiteDB;
using PluginHost.Store.Database;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store;

/// <summary>
/// What was recorded, asked of the store's database, which always has all that the journals have. Any number of
/// processes may work on one store. May be used from any thread.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StoreLayout _layout;
    private readonly ResultDatabase _database;
    private readonly ResultReader _reader = new();
    private readonly Action<string> _notice;
    private StoredResults? _current;
    private bool _isUnreadableTold;

    private ResultStore(string folder, Action<string> notice, Action<long, long>? progress)
    {
        Folder = folder;
        _layout = new StoreLayout(folder);
        _notice = notice;
        _database = new ResultDatabase(folder, notice, progress);
    }

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>Opens a store, which may be empty or not exist yet.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="notice">
    /// Told in one line when something was mended, such as a damaged database, and when a journal cannot be read.
    /// </param>
    /// <param name="progress">
    /// Told, while many journals are brought in, how many bytes were read and how many there are.
    /// </param>
    public static ResultStore Open(string folder, Action<string> notice, Action<long, long>? progress = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(notice);
        return new ResultStore(Path.GetFullPath(folder), notice, progress);
    }

    /// <summary>Makes <see cref="Current"/> have what was recorded since, also by other processes.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public void Refresh()
    {
        lock (_gate)
        {
            var all = Ask(_reader.All);
            if (_current is null || !ReferenceEquals(_current.Items, all))
            {
                _current = Snapshot(all);
            }
        }
    }

    /// <summary>
    /// Compares the database with the journals: the names of records that differ, none when both agree; null where runs
    /// recorded so much meanwhile that nothing can be said. Reads all journals.
    /// </summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlyList<string>? Differences() => Reading(_database.Differences);

    /// <summary>Makes the database again from the journals; the same tables come out.</summary>
    /// <exception cref="StoreException">The journals cannot be read, or the database cannot be written.</exception>
    public void Rebuild()
    {
        Reading(() =>
        {
            _database.Rebuild();
            return 0;
        });
        Refresh();
    }

    /// <summary>
    /// The result of every cell that counts, as of the last <see cref="Refresh"/>; the same object when there was
    /// nothing new.
    /// </summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public StoredResults Current()
    {
        lock (_gate)
        {
            if (_current is null)
            {
                Refresh();
            }

            return _current ?? Snapshot([]);
        }
    }

    /// <summary>
    /// The results that came last, which are there sooner than all: <see cref="StoredResults.IsPart"/> tells whether
    /// more follow.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public StoredResults Latest(int most)
    {
        lock (_gate)
        {
            var (newest, isPart) = Ask(db => _reader.Newest(db, most));
            return new StoredResults(newest, _reader.Metrics, ReadSpec) { IsPart = isPart };
        }
    }

    /// <summary>Those of some cells that have a result: they need not be run again.</summary>
    /// <param name="cells">Keys of cells.</param>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlySet<string> Done(IEnumerable<string> cells) => Ask(db => db.GetCollection(Documents.Results).Query()
        .Where(Documents.IsIn("cell", cells.Select(cell => new BsonValue(cell)))).Select("{state, cell}").ToList()
        .Where(result => result["state"] == Documents.Current).Select(result => result["cell"].AsString)
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>Keys of the cells that were planned, in the plan's order, whether they have results or not.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyList<string> Planned(PlanQuery query) => [.. Plan(query).Select(planned => planned.Cell)];

    /// <summary>
    /// The results of the cells that were planned, in the plan's order, with the names that its recipe gives the
    /// noises.
    /// </summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public StoredResults OfPlan(PlanQuery query)
    {
        var plan = Plan(query);
        var results = Ask(db => _reader.OfCells(db, plan.Select(planned => planned.Cell)))
            .ToDictionary(result => result.Cell, StringComparer.Ordinal);
        var names = new NoiseNames();
        var recorded = plan.Where(cell => results.ContainsKey(cell.Cell));
        return Snapshot([.. recorded.Select(cell => names.Called(results[cell.Cell], cell.Label))]);
    }

    /// <summary>All runs but those in the trash, the one that began last first.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlyList<RunSummary> Runs() => Look(lookup => lookup.Runs().ConvertAll(lookup.Summary));

    /// <summary>A run by its name or the beginning of it.</summary>
    /// <exception cref="QueryException">There is none, or several.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public RunRecord Run(string id) => Record(lookup => lookup.Run(id));

    /// <summary>The last run of an experiment or recipe.</summary>
    /// <exception cref="QueryException">There is none; the nearest name is told.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public RunRecord LastRun(string experiment, string? preset = null) =>
        Record(lookup => lookup.OfExperiment(experiment, preset)[0]);

    /// <summary>Everything that was recorded about a cell.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or several.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public CellHistory Cell(string keyPrefix)
    {
        var (key, latest, removal, places) = Ask(db =>
        {
            var lookup = new Lookup(db, Folder);
            string cell = lookup.Cell(keyPrefix);
            var found = _reader.Latest(db, cell)?.Result;
            var removed = found is null ? null : lookup.RemovalOf(found);
            return (cell, found, removed, lookup.PlacesOf(cell, found?.NoiseKey));
        });
        var events = places.Select(place => (Place: place, Event: ReadAt(place)))
            .OrderBy(e => EventNumbers.Of(e.Event)).ThenBy(e => e.Place.Journal, StringComparer.Ordinal)
            .ThenBy(e => e.Place.Offset).Select(e => e.Event);
        return new CellHistory(key, latest is null ? null : Row(latest), [.. events]) { Removal = removal };
    }

    /// <summary>The curves of a cell's latest result, such as <c>train-loss</c>; read from its journal.</summary>
    /// <inheritdoc cref="Finished" path="/param"/>
    /// <inheritdoc cref="Finished" path="/exception"/>
    public ImmutableSortedDictionary<string, Curve> Curves(string keyPrefix) => Finished(keyPrefix).Curves;

    /// <summary>A cell's latest result as it was recorded; read from its journal.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or it has no result.</exception>
    /// <exception cref="StoreException">The journal changed since it was read.</exception>
    public CellFinished Finished(string keyPrefix)
    {
        var place = Ask(db =>
        {
            string cell = new Lookup(db, Folder).Cell(keyPrefix);
            return _reader.Latest(db, cell) is { } latest
                ? Documents.PlacesOf(latest.Document["places"]).Last()
                : throw new QueryException($"cell {cell[..Math.Min(12, cell.Length)]} has no result yet");
        });
        return ReadAt(place) as CellFinished ?? throw Changed();
    }

    /// <summary>What a run recorded when it began; null where that is not known.</summary>
    /// <param name="id">Its name or the beginning of it.</param>
    /// <exception cref="QueryException">There is none, or several.</exception>
    /// <exception cref="StoreException">The journal changed since it was read.</exception>
    public RunStarted? Started(string id) => Look(lookup => lookup.Run(id)["plan"]) is { IsNull: false } place
        ? ReadAt(Documents.PlaceOf(place)) as RunStarted ?? throw Changed()
        : null;

    /// <summary>Cells whose last attempt failed and that have no later result, the last failure first.</summary>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyList<FailedCell> FailedCells() => Failed(lookup => lookup.Failures());

    /// <summary>The noise sets that runs of this store made, as they were recorded last, by key.</summary>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyDictionary<string, ArtifactMade> MadeNoise()
    {
        var imported = Runs().Where(run => run.ImportedFrom is not null).Select(run => run.Id).ToHashSet();
        return Look(lookup => lookup.Artifacts()).Select(ReadAt).OfType<ArtifactMade>()
            .Where(made => !imported.Contains(made.Run))
            .GroupBy(made => made.Key, StringComparer.Ordinal)
            .ToDictionary(made => made.Key, made => made.MaxBy(EventNumbers.Of)!, StringComparer.Ordinal);
    }

    /// <summary>
    /// Those of some cells whose last attempts took their worker down, and that have no later result, the last failure
    /// first.
    /// </summary>
    /// <param name="cells">Keys of cells.</param>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyList<FailedCell> LostWorkers(IEnumerable<string> cells) =>
        Failed(lookup => lookup.LostWorkers(cells));

    /// <summary>Results and runs that were removed and can be restored, what was removed last first.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlyList<Removed> Trash()
    {
        var (runs, results) = Ask(db =>
        {
            var lookup = new Lookup(db, Folder);
            var removals = lookup.Removals().ToList();
            return (removals.Select(removal => lookup.RemovedRun(removal.Key, removal.Removal)).OfType<Removed>().ToList(),
                removals.Select(removal => (_reader.Latest(db, removal.Key)?.Result, removal.Removal))
                    .Where(removed => removed.Result?.Order <= removed.Removal.UpTo).ToList());
        });
        var ofCells = results.Select(
            removed => new Removed(removed.Result!.Cell, false, Row(removed.Result).Spec.ToString(), removed.Removal.At, 1));
        return [.. ofCells.Concat(runs).OrderByDescending(removed => removed.RemovedAt).ThenBy(removed => removed.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Of some cells the result that was recorded last, in the trash or not; those that have none are left out.
    /// </summary>
    /// <param name="cells">Keys of cells.</param>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    internal IReadOnlyDictionary<string, StoredResult> Last(IReadOnlyList<string> cells) => Ask(db => cells
        .Select(cell => _reader.Latest(db, cell)?.Result).OfType<StoredResult>()
        .ToDictionary(result => result.Cell, StringComparer.Ordinal));

    /// <summary>Those of some runs that are known, in the trash or not.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    internal IReadOnlySet<string> Known(IReadOnlyList<string> runs) => Ask(db => db.GetCollection(Documents.Runs)
        .Find(Documents.IsIn("_id", runs.Select(run => new BsonValue(run)))).Select(run => run["_id"].AsString)
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>What a name means: a run, or the result of a cell.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such thing, or several.</exception>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public RecordedThing Find(string id) => Ask(db =>
    {
        var lookup = new Lookup(db, Folder);
        if (lookup.RunIn(id) is { } run)
        {
            return new RecordedThing(null, run["_id"].AsString, lookup.Summary(run).Started, run["last"].AsInt64);
        }

        string cell = lookup.Cell(id);
        return _reader.Latest(db, cell)?.Result is { } result
            ? new RecordedThing(cell, result.Run.Id, new DateTimeOffset(result.At, TimeSpan.Zero), result.Order)
            : new RecordedThing(cell, "", default, 0);
    });

    /// <summary>
    /// How long trainings took, or making noise, by their <see cref="CellTimes"/> keys; what was never measured is
    /// absent.
    /// </summary>
    /// <param name="kind">Which time.</param>
    /// <param name="keys">Keys of <see cref="CellTimes"/>.</param>
    /// <param name="device">Where they ran, such as <c>cpu</c>.</param>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlyDictionary<string, RecordedTimes> Times(TimeKind kind, IEnumerable<string> keys, string device) =>
        Ask(db => TimeLookup.Of(db, kind, keys, device));

    /// <summary>
    /// Runs with their cells that are done counted, whichever run did them: as lists and screens tell it.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyList<RunSummary> WithDone(IReadOnlyList<RunSummary> runs)
    {
        var plans = Ask(db => runs.Select(run => db.GetCollection(Documents.Runs).FindById(run.Id)?["plan"]).ToList());
        var chosen = plans.ConvertAll(ChosenIn);
        var done = Done(chosen.SelectMany(cells => cells ?? []).Distinct());
        return [.. runs.Zip(chosen, (run, cells) => cells is { } known ? run with { Done = known.Count(done.Contains) } : run)];
    }

    /// <summary>The cells that a run was asked for; null where its plan is not known.</summary>
    private ImmutableArray<string>? ChosenIn(BsonValue? plan)
    {
        bool isKnown = plan is { IsNull: false };
        return isKnown && ReadAt(Documents.PlaceOf(plan!)) is RunStarted e ? e.Chosen ?? e.Cells : null;
    }

    /// <summary>Lines and files that could not be read; all others count.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public IReadOnlyList<UnreadableLine> Unreadable()
    {
        var (places, read) = Look(lookup => (lookup.Unreadable(), lookup.ReadUpTo()));
        return UnreadableLines.Of(_layout, places, read);
    }

    /// <summary>Nothing is kept open; a database in memory goes.</summary>
    public void Dispose() => _database.Dispose();

    private StoredResults Snapshot(StoredResult[] results) => new(results, _reader.Metrics, ReadSpec);

    private ResultRow Row(StoredResult result) => Snapshot([result]).Row(result);

    private RunRecord Record(Func<Lookup, BsonDocument> find)
    {
        var (run, summary) = Look(lookup => find(lookup) is var found ? (found, lookup.Summary(found)) : default);
        var began = run["plan"].IsNull ? null : ReadAt(Documents.PlaceOf(run["plan"])) as RunStarted;
        return RunRecord.Of(summary, began);
    }

    /// <summary>The cells that were planned, with what the recipe calls their noise, if that was recorded.</summary>
    private List<(string Cell, string? Label)> Plan(PlanQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plans = Look(lookup => (query switch
        {
            { Run: { } run } => [lookup.Run(run)],
            { Experiment: { } experiment, AllRuns: true } => lookup.OfExperiment(experiment, query.Preset),
            { Experiment: { } experiment } => [lookup.OfExperiment(experiment, query.Preset)[0]],
            _ => throw new QueryException("name an experiment or a run"),
        }).Select(run => run["plan"]).Where(plan => !plan.IsNull).Select(Documents.PlaceOf).ToList());
        return [.. plans.Select(ReadAt).OfType<RunStarted>()
            .SelectMany(plan => plan.Cells.Select((cell, i) => (cell, plan.Labels?[i])))
            .DistinctBy(planned => planned.cell, StringComparer.Ordinal)];
    }

    private CellSpec ReadSpec(EventPlace place) => ReadAt(place) is CellFinished finished
        ? finished.Spec
        : throw Changed();

    private static StoreException Changed() => new("a journal changed while it was read; run `results rebuild`");

    private RunEvent ReadAt(EventPlace place) =>
        JournalReader.ReadAt(_layout.Journal(place.Journal), place.Offset, place.Length);

    private T Look<T>(Func<Lookup, T> question) => Ask(db => question(new Lookup(db, Folder)));

    // One question at a time: what was read is kept for the next one.
    private T Ask<T>(Func<LiteDatabase, T> question)
    {
        lock (_gate)
        {
            var answer = Reading(() => _database.Ask(question));
            if (!_isUnreadableTold)
            {
                _isUnreadableTold = true;
                TellUnreadable();
            }

            return answer;
        }
    }

    private void TellUnreadable()
    {
        if (Unreadable() is [var first, ..] lines)
        {
            string more = lines.Count == 1 ? "" : $" ({lines.Count - 1} more: `doctor` lists them)";
            _notice($"a line of a journal cannot be read, everything else counts: {first}{more}");
        }
    }

    private IReadOnlyList<FailedCell> Failed(Func<Lookup, List<EventPlace>> places) =>
        [.. Look(places).Select(ReadAt).OfType<CellFailed>().OrderByDescending(EventNumbers.Of)
            .ThenBy(e => e.Cell, StringComparer.Ordinal).Select(FailedCell.Of)];

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the store {Folder} cannot be read: {e.Message}", e);
        }
    }
}
