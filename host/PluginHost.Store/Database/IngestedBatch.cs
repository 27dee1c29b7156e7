using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>
/// Some lines of journals, brought into the database by one transaction. Whatever order journals are read in, the same
/// documents come out, their numbers aside.
/// </summary>
internal sealed class IngestedBatch
{
    // What may change of a result after it was recorded.
    private static readonly string[] s_told = ["state", "tags", "note", "experiment", "recipe"];

    private readonly LiteDatabase _db;
    private readonly SpecDocuments _specs;
    private readonly List<(string Journal, JournalEntry Entry)> _entries = [];
    private readonly Dictionary<string, BsonDocument> _runs = new(StringComparer.Ordinal);
    private Dictionary<string, BsonDocument>? _marks;
    private readonly HashSet<string> _changedMarks = new(StringComparer.Ordinal);

    // New results by cell, cells and runs whose results may have changed, cells that were begun.
    private readonly Dictionary<string, List<BsonDocument>> _results = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedCells = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedRuns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EventPlace>> _begun = new(StringComparer.Ordinal);
    private long _version;
    private long _lastId;

    public IngestedBatch(LiteDatabase db, SpecDocuments specs)
    {
        _db = db;
        _specs = specs;
    }

    /// <summary>How many lines it has.</summary>
    public int Count => _entries.Count;

    public void Add(string journal, JournalEntry entry) => _entries.Add((journal, entry));

    /// <summary>Writes it, and how far each journal was read.</summary>
    public void Write()
    {
        _db.BeginTrans();
        try
        {
            var state = DatabaseState.Read(_db);
            (_version, _lastId) = (state.Version + 1, state.LastId);
            foreach (var (journal, entry) in _entries)
            {
                Apply(new EventPlace(journal, entry.Offset, entry.Length), entry);
            }

            WriteResults();
            _db.GetCollection(Documents.Runs).Upsert(_runs.Values);
            _db.GetCollection(Documents.Marks).Upsert(_changedMarks.Select(key => AllMarks[key]));
            _db.GetCollection(Documents.Begun).Insert(_begun.SelectMany(cell => cell.Value.Select(
                place => new BsonDocument { ["_id"] = NextId(), ["cell"] = cell.Key, ["place"] = Documents.Of(place) })));
            _db.GetCollection(Documents.Journals).Upsert(_entries.GroupBy(e => e.Journal, StringComparer.Ordinal).Select(
                read => new BsonDocument { ["_id"] = read.Key, ["offset"] = read.Last().Entry.Offset + read.Last().Entry.Length + 1 }));
            (state with { Version = _version, LastId = _lastId }).Write(_db);
            _db.Commit();
        }
        catch
        {
            _db.Rollback();
            throw;
        }
    }

    private void Apply(EventPlace place, JournalEntry entry)
    {
        switch (entry.Event)
        {
            case null:
                Insert(Documents.Unreadable, new() { ["place"] = Documents.Of(place), ["problem"] = entry.Problem ?? "" });
                return;
            case Annotation e:
                string about = MarkDocuments.KeyOf(e);
                MarkDocuments.Apply(AllMarks[about] = Marks(about) ?? MarkDocuments.Empty(about), e);
                _changedMarks.Add(about);
                string? marked = MarkDocuments.RunOf(about);
                (marked is null ? _changedCells : _changedRuns).Add(marked ?? about);
                return;
            case RunStarted e:
                RunDocuments.Describe(Run(e), e, place);
                _changedRuns.Add(e.Run);
                break;
            case CellStarted e:
                (_begun.TryGetValue(e.Cell, out var begun) ? begun : _begun[e.Cell] = []).Add(place);
                break;
            case CellFinished e:
                AddResult(e, place);
                break;
            case CellFailed e:
                CountFailed(e);
                Insert(Documents.Failures, new()
                {
                    ["cell"] = e.Cell,
                    ["run"] = e.Run,
                    ["order"] = EventNumbers.Of(e),
                    ["lost"] = e.WorkersLost,
                    ["places"] = Documents.Of(Ended(e.Cell, place)),
                });
                break;
            case ArtifactMade e:
                Insert(Documents.Artifacts, new() { ["key"] = e.Key, ["place"] = Documents.Of(place) });
                break;
        }

        RunDocuments.Apply(Run(entry.Event), entry.Event, place);
    }

    private void CountFailed(CellFailed e)
    {
        var run = Run(e);
        bool isFirst = !_db.GetCollection(Documents.Failures).Find(Documents.Is("cell", e.Cell)).Any(known => known["run"] == e.Run);
        run["failed"] = run["failed"].AsInt32 + (isFirst ? 1 : 0);
    }

    private void AddResult(CellFinished e, EventPlace place)
    {
        var (spec, fields) = _specs.Of(e.Spec, place, NextId);
        var result = new BsonDocument
        {
            // What tables and screens read stands first; LiteDB skips the rest.
            ["_id"] = NextId(),
            ["version"] = _version,
            ["state"] = Documents.Current,
            ["cell"] = e.Cell,
            ["run"] = e.Run,
            ["order"] = EventNumbers.Of(e),
            ["ticks"] = e.At.UtcTicks,
            ["seed"] = e.Spec.Seed,
            ["spec"] = spec,
            ["made"] = _specs.MadeWith(e, NextId),
            ["noiseKey"] = e.NoiseKey ?? "",
            ["metrics"] = new BsonDocument(e.Metrics.ToDictionary(metric => metric.Key, metric => new BsonValue(metric.Value))),
            ["tags"] = "",
            ["note"] = "",
            ["places"] = Documents.Of(Ended(e.Cell, place)),
            ["at"] = ResultRow.Moment(e.At.UtcTicks),
            ["device"] = e.Device,
            ["experiment"] = "",
            ["recipe"] = "",
        };
        foreach (var (name, value) in fields)
        {
            result[name] = value;
        }

        (_results.TryGetValue(e.Cell, out var known) ? known : _results[e.Cell] = []).Add(result);
        _changedCells.Add(e.Cell);
    }

