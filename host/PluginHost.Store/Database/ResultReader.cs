using System.Collections.Concurrent;
using System.Collections.Immutable;
using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PluginHost.Store.Database;

/// <summary>
/// Reads result documents. What many results share (specs, runs, what they were made with) is read once and kept; all
/// results that count are kept too once they were asked for, and then only what changed is read.
/// </summary>
internal sealed class ResultReader
{
    // The first fields of a document: LiteDB skips what stands behind them.
    private const string Read =
        "{_id, state, cell, run, order, ticks, seed, spec, made, noiseKey, metrics, tags, note}";

    private const string IsBetween = "$._id BETWEEN @0 AND @1";

    /// <summary>So many document numbers are read at a time.</summary>
    private const long Part = 20_000;

    private readonly ConcurrentDictionary<long, StoredSpec> _specs = new();
    private readonly ConcurrentDictionary<string, string[]> _fieldNames = new(StringComparer.Ordinal);
    private readonly Dictionary<long, MadeWith> _madeWith = [];
    private readonly Dictionary<string, StoredRun> _runs = new(StringComparer.Ordinal);
    private string _identity = "";
    private long _version;
    private StoredResult[]? _all;

    /// <summary>What the metrics of results are called.</summary>
    public MetricNames Metrics { get; } = new();

    /// <summary>All results that count, in order; the same array as before when nothing changed.</summary>
    public StoredResult[] All(LiteDatabase db)
    {
        var state = Follow(db);
        if (_all is null)
        {
            _all = Sorted(ReadWhole(db, state.LastId));
        }
        else if (state.Version > _version)
        {
            var changed = Query(db).Where(BsonExpression.Create("$.version > @0", _version)).Select(Read).ToList();
            var ids = changed.Select(result => result["_id"].AsInt64).ToHashSet();
            _all = Sorted([.. _all.Where(result => !ids.Contains(result.Id)), .. ReadCurrent(db, changed)]);
        }

        _version = state.Version;
        return _all;
    }

    /// <summary>
    /// The results that came into the database last, as far as they count, in order; and whether there are others.
    /// </summary>
    public (StoredResult[] Results, bool IsPart) Newest(LiteDatabase db, int most)
    {
        Follow(db);
        var newest = Query(db).OrderByDescending("$._id").Select(Read).Limit(most).ToList();
        return (Sorted(ReadCurrent(db, newest)), newest.Count == most);
    }

    /// <summary>The results that count of some cells, in no order.</summary>
    public List<StoredResult> OfCells(LiteDatabase db, IEnumerable<string> cells)
    {
        Follow(db);
        var isWanted = Documents.IsIn("cell", cells.Select(cell => new BsonValue(cell)));
        return ReadCurrent(db, Query(db).Where(isWanted).Select(Read).ToList());
    }

    /// <summary>A cell's result that was recorded last, in the trash or not; null when it has none.</summary>
    public (StoredResult Result, BsonDocument Document)? Latest(LiteDatabase db, string cell)
    {
        Follow(db);
        return db.GetCollection(Documents.Results).Find(Documents.Is("cell", cell)).ToList()
            .Find(result => result["state"] != Documents.Superseded) is { } latest
                ? (ReadAll(db, [latest])[0], latest)
                : null;
    }

    private static ILiteQueryable<BsonDocument> Query(LiteDatabase db) => db.GetCollection(Documents.Results).Query();

    /// <summary>Forgets everything where the database is another one than before.</summary>
    private DatabaseState Follow(LiteDatabase db)
    {
        var state = DatabaseState.Read(db);
        if (state.Identity != _identity)
        {
            _identity = state.Identity;
            _version = 0;
            _all = null;
            _specs.Clear();
            _madeWith.Clear();
            _runs.Clear();
        }

        return state;
    }

