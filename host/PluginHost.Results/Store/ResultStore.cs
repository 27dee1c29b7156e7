using System.Collections.Immutable;
using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What was recorded: journals brought into a database that can be deleted at any time. The first process to open a store
/// keeps the database; others at the same time see the same results through one in memory. May be used from any thread.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private readonly DatabaseThread _thread = new();
    private readonly ResultDatabase _database;

    private ResultStore(string folder, Action<string> notice)
    {
        Folder = folder;
        try
        {
            _database = _thread.Do(() => new ResultDatabase(folder, notice));
        }
        catch
        {
            _thread.Dispose();
            throw;
        }
    }

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>Whether another process keeps the database, so that this one made its own in memory.</summary>
    public bool IsReadOnly => _database.InMemoryOnly;

    /// <summary>Opens a store (which may be empty or not exist yet) and reads all journals.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="notice">Told in one line when something was mended, such as a damaged database.</param>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public static ResultStore Open(string folder, Action<string> notice)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(notice);
        try
        {
            return new ResultStore(Path.GetFullPath(folder), notice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the store {folder} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Brings in what journals gained since, also those of other processes.</summary>
    public void Refresh() => _thread.Do(() =>
    {
        _database.Refresh();
        return 0;
    });

    /// <summary>Deletes the database and makes it again from the journals; the same tables come out.</summary>
    public void Rebuild() => _thread.Do(() =>
    {
        _database.Rebuild();
        return 0;
    });

    /// <summary>Keys of all cells that have a result: they need not be run again.</summary>
    public IReadOnlySet<string> DoneCells() => Ask(db =>
    {
        var done = db.GetCollection(Documents.Results)
            .Query().Select("_id").ToDocuments().Select(d => d["_id"].AsString).ToHashSet(StringComparer.Ordinal);
        done.ExceptWith(AnnotationDocuments.RemovedCells(db, AnnotationDocuments.All(db)));
        return done;
    });

    /// <summary>The latest result of every cell that is asked for: in the plan's order, or else in order of time.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    public IReadOnlyList<ResultRow> Results(ResultQuery? query = null)
    {
        query ??= new ResultQuery();
        return Ask(db =>
        {
            var environments = new Dictionary<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
            var remarks = AnnotationDocuments.All(db);
            var results = db.GetCollection(Documents.Results);
            var documents = query.Experiment is null && query.Run is null
                ? results.FindAll()
                : PlannedCells(db, query).Select(cell => results.FindById(cell)).Where(d => d is not null);
            var rows = documents.Where(d => !AnnotationDocuments.IsRemoved(d, remarks))
                .Select(d => Documents.Row(d, run => EnvironmentOf(db, run, environments), remarks))
                .Where(row => query.Preset is null || row.Spec.Preset == query.Preset)
                .Where(row => query.Where?.Matches(row.Value) ?? true)
                .ToList();
            return query.Experiment is null && query.Run is null
                ? [.. rows.OrderBy(r => r.At).ThenBy(r => r.Cell, StringComparer.Ordinal)]
                : rows;
        });
    }

    /// <summary>The newest result of every cell by columns; after a <see cref="Refresh"/> that brought something, another snapshot.</summary>
    public ResultRows Rows() => ResultRows.Of(Results());

    /// <summary>Keys of the cells that were planned, in the plan's order, whether they have results or not.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    public IReadOnlyList<string> Planned(ResultQuery query) => Ask(db => PlannedCells(db, query).ToList());

    /// <summary>All runs, the newest first.</summary>
    public IReadOnlyList<RunSummary> Runs() => Ask(db => RunDocuments.Summaries(db, Folder));

    /// <summary>A run by its name or the beginning of it.</summary>
    /// <exception cref="QueryException">There is none, or several.</exception>
    public RunRecord Run(string id) => Ask(db => RunDocuments.Record(db, Folder, id));

    /// <summary>The last run of an experiment or recipe.</summary>
    /// <exception cref="QueryException">There is none; the nearest name is told.</exception>
    public RunRecord LastRun(string experiment, string? preset = null) => Ask(db =>
        RunDocuments.Record(db, Folder, RunDocuments.OfExperiment(db, Folder, experiment, preset)[0].Id));

    /// <summary>Everything that was recorded about a cell.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or several.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public CellHistory Cell(string keyPrefix)
    {
        var (key, row, places, removal) = Ask(db =>
        {
            string cell = CellDocuments.Find(db, keyPrefix);
            var document = db.GetCollection(Documents.Results).FindById(cell);
            var remarks = AnnotationDocuments.All(db);
            var result = document is null ? null : Documents.Row(document, run => EnvironmentOf(db, run, []), remarks);
            return (cell, result, CellDocuments.Places(db, cell, result?.NoiseKey), document is null ? null : AnnotationDocuments.RemovalOf(document, remarks));
        });
        return new CellHistory(key, row, [.. places.Select(ReadAt).OrderBy(e => e.At)]) { Removal = removal };
    }

    /// <summary>The curves of a cell's latest result, such as <c>train-loss</c>; read from its journal.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or it has no result.</exception>
    /// <exception cref="StoreException">The journal changed since it was read.</exception>
    public ImmutableSortedDictionary<string, Curve> Curves(string keyPrefix) => ReadAt(Ask(db =>
    {
        string cell = CellDocuments.Find(db, keyPrefix);
        return CellDocuments.Place(db.GetCollection(Documents.Results).FindById(cell)
            ?? throw new QueryException($"cell {cell[..Math.Min(12, cell.Length)]} has no result yet"));
    })) is CellFinished finished
        ? finished.Curves
        : throw new StoreException("a journal changed while it was read; run `results rebuild`");

    /// <summary>Cells whose last attempt failed and that have no newer result, the newest failure first.</summary>
    public IReadOnlyList<FailedCell> FailedCells() => Ask(db =>
    {
        var results = db.GetCollection(Documents.Results);
        return db.GetCollection(Documents.Failures).FindAll().ToList()
            .Where(f => results.FindById(f["_id"]) is not { } result || Documents.IsNewer(f, result))
            .Select(Documents.Failed)
            .OrderByDescending(f => f.At).ThenBy(f => f.Cell, StringComparer.Ordinal).ToList();
    });

    /// <summary>Results and runs that were removed and can be restored, what was removed last first.</summary>
    public IReadOnlyList<Removed> Trash() => Ask(AnnotationDocuments.Trash);

    /// <summary>What a name means: a run, or the result of a cell.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such thing, or several.</exception>
    public RecordedThing Find(string id) => Ask(db => CellDocuments.Thing(db, id));

    /// <summary>Lines that could not be read; all others count.</summary>
    public IReadOnlyList<UnreadableLine> Unreadable() => Ask(db => db.GetCollection(Documents.Unreadable).FindAll()
        .Select(d => new UnreadableLine(d["journal"].AsString, d["offset"].AsInt64, d["problem"].AsString))
        .Concat(_database.Torn)
        .OrderBy(l => l.Journal, StringComparer.Ordinal).ThenBy(l => l.Offset).ToList());

    /// <summary>Closes the database; another process may keep it then.</summary>
    public void Dispose()
    {
        _thread.Do(() =>
        {
            _database.Dispose();
            return 0;
        });
        _thread.Dispose();
    }

    // Everything is read into lists on the database's thread: an unfinished query would keep its lock.
    private T Ask<T>(Func<LiteDatabase, T> question) => _thread.Do(() => _database.Ask(question));

    private RunEvent ReadAt(CellDocuments.EventPlace place) =>
        JournalReader.ReadAt(StoreFolders.JournalPath(Folder, place.Journal), place.Offset, place.Length);

    private IEnumerable<string> PlannedCells(LiteDatabase db, ResultQuery query)
    {
        IEnumerable<string> runs = query switch
        {
            { Run: { } run } => [RunDocuments.Find(db, run)],
            { Experiment: { } experiment, AllRuns: true } => RunDocuments.OfExperiment(db, Folder, experiment, query.Preset).Select(r => r.Id),
            { Experiment: { } experiment } => [RunDocuments.OfExperiment(db, Folder, experiment, query.Preset)[0].Id],
            _ => throw new QueryException("name an experiment or a run"),
        };
        return runs.SelectMany(run => RunDocuments.Plan(db, run)).Distinct(StringComparer.Ordinal);
    }

    private static ImmutableSortedDictionary<string, string> EnvironmentOf(
        LiteDatabase db, string run, Dictionary<string, ImmutableSortedDictionary<string, string>> known)
    {
        if (!known.TryGetValue(run, out var environment))
        {
            known[run] = environment = db.GetCollection(Documents.Plans).FindById(run) is { } plan
                ? Documents.Parse<ImmutableSortedDictionary<string, string>>(plan["environment"])
                : ImmutableSortedDictionary<string, string>.Empty;
        }

        return environment;
    }
}
