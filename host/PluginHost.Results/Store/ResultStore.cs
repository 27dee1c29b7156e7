using System.Collections.Immutable;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What was recorded: an index of the journals in memory, and beside it a database of all events. Both can be deleted at any
/// time. The first process to open a store keeps the database; any number at the same time see the same results. May be
/// used from any thread.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private readonly DatabaseThread _thread = new();
    private readonly ResultDatabase _database;
    private readonly LiveIndex _index;

    private ResultStore(string folder, Action<string> notice)
    {
        Folder = folder;
        try
        {
            _database = _thread.Do(() => new ResultDatabase(folder, notice));
            if (!_database.InMemoryOnly)
            {
                SavedIndex.DeleteLeftovers(folder);
            }

            _index = new LiveIndex(folder, notice);
        }
        catch
        {
            _database?.Dispose();
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
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public void Refresh() => Reading(_index.Refresh);

    /// <summary>Makes index and database again from the journals; the same tables come out.</summary>
    /// <exception cref="StoreException">The journals cannot be read.</exception>
    public void Rebuild() => Reading(() =>
    {
        _index.Rebuild();
        _thread.Do(() =>
        {
            _database.Rebuild();
            return 0;
        });
    });

    /// <summary>The newest result of every cell by columns; after a <see cref="Refresh"/> that brought something, another snapshot.</summary>
    public ResultRows Rows() => _index.Ask(index => index.Rows);

    /// <summary>Keys of all cells that have a result: they need not be run again.</summary>
    public IReadOnlySet<string> DoneCells()
    {
        var rows = Rows();
        return Enumerable.Range(0, rows.Count).Select(rows.Cell).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The latest result of every cell that is asked for: in the plan's order, or else in order of time.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    public IReadOnlyList<ResultRow> Results(ResultQuery? query = null) => [.. Select(query).Results()];

    /// <summary>The same as rows of a snapshot.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    public RowSelection Select(ResultQuery? query = null)
    {
        query ??= new ResultQuery();
        var selection = new RowSelection(Rows());
        if (query.Experiment is not null || query.Run is not null)
        {
            selection = OfPlan(selection.Rows, Plan(query));
        }

        selection = query.Preset is { } preset ? selection.Where("preset", preset) : selection;
        return query.Where is { } filter ? selection.Where(filter) : selection;
    }

    /// <summary>Keys of the cells that were planned, in the plan's order, whether they have results or not.</summary>
    /// <exception cref="QueryException">There is no such experiment or run.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public IReadOnlyList<string> Planned(ResultQuery query) => [.. Plan(query).Select(planned => planned.Cell)];

    /// <summary>All runs but those in the trash, the newest first.</summary>
    public IReadOnlyList<RunSummary> Runs() => _index.Ask(index => IndexLookup.Runs(index, Folder));

    /// <summary>A run by its name or the beginning of it.</summary>
    /// <exception cref="QueryException">There is none, or several.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public RunRecord Run(string id) => Record(index => IndexLookup.Run(index, id));

    /// <summary>The last run of an experiment or recipe.</summary>
    /// <exception cref="QueryException">There is none; the nearest name is told.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public RunRecord LastRun(string experiment, string? preset = null) => Record(index => IndexLookup.OfExperiment(index, Folder, experiment, preset)[0]);

    /// <summary>Everything that was recorded about a cell.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or several.</exception>
    /// <exception cref="StoreException">A journal changed since it was read.</exception>
    public CellHistory Cell(string keyPrefix)
    {
        var (cell, latest, removal, journals, asOf) = _index.Ask(index =>
        {
            string key = IndexLookup.Cell(index, keyPrefix);
            var row = IndexLookup.Latest(index, key);
            return (key, row, row is null ? null : IndexLookup.RemovalOf(index, row), IndexLookup.JournalsOf(index, Keys(key, row)).ToList(), index.Rows);
        });
        var places = _thread.Do(() => _database.Places(Keys(cell, latest), journals, asOf));
        var events = places.OrderBy(place => place.Journal, StringComparer.Ordinal).ThenBy(place => place.Offset).Select(ReadAt)
            .Where(e => Keys(cell, latest).Contains(EventDocuments.KeyOf(e)));
        return new CellHistory(cell, latest, [.. events.OrderBy(e => e.At)]) { Removal = removal };

        static string[] Keys(string cell, ResultRow? latest) => latest?.NoiseKey is { } noise ? [cell, noise] : [cell];
    }

    /// <summary>The curves of a cell's latest result, such as <c>train-loss</c>; read from its journal.</summary>
    /// <param name="keyPrefix">Its key or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such cell, or it has no result.</exception>
    /// <exception cref="StoreException">The journal changed since it was read.</exception>
    public ImmutableSortedDictionary<string, Curve> Curves(string keyPrefix) => ReadAt(_index.Ask(index =>
    {
        string cell = IndexLookup.Cell(index, keyPrefix);
        return index.All.Cells.Find(cell) is >= 0 and var row
            ? IndexLookup.PlaceOf(index, row)
            : throw new QueryException($"cell {cell[..Math.Min(12, cell.Length)]} has no result yet");
    })) is CellFinished finished
        ? finished.Curves
        : throw new StoreException("a journal changed while it was read; run `results rebuild`");

    /// <summary>Cells whose last attempt failed and that have no newer result, the newest failure first.</summary>
    public IReadOnlyList<FailedCell> FailedCells() =>
        [.. _index.Ask(IndexLookup.Failures).Select(ReadAt).OfType<CellFailed>()
            .Select(e => new FailedCell(e.Cell, e.Run, e.At, e.Spec, e.Error, e.Details))
            .OrderByDescending(f => f.At).ThenBy(f => f.Cell, StringComparer.Ordinal)];

    /// <summary>Results and runs that were removed and can be restored, what was removed last first.</summary>
    public IReadOnlyList<Removed> Trash() => _index.Ask(IndexLookup.Trash);

    /// <summary>What a name means: a run, or the result of a cell.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <exception cref="QueryException">There is no such thing, or several.</exception>
    public RecordedThing Find(string id) => _index.Ask(index => IndexLookup.Thing(index, id));

    /// <summary>Lines that could not be read; all others count.</summary>
    public IReadOnlyList<UnreadableLine> Unreadable() => _index.Ask(index => index.Unreadable.Concat(index.Torn)
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

    private RunRecord Record(Func<StoreIndex, IndexedRun> find)
    {
        var (summary, place) = _index.Ask(index => find(index) is var run ? (run.Summary(Folder, IndexLookup.Said(index, run.Id)), run.Plan) : default);
        return place is not null && ReadAt(place.Value) is RunStarted plan
            ? new RunRecord(summary, plan.Source, plan.SourceSha256, plan.Cells, plan.Environment, plan.Tables)
            {
                Chosen = plan.Chosen ?? plan.Cells, Figures = plan.Figures ?? [], Labels = plan.Labels, Command = plan.Command,
            }
            : new RunRecord(summary, "", "", [], ImmutableSortedDictionary<string, string>.Empty, []);
    }

    /// <summary>The cells that were planned, with what the recipe calls their noise, if that was recorded.</summary>
    private List<(string Cell, string? Label)> Plan(ResultQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plans = _index.Ask(index => (query switch
        {
            { Run: { } run } => [IndexLookup.Run(index, run)],
            { Experiment: { } experiment, AllRuns: true } => IndexLookup.OfExperiment(index, Folder, experiment, query.Preset),
            { Experiment: { } experiment } => [IndexLookup.OfExperiment(index, Folder, experiment, query.Preset)[0]],
            _ => throw new QueryException("name an experiment or a run"),
        }).Select(run => run.Plan).OfType<EventPlace>().ToList());
        return [.. plans.Select(ReadAt).OfType<RunStarted>()
            .SelectMany(plan => plan.Cells.Select((cell, i) => (cell, plan.Labels?[i])))
            .DistinctBy(planned => planned.cell, StringComparer.Ordinal)];
    }

    private static RowSelection OfPlan(ResultRows rows, IEnumerable<(string Cell, string? Label)> plan)
    {
        var planned = plan.Select(cell => (Row: rows.Find(cell.Cell), cell.Label)).Where(cell => cell.Row >= 0).ToList();
        return new RowSelection(
            rows.Called(planned.Where(cell => cell.Label is not null).Select(cell => (cell.Row, cell.Label ?? ""))), [.. planned.Select(cell => cell.Row)]);
    }

    private RunEvent ReadAt(EventPlace place) =>
        JournalReader.ReadAt(StoreFolders.JournalPath(Folder, place.Journal), place.Offset, place.Length);

    private void Reading(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the store {Folder} cannot be read: {e.Message}", e);
        }
    }
}
