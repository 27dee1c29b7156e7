using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>Finds runs and cells by names and the beginnings of names.</summary>
internal sealed class Lookup(LiteDatabase db, string store)
{
    private const int LeastOfShortName = 3;

    private readonly Dictionary<string, BsonDocument> _marks = db.GetCollection(Documents.Marks).FindAll()
        .ToDictionary(marks => marks["_id"].AsString, StringComparer.Ordinal);

    /// <summary>What was said of a run.</summary>
    public Remarks OfRun(string run) => MarkDocuments.Remarks(_marks.GetValueOrDefault(MarkDocuments.KeyOfRun(run)));

    /// <summary>What was said of a cell.</summary>
    public Remarks OfCell(string cell) => MarkDocuments.Remarks(_marks.GetValueOrDefault(cell));

    /// <summary>Why a result is in the trash: by itself, or with its run; null when it is not.</summary>
    public Removal? RemovalOf(StoredResult result) =>
        OfCell(result.Cell).Removal is { } removal && result.Order <= removal.UpTo
            ? removal
            : OfRun(result.Run.Id).Removal;

    public RunSummary Summary(BsonDocument run) => RunDocuments.Summary(run, OfRun(run["_id"].AsString), store);

    /// <summary>All runs but those in the trash, the one that began last first.</summary>
    public List<BsonDocument> Runs() => [.. db.GetCollection(Documents.Runs).FindAll()
        .Where(run => OfRun(run["_id"].AsString).Removal is null)
        .OrderByDescending(run => run["first"].AsInt64).ThenByDescending(run => run["_id"].AsString, StringComparer.Ordinal)];

    /// <summary>
    /// The runs of an experiment or a recipe (and a preset), the one that began last first; at least one.
    /// </summary>
    /// <exception cref="QueryException">There is none; the nearest name is told.</exception>
    public List<BsonDocument> OfExperiment(string name, string? preset)
    {
        var all = Runs();

        // A recipe may declare several experiments, one of them by its own name: that one is meant.
        var named = all.FindAll(run => run["experiment"] == name);
        named = named.Count > 0 ? named : all.FindAll(run => run["recipe"] == name);
        if (named.Count == 0)
        {
            var names = all.SelectMany(run => new[] { run["experiment"].AsString, run["recipe"].AsString })
                .Where(n => n.Length > 0).Distinct();
            throw new QueryException(all.Count == 0
                ? $"no run is recorded in the store {store}"
                : $"no run of an experiment '{name}' was recorded{Nearest.Hint(name, names)}");
        }

        var wanted = named.FindAll(run => preset is null || run["preset"] == preset);
        if (wanted.Count > 0)
        {
            return wanted;
        }

        var presets = named.Select(run => run["preset"].AsString).Distinct().Order(StringComparer.Ordinal);
        throw new QueryException($"'{name}' was not run with the preset '{preset}', only with {string.Join(", ", presets)}");
    }

    /// <summary>A run by its name or the beginning of it.</summary>
    /// <exception cref="QueryException">There is none, or several.</exception>
    public BsonDocument Run(string prefix)
    {
        var runs = RunsStartingWith(prefix);
        return runs switch
        {
            [var one] => one,
            [] => throw new QueryException($"no run is called {prefix}; `results list` shows them"),
            _ => runs.Find(run => run["_id"] == prefix) ?? throw new QueryException(
                $"several runs begin with {prefix}: {string.Join(", ", runs.Select(run => run["_id"].AsString).Take(3))}"),
        };
    }

    /// <summary>A cell's whole key.</summary>
    /// <exception cref="QueryException">There is no such cell, or several.</exception>
    public string Cell(string prefix)
    {
        if (prefix.Length == 0)
        {
            throw new QueryException("give the first digits of a cell's key; `results list` shows them");
        }

        var keys = CellsStartingWith(prefix);
        return keys switch
        {
            [var one] => one,
            [] => throw new QueryException($"no cell's key begins with {prefix}; `results list` shows them"),
            _ when keys.Contains(prefix) => prefix,
            _ => throw new QueryException($"several cells' keys begin with {prefix}: give more digits"),
        };
    }

    /// <summary>
    /// The run that a text begins, by its name or its short one; null when it begins a cell's key, which a short name
    /// may do too.
    /// </summary>
    /// <exception cref="QueryException">It begins several runs, or a run and a cell.</exception>
    public BsonDocument? RunIn(string prefix)
    {
        if (prefix.Length == 0 || RunsStartingWith(prefix).Count == 0)
        {
            return null;
        }

        var run = Run(prefix);
        string id = run["_id"].AsString;
        return id.StartsWith(prefix, StringComparison.Ordinal) || CellsStartingWith(prefix).Count == 0
            ? run
            : throw new QueryException($"{prefix} is the run {id} and begins a cell's key too: give more digits");
    }

