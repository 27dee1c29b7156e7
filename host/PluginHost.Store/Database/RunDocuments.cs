using System.Collections.Immutable;
using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PluginHost.Store.Database;

/// <summary>What is known of a run, whichever of its workers' journals was read first.</summary>
internal static class RunDocuments
{
    /// <summary>A document of a run of which nothing is known yet.</summary>
    public static BsonDocument Empty(string id) => new()
    {
        ["_id"] = id,
        ["recipe"] = "",
        ["experiment"] = "",
        ["preset"] = "",
        ["planned"] = 0,
        ["finished"] = 0,
        ["failed"] = 0,
        // Numbers of its first, its last and its ending event, and their times.
        ["first"] = long.MaxValue,
        ["last"] = 0L,
        ["end"] = 0L,
        ["started"] = long.MaxValue,
        ["seen"] = 0L,
        ["ended"] = 0L,
        ["outcome"] = "",
        ["journals"] = new BsonArray(),
        ["plan"] = BsonValue.Null,
        ["environment"] = "{}",
        ["isChanged"] = false,
        ["imported"] = "",
    };

    /// <summary>A run's document, from those at hand or the database; null for a run that is not known.</summary>
    public static BsonDocument? Find(LiteDatabase db, Dictionary<string, BsonDocument> atHand, string id)
    {
        if (!atHand.TryGetValue(id, out var run) && db.GetCollection(Documents.Runs).FindById(id) is { } known)
        {
            atHand[id] = run = known;
        }

        return run;
    }

    public static void Describe(BsonDocument run, RunStarted e, EventPlace place)
    {
        run["recipe"] = e.Recipe;
        run["experiment"] = e.Experiment;
        run["preset"] = e.Preset;
        run["planned"] = (e.Chosen ?? e.Cells).Length;
        run["plan"] = Documents.Of(place);
        run["isChanged"] = e.Command?.Arguments.Any(word => word == "--set" || word.StartsWith("--set=", StringComparison.Ordinal)) == true;
        run["imported"] = e.ImportedFrom ?? "";
        run["environment"] = JsonSerializer.Serialize(e.Environment, ContentKey.Json);
    }

    public static void Apply(BsonDocument run, RunEvent e, EventPlace place)
    {
        long order = EventNumbers.Of(e), at = e.At.UtcTicks;
        run["first"] = Math.Min(run["first"].AsInt64, order);
        run["last"] = Math.Max(run["last"].AsInt64, order);
        run["started"] = Math.Min(run["started"].AsInt64, at);
        run["seen"] = Math.Max(run["seen"].AsInt64, at);
        if (!run["journals"].AsArray.Contains(place.Journal))
        {
            run["journals"].AsArray.Add(place.Journal);
        }

        if (e is RunEnded ended && run["end"].AsInt64 <= order)
        {
            (run["end"], run["ended"], run["outcome"]) = (order, at, ended.Outcome);
        }
    }

    /// <summary>A run in a list.</summary>
    /// <param name="run">Its document.</param>
    /// <param name="remarks">What people said of it.</param>
    /// <param name="store">The store's folder, where its workers' lock files lie.</param>
    public static RunSummary Summary(BsonDocument run, Remarks remarks, string store) => new(
        run["_id"].AsString, run["recipe"].AsString, run["experiment"].AsString, run["preset"].AsString, State(run, store),
        Time(run["started"]), run["end"].AsInt64 > 0 ? Time(run["ended"]) : null, Time(run["seen"]),
        run["planned"].AsInt32, run["finished"].AsInt32, run["failed"].AsInt32)
    {
        Remarks = remarks,
        ImportedFrom = run["imported"].AsString is { Length: > 0 } folder ? folder : null,
    };

    public static ImmutableSortedDictionary<string, string> Environment(BsonDocument run) =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(run["environment"].AsString, ContentKey.Json)
            ?? ImmutableSortedDictionary<string, string>.Empty;

    private static RunState State(BsonDocument run, string store)
    {
        bool hasEnded = run["end"].AsInt64 > 0;
        bool mayGoOn = !hasEnded || run["last"].AsInt64 > run["end"].AsInt64;
        var layout = new StoreLayout(store);
        if (mayGoOn && Documents.TextsOf(run["journals"]).Any(journal => RunLife.IsAlive(layout.Journal(journal))))
        {
            return RunState.Running;
        }

        return (hasEnded, run["outcome"].AsString) switch
        {
            (false, _) => RunState.Lost,
            (_, "done") => RunState.Done,
            (_, "stopped") => RunState.Stopped,
            _ => RunState.Failed,
        };
    }

    private static DateTimeOffset Time(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);
}