    private static StoredResult[] Sorted(List<StoredResult> results)
    {
        results.Sort((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : string.CompareOrdinal(a.Cell, b.Cell));
        return [.. results];
    }

    private List<StoredResult> ReadCurrent(LiteDatabase db, List<BsonDocument> documents) =>
        ReadAll(db, documents.FindAll(IsCurrent));

    private static bool IsCurrent(BsonDocument result) => result["state"] == Documents.Current;

    private List<StoredResult> ReadAll(LiteDatabase db, List<BsonDocument> documents)
    {
        Learn(Documents.Specs, "spec", id => _specs.ContainsKey(id.AsInt64), Spec);
        Learn(Documents.MadeWith, "made", id => _madeWith.ContainsKey(id.AsInt64), MadeWith);

        // What a run began with may become known after its first results.
        Learn(Documents.Runs, "run", id => _runs.GetValueOrDefault(id.AsString)?.Experiment.Length > 0, Run);
        return documents.ConvertAll(Result);

        void Learn(string collection, string field, Func<BsonValue, bool> isKnown, Action<BsonDocument> learn)
        {
            var ids = documents.Select(result => result[field]).Distinct().Where(id => !isKnown(id));
            foreach (var id in ids.ToList())
            {
                learn(db.GetCollection(collection).FindById(id));
            }
        }
    }

    private StoredResult Result(BsonDocument result) => new()
    {
        Id = result["_id"].AsInt64,
        Order = result["order"].AsInt64,
        Cell = result["cell"].AsString,
        Run = _runs[result["run"].AsString],
        At = result["ticks"].AsInt64,
        Seed = result["seed"].AsInt32,
        Spec = SpecOf(result["spec"].AsInt64),
        Made = _madeWith[result["made"].AsInt64],
        NoiseKey = Text(result["noiseKey"]),
        Metrics = Metrics.ArrayOf(result["metrics"].AsDocument.Select(m => (m.Key, m.Value.AsDouble))),
        Tags = TagsOf(result["tags"].AsString),
        Note = Text(result["note"]),
    };

    /// <summary>
    /// Reads everything, on all processors, in parts: LiteDB keeps the pages that one query read in memory, and so
    /// would need as much of it as the file has.
    /// </summary>
    private List<StoredResult> ReadWhole(LiteDatabase db, long lastId)
    {
        var results = new ConcurrentBag<List<StoredResult>>();
        LearnPart(Documents.Runs, "{_id, experiment, environment, isChanged, imported}", Run, "$._id >= @0", "");
        LearnPart(Documents.MadeWith, "{_id, json}", MadeWith, "$._id >= @0", 0L);
        var onEveryCore = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, (lastId / Part) + 1, onEveryCore, part =>
        {
            long first = part * Part, last = first + Part - 1;
            LearnPart(Documents.Specs, "{_id, packed}", Spec, IsBetween, first, last);
            var rows = db.GetCollection(Documents.Rows).Query().Where(IsBetween, first, last).ToEnumerable();
            results.Add([.. rows.Select(row => PackedRows.Read(row, this))]);
        });
        return [.. results.SelectMany(part => part)];

        void LearnPart(string collection, string fields, Action<BsonDocument> learn, string where, params BsonValue[] limits)
        {
            foreach (var document in db.GetCollection(collection).Query().Where(where, limits).Select(fields).ToEnumerable())
            {
                learn(document);
            }
        }
    }

    private void Spec(BsonDocument spec) => PackedRows.Describe(
        spec["packed"], SpecOf(spec["_id"].AsInt64),
        names => _fieldNames.GetOrAdd(names, static text => text.Split('\n')));

    private static string? Text(BsonValue text) => text.AsString is { Length: > 0 } some ? some : null;

    /// <summary>A spec, which may be described later.</summary>
    internal StoredSpec SpecOf(long id) => _specs.GetOrAdd(id, _ => new StoredSpec());

    internal StoredRun RunOf(string id) => _runs[id];

    internal MadeWith MadeOf(long id) => _madeWith[id];

    /// <summary>Tags as documents have them, joined by spaces.</summary>
    internal static ImmutableArray<string> TagsOf(string tags) => tags.Length > 0 ? [.. tags.Split(' ')] : [];

    private void Run(BsonDocument run)
    {
        string id = run["_id"].AsString;
        _runs[id] = new StoredRun(
            id, run["experiment"].AsString, run["environment"].AsString, run["isChanged"].AsBoolean,
            Text(run["imported"]));
    }

    private void MadeWith(BsonDocument made) => _madeWith[made["_id"].AsInt64] =
        JsonSerializer.Deserialize<MadeWith>(made["json"].AsString, ContentKey.Json)
            ?? throw new StoreException("a document of the database is empty; run `results rebuild`");
}
