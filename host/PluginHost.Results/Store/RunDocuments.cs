using System.Collections.Immutable;
using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Questions about runs.</summary>
internal static class RunDocuments
{
    /// <summary>All runs but those in the trash, the newest first.</summary>
    public static List<RunSummary> Summaries(LiteDatabase db, string store)
    {
        var remarks = AnnotationDocuments.All(db);
        var counts = db.GetCollection(Documents.CellEvents).FindAll()
            .GroupBy(d => d["run"].AsString, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (Finished: Cells(g, "finished"), Failed: Cells(g, "failed")), StringComparer.Ordinal);
        return [.. db.GetCollection(Documents.Runs).FindAll().ToList()
            .Select(d => (Run: d, Said: remarks.GetValueOrDefault(AnnotationDocuments.RunKey(d["_id"].AsString), Remarks.None)))
            .Where(r => r.Said.Removal is null)
            .Select(r => Summary(r.Run, store, counts.GetValueOrDefault(r.Run["_id"].AsString)) with { Remarks = r.Said })
            .OrderByDescending(r => r.Started).ThenByDescending(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>The runs of an experiment or a recipe (and a preset), the newest first; at least one.</summary>
    public static List<RunSummary> OfExperiment(LiteDatabase db, string store, string name, string? preset)
    {
        var all = Summaries(db, store);
        var named = all.FindAll(r => r.Experiment == name || r.Recipe == name);
        if (named.Count == 0)
        {
            var names = all.SelectMany(r => new[] { r.Experiment, r.Recipe }).Where(n => n.Length > 0).Distinct();
            throw new QueryException(all.Count == 0
                ? $"nothing was run yet in the store {store}"
                : $"no run of an experiment '{name}' was recorded{Nearest.Hint(name, names)}");
        }

        var wanted = named.FindAll(r => preset is null || r.Preset == preset);
        return wanted.Count > 0 ? wanted : throw new QueryException(
            $"'{name}' was not run with the preset '{preset}', only with {string.Join(", ", named.Select(r => r.Preset).Distinct().Order(StringComparer.Ordinal))}");
    }

    /// <summary>A run's whole name.</summary>
    public static string Find(LiteDatabase db, string prefix)
    {
        var ids = db.GetCollection(Documents.Runs).Query().Select("_id").ToDocuments()
            .Select(d => d["_id"].AsString).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Take(3).ToList();
        return ids switch
        {
            [var one] => one,
            [] => throw new QueryException($"no run is called {prefix}; `results list --runs` shows them"),
            _ when ids.Contains(prefix) => prefix,
            _ => throw new QueryException($"several runs begin with {prefix}: {string.Join(", ", ids)}"),
        };
    }

    public static RunRecord Record(LiteDatabase db, string store, string prefix)
    {
        string id = Find(db, prefix);
        var events = db.GetCollection(Documents.CellEvents).Find(Query.EQ("run", id)).ToList();
        var summary = Summary(
            db.GetCollection(Documents.Runs).FindById(id), store, (Cells(events, "finished"), Cells(events, "failed"))) with
        {
            Remarks = AnnotationDocuments.Of(db, AnnotationDocuments.RunKey(id)),
        };
        return db.GetCollection(Documents.Plans).FindById(id) is { } plan
            ? new RunRecord(
                summary, plan["source"].AsString, plan["sha256"].AsString, [.. Plan(db, id)],
                Documents.Parse<ImmutableSortedDictionary<string, string>>(plan["environment"]),
                Documents.Parse<ImmutableArray<TableSpec>>(plan["tables"]))
            {
                // Databases that were made before there were figures lack them.
                Figures = plan["figures"].IsNull ? [] : Documents.Parse<ImmutableArray<FigureSpec>>(plan["figures"]),
            }
            : new RunRecord(summary, "", "", [], ImmutableSortedDictionary<string, string>.Empty, []);
    }

    /// <summary>A run in a few words.</summary>
    public static string What(LiteDatabase db, string run) =>
        db.GetCollection(Documents.Runs).FindById(run) is { } d ? $"{d["experiment"].AsString}, preset {d["preset"].AsString}" : "a run of which nothing else is known";

    public static List<string> Plan(LiteDatabase db, string run) =>
        db.GetCollection(Documents.Plans).FindById(run) is { } plan ? [.. plan["cells"].AsArray.Select(c => c.AsString)] : [];

    private static int Cells(IEnumerable<BsonDocument> events, string kind) =>
        events.Where(d => d["kind"].AsString == kind).Select(d => d["cell"].AsString).Distinct(StringComparer.Ordinal).Count();

    private static RunSummary Summary(BsonDocument d, string store, (int Finished, int Failed) counts)
    {
        DateTimeOffset? ended = d["ended"].IsNull ? null : Documents.Time(d["ended"]);
        var seen = Documents.Time(d["seen"]);
        bool goesOn = ended is null || seen > ended;
        RunState state =
            goesOn && d["journals"].AsArray.Any(j => RunLife.IsAlive(StoreFolders.JournalPath(store, j.AsString))) ? RunState.Running
            : ended is null ? RunState.Lost
            : d["outcome"].AsString switch
            {
                "done" => RunState.Done,
                "stopped" => RunState.Stopped,
                _ => RunState.Failed,
            };
        return new RunSummary(
            d["_id"].AsString, d["recipe"].AsString, d["experiment"].AsString, d["preset"].AsString, state,
            Documents.Time(d["started"]), ended, seen, d["planned"].AsInt32, counts.Finished, counts.Failed);
    }
}
