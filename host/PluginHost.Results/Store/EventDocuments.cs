using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What the database holds: for every event of a cell or an artifact where it lies, found by the key, so that the history
/// of one cell is told without reading all journals; and how far each journal was read.
/// </summary>
internal static class EventDocuments
{
    public const string Journals = "journals", Events = "events";

    /// <summary>An event's document; null for one that is not about a cell or an artifact.</summary>
    public static BsonDocument? Of(string journal, JournalEntry entry) => KeyOf(entry.Event) is not { } key ? null : new BsonDocument
    {
        ["_id"] = $"{journal}@{entry.Offset:D12}",
        ["key"] = key,
        ["journal"] = journal,
        ["offset"] = entry.Offset,
        ["length"] = entry.Length,
    };

    public static BsonDocument ReadUpTo(string journal, long offset) => new() { ["_id"] = journal, ["offset"] = offset };

    /// <summary>Where the events of some cells and artifacts lie.</summary>
    public static List<EventPlace> Places(LiteDatabase db, IEnumerable<string> keys) =>
        [.. keys.SelectMany(key => db.GetCollection(Events).Find(Query.EQ("key", key)).ToList())
            .Select(d => new EventPlace(d["journal"].AsString, d["offset"].AsInt64, d["length"].AsInt32))];

    private static string? KeyOf(RunEvent? e) => e switch
    {
        CellStarted started => started.Cell,
        CellFinished finished => finished.Cell,
        CellFailed failed => failed.Cell,
        ArtifactMade made => made.Key,
        _ => null,
    };
}
