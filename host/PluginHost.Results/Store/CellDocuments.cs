using LiteDB;

namespace PluginHost.Results;

/// <summary>Questions about single cells.</summary>
internal static class CellDocuments
{
    /// <summary>Where an event lies.</summary>
    public readonly record struct EventPlace(string Journal, long Offset, int Length);

    /// <summary>A cell's whole key.</summary>
    public static string Find(LiteDatabase db, string prefix)
    {
        if (prefix.Length == 0)
        {
            throw new QueryException("give the first digits of a cell's key; `results list` shows them");
        }

        // LiteDB's LIKE ignores letter case.
        var keys = db.GetCollection(Documents.CellEvents).Find(Query.StartsWith("cell", prefix))
            .Select(d => d["cell"].AsString).Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(3).ToList();
        return keys switch
        {
            [var one] => one,
            [] => throw new QueryException($"no cell's key begins with {prefix}; `results list` shows them"),
            _ when keys.Contains(prefix) => prefix,
            _ => throw new QueryException($"several cells' keys begin with {prefix}: give more digits"),
        };
    }

    /// <summary>A run or a cell by the beginning of its name; runs are looked at first, as their names begin with a date.</summary>
    public static RecordedThing Thing(LiteDatabase db, string prefix)
    {
        if (prefix.Length > 0 && db.GetCollection(Documents.Runs).Find(Query.StartsWith("_id", prefix)).Any(d => d["_id"].AsString.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string run = RunDocuments.Find(db, prefix);
            return new RecordedThing(null, run, Documents.Time(db.GetCollection(Documents.Runs).FindById(run)["started"]));
        }

        string cell = Find(db, prefix);
        return db.GetCollection(Documents.Results).FindById(cell) is { } result
            ? new RecordedThing(cell, result["run"].AsString, Documents.Time(result["at"]))
            : new RecordedThing(cell, "", default);
    }

    /// <summary>The events of a cell, and those of the noise that its latest result used.</summary>
    public static List<EventPlace> Places(LiteDatabase db, string cell, string? noise)
    {
        var places = db.GetCollection(Documents.CellEvents).Find(Query.EQ("cell", cell)).Select(Place).ToList();
        if (noise is not null)
        {
            places.AddRange(db.GetCollection(Documents.Artifacts).Find(Query.EQ("key", noise)).Select(Place));
        }

        return places;
    }

    public static EventPlace Place(BsonDocument d) => new(d["journal"].AsString, d["offset"].AsInt64, d["length"].AsInt32);
}
