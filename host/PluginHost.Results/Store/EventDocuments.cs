using System.Runtime.InteropServices;
using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What the database holds: a document for each journal that says where the events of every cell and artifact lie in it, so
/// that the history of one cell is told without reading journals; and how far the journal was read. One document a
/// journal, because LiteDB needs minutes where a hundred thousand are written one by one.
/// </summary>
internal static class EventDocuments
{
    public const string Journals = "journals";

    /// <summary>Three numbers an event: the 64 bits of its key, where it begins, how long it is.</summary>
    private const int Numbers = 3;

    /// <summary>A journal's document with more events in it.</summary>
    /// <param name="known">The document so far; null for none.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="entries">What was read of it since; at least one.</param>
    public static BsonDocument With(BsonDocument? known, string journal, IReadOnlyList<JournalEntry> entries)
    {
        long[] added = [.. entries.SelectMany(entry => KeyOf(entry.Event) is { } key ? new[] { (long)KeySet.HashOf(key), entry.Offset, entry.Length } : [])];
        return new BsonDocument
        {
            ["_id"] = journal,
            ["offset"] = entries[^1].Offset + entries[^1].Length + 1,
            ["events"] = (byte[])[.. known?["events"].AsBinary ?? [], .. MemoryMarshal.AsBytes<long>(added)],
        };
    }

    /// <summary>Where the events of some cells and artifacts lie, and perhaps a few of others.</summary>
    public static List<EventPlace> Places(LiteDatabase db, IEnumerable<string> keys, IEnumerable<string> journals)
    {
        long[] hashes = [.. keys.Select(key => (long)KeySet.HashOf(key))];
        return [.. journals.Select(journal => db.GetCollection(Journals).FindById(journal)).Where(d => d is not null)
            .SelectMany(d => Places(d["_id"].AsString, d["events"].AsBinary, hashes))];
    }

    /// <summary>The cell or artifact that an event is about; null for other events.</summary>
    public static string? KeyOf(RunEvent? e) => e switch
    {
        CellStarted started => started.Cell,
        CellFinished finished => finished.Cell,
        CellFailed failed => failed.Cell,
        ArtifactMade made => made.Key,
        _ => null,
    };

    private static List<EventPlace> Places(string journal, byte[] events, long[] hashes)
    {
        var places = new List<EventPlace>();
        var numbers = MemoryMarshal.Cast<byte, long>(events);
        for (int i = 0; i < numbers.Length; i += Numbers)
        {
            if (hashes.Contains(numbers[i]))
            {
                places.Add(new EventPlace(journal, numbers[i + 1], (int)numbers[i + 2]));
            }
        }

        return places;
    }
}