    /// <summary>Where a cell's outcome lies, the places of its beginnings that were just read first.</summary>
    private IEnumerable<EventPlace> Ended(string cell, EventPlace place)
    {
        _begun.Remove(cell, out var begun);
        return [.. begun ?? [], place];
    }

    private void WriteResults()
    {
        var collection = _db.GetCollection(Documents.Results);
        var known = new Dictionary<long, (BsonDocument Result, string Before)>();
        foreach (var result in Of("run", _changedRuns).Concat(Of("cell", _changedCells)))
        {
            known.TryAdd(result["_id"].AsInt64, (result, Told(result)));
        }

        List<BsonDocument> Of(string field, IEnumerable<string> values) =>
            collection.Find(Documents.IsIn(field, values.Select(value => new BsonValue(value)))).ToList();

        // A run's removal does not bring back what was superseded, so the cell's other results are not asked.
        var touched = known.Values.Select(k => k.Result).Concat(_results.Values.SelectMany(results => results));
        foreach (var cell in touched.GroupBy(result => result["cell"].AsString, StringComparer.Ordinal).ToList())
        {
            Judge([.. cell]);
        }

        var changed = known.Values.Where(k => Told(k.Result) != k.Before).Select(k => k.Result).ToList();
        changed.ForEach(result => result["version"] = _version);
        var added = _results.Values.SelectMany(r => r).ToList();
        collection.Update(changed);
        CountFinished(known.Values.Select(k => k.Result));
        collection.Insert(added);

        // What counts no more has no row.
        var rows = _db.GetCollection(Documents.Rows);
        changed.ForEach(result => rows.Delete(result["_id"]));
        rows.Insert(changed.Concat(added).Where(result => result["state"] == Documents.Current).Select(PackedRows.Of));
    }

    /// <summary>Says of some results of a cell which counts, and what was said of them.</summary>
    private void Judge(List<BsonDocument> results)
    {
        string cell = results[0]["cell"].AsString;
        var ofCell = Marks(cell);
        bool isWhole = _changedCells.Contains(cell);
        var latest = isWhole ? results.Aggregate(Later) : null;
        foreach (var result in results)
        {
            string run = result["run"].AsString;
            var (ofRun, about) = (Marks(MarkDocuments.KeyOfRun(run)), RunDocuments.Find(_db, _runs, run));
            bool isSuperseded = isWhole ? result != latest : result["state"] == Documents.Superseded;
            bool isRemoved = (ofRun is not null && !ofRun["removal"].IsNull)
                || (ofCell is not null && !ofCell["removal"].IsNull && result["order"].AsInt64 <= ofCell["removal"]["upTo"].AsInt64);
            result["state"] = (isSuperseded, isRemoved) switch
            {
                (true, _) => Documents.Superseded,
                (_, true) => Documents.Removed,
                _ => Documents.Current,
            };
            var tags = new[] { ofCell, ofRun }.OfType<BsonDocument>().SelectMany(MarkDocuments.Tags).Distinct();
            result["tags"] = string.Join(' ', tags.Order(StringComparer.Ordinal));
            result["note"] = ofCell?["note"] ?? "";
            result["experiment"] = about?["experiment"] ?? "";
            result["recipe"] = about?["recipe"] ?? "";
        }
    }

    /// <summary>Counts the new results that are the first of their cell in their run.</summary>
    private void CountFinished(IEnumerable<BsonDocument> known)
    {
        var counted = known.Select(result => (result["cell"].AsString, result["run"].AsString)).ToHashSet();
        foreach (var result in _results.Values.SelectMany(r => r))
        {
            if (counted.Add((result["cell"].AsString, result["run"].AsString)))
            {
                var run = _runs[result["run"].AsString];
                run["finished"] = run["finished"].AsInt32 + 1;
            }
        }
    }

    private static BsonDocument Later(BsonDocument a, BsonDocument b) => IsLater(b, a) ? b : a;

    /// <summary>By number; by place where an older version recorded both at one moment.</summary>
    private static bool IsLater(BsonDocument a, BsonDocument b)
    {
        long x = a["order"].AsInt64, y = b["order"].AsInt64;
        if (x != y)
        {
            return x > y;
        }

        var (here, there) = (Documents.PlaceOf(a["places"].AsArray[^1]), Documents.PlaceOf(b["places"].AsArray[^1]));
        int order = string.CompareOrdinal(here.Journal, there.Journal);
        return order != 0 ? order > 0 : here.Offset > there.Offset;
    }

    private static string Told(BsonDocument result) =>
        string.Join('\n', s_told.Select(name => result[name].ToString()));

    private BsonDocument Run(RunEvent e) =>
        RunDocuments.Find(_db, _runs, e.Run) ?? (_runs[e.Run] = RunDocuments.Empty(e.Run));

    private BsonDocument? Marks(string key) => AllMarks.GetValueOrDefault(key);

    // There are as many as people made.
    private Dictionary<string, BsonDocument> AllMarks => _marks ??= _db.GetCollection(Documents.Marks).FindAll()
        .ToDictionary(marks => marks["_id"].AsString, StringComparer.Ordinal);

    private void Insert(string collection, BsonDocument document)
    {
        document["_id"] = NextId();
        _db.GetCollection(collection).Insert(document);
    }

    private long NextId() => ++_lastId;
}