    /// <summary>Where everything lies that was recorded about a cell and a noise.</summary>
    public List<EventPlace> PlacesOf(string cell, string? noiseKey)
    {
        var isOfCell = Documents.Is("cell", cell);
        var outcomes = new[] { Documents.Results, Documents.Failures }
            .SelectMany(collection => db.GetCollection(collection).Find(isOfCell).SelectMany(d => Documents.PlacesOf(d["places"])));
        var begun = db.GetCollection(Documents.Begun).Find(isOfCell).Select(d => Documents.PlaceOf(d["place"]));
        var made = noiseKey is null
            ? []
            : db.GetCollection(Documents.Artifacts).Find(Documents.Is("key", noiseKey)).Select(d => Documents.PlaceOf(d["place"]));
        return [.. outcomes.Concat(begun).Concat(made)];
    }

    /// <summary>Where everything lies that was recorded about noise that was made.</summary>
    public List<EventPlace> Artifacts() =>
        [.. db.GetCollection(Documents.Artifacts).FindAll().Select(made => Documents.PlaceOf(made["place"]))];

    /// <summary>Where the last failure of each cell lies that has no later result.</summary>
    public List<EventPlace> Failures() => Failures(db.GetCollection(Documents.Failures).FindAll());

    /// <summary>
    /// Where the last failure of some cells lies that has no later result, for those that took their worker down.
    /// </summary>
    public List<EventPlace> LostWorkers(IEnumerable<string> cells) => Failures(db.GetCollection(Documents.Failures)
        .Find(Documents.IsIn("cell", cells.Select(cell => new BsonValue(cell))))
        .Where(failure => failure["lost"].IsNumber && failure["lost"].AsInt32 > 0));

    private List<EventPlace> Failures(IEnumerable<BsonDocument> failures) => [.. failures
        .GroupBy(failure => failure["cell"].AsString, StringComparer.Ordinal)
        .Select(cell => cell.MaxBy(failure => failure["order"].AsInt64)!)
        .Where(failure => !db.GetCollection(Documents.Results).Find(Documents.Is("cell", failure["cell"]))
            .Any(result => result["order"].AsInt64 >= failure["order"].AsInt64))
        .Select(failure => Documents.PlacesOf(failure["places"]).Last())];

    /// <summary>Lines that could not be read, with what is wrong with each.</summary>
    public List<(EventPlace Place, string Problem)> Unreadable() =>
    [
        .. db.GetCollection(Documents.Unreadable).FindAll()
            .Select(line => (Documents.PlaceOf(line["place"]), line["problem"].AsString)),
    ];

    /// <summary>How many bytes of each journal were read, by its name.</summary>
    public Dictionary<string, long> ReadUpTo() => db.GetCollection(Documents.Journals).FindAll()
        .ToDictionary(journal => journal["_id"].AsString, journal => journal["offset"].AsInt64, StringComparer.Ordinal);

    /// <summary>The keys of cells and runs that have a removal.</summary>
    public IEnumerable<(string Key, Removal Removal)> Removals() => _marks
        .Select(marks => (marks.Key, MarkDocuments.Remarks(marks.Value).Removal))
        .Where(marks => marks.Removal is not null).Select(marks => (marks.Key, marks.Removal!.Value));

    /// <summary>A run in the trash; null for the key of a cell.</summary>
    public Removed? RemovedRun(string key, Removal removal)
    {
        if (MarkDocuments.RunOf(key) is not { } run)
        {
            return null;
        }

        int results = db.GetCollection(Documents.Results)
            .Find(Documents.Is("run", run)).Count(result => result["state"] != Documents.Superseded);
        string what = db.GetCollection(Documents.Runs).FindById(run) is { } known
            ? $"{known["experiment"].AsString}, preset {known["preset"].AsString}"
            : "a run of which nothing else is known";
        return new Removed(run, true, what, removal.At, results);
    }

    private List<BsonDocument> RunsStartingWith(string prefix) => [.. db.GetCollection(Documents.Runs).FindAll()
        .Where(run => IsCalled(run["_id"].AsString, prefix)).OrderBy(run => run["_id"].AsString, StringComparer.Ordinal)];

    private static bool IsCalled(string run, string prefix) => run.StartsWith(prefix, StringComparison.Ordinal)
        || (prefix.Length >= LeastOfShortName && RunId.Short(run).StartsWith(prefix, StringComparison.Ordinal));

    private List<string> CellsStartingWith(string prefix) => [.. new[] { Documents.Results, Documents.Failures, Documents.Begun }
        .SelectMany(collection => db.GetCollection(collection).Query()
            .Where(BsonExpression.Create("$.cell >= @0 AND $.cell < @1", prefix, prefix + char.MaxValue)).Select("{cell}").ToEnumerable())
        .Select(document => document["cell"].AsString)
        .Where(cell => cell.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
}
