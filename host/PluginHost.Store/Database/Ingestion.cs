using LiteDB;
using PluginHost.Store.Journals;

namespace PluginHost.Store.Database;

/// <summary>What came of reading on in the journals.</summary>
internal enum IngestionState
{
    /// <summary>The database has all that the journals have.</summary>
    Complete,

    /// <summary>There is more to read.</summary>
    Unfinished,

    /// <summary>A journal that was read is gone or became shorter: the database must be made again.</summary>
    Unfit,
}

/// <summary>
/// Brings what journals gained into the database. How far each was read is kept in the same transaction, so that a
/// killed process leaves nothing twice and nothing out.
/// </summary>
internal sealed class Ingestion(LiteDatabase db, string store, Action<long, long>? progress)
{
    /// <summary>
    /// Raised when documents change shape; a database of another number is made again from the journals.
    /// </summary>
    public const int Schema = 20;

    /// <summary>So many events are brought in by one transaction.</summary>
    private const int BatchEvents = 5_000;

    /// <summary>After so many milliseconds others may have their turn.</summary>
    private const int Turn = 5_000;

    /// <summary>Makes the collections and indexes of a new database.</summary>
    public static void Prepare(LiteDatabase db)
    {
        foreach (var (collection, field, isUnique) in Documents.Indexes)
        {
            db.GetCollection(collection).EnsureIndex(field, $"$.{field}", isUnique);
        }

        db.UserVersion = Schema;
        db.Checkpoint();
    }

    /// <summary>Reads on in the journals.</summary>
    public IngestionState Run()
    {
        var files = new StoreLayout(store).AllJournals().ToDictionary(name => name, LengthOf, StringComparer.Ordinal);
        var read = db.GetCollection(Documents.Journals).FindAll().ToDictionary(
            journal => journal["_id"].AsString, journal => journal["offset"].AsInt64, StringComparer.Ordinal);
        if (read.Any(journal => !files.TryGetValue(journal.Key, out long length) || length < journal.Value))
        {
            return IngestionState.Unfit;
        }

        long all = files.Values.Sum(), done = read.Values.Sum(), begun = Environment.TickCount64;
        var specs = new SpecDocuments(db);
        var batch = new IngestedBatch(db, specs);
        var grown = files.Where(file => file.Value > read.GetValueOrDefault(file.Key)).Select(file => file.Key);
        var entries = grown.SelectMany(name => Lines(name, read.GetValueOrDefault(name)).Select(entry => (name, entry)));
        foreach (var (journal, entry) in entries)
        {
            batch.Add(journal, entry);
            done += entry.Length + 1;
            if (batch.Count < BatchEvents)
            {
                continue;
            }

            batch.Write();
            progress?.Invoke(done, all);
            if (Environment.TickCount64 - begun > Turn)
            {
                return IngestionState.Unfinished;
            }

            batch = new IngestedBatch(db, specs);
        }

        if (batch.Count > 0)
        {
            batch.Write();
            progress?.Invoke(done, all);
        }

        return IngestionState.Complete;
    }

    // A journal that cannot be opened stands in nobody's way: UnreadableLines tells it.

    private long LengthOf(string journal)
    {
        try
        {
            return JournalReader.Length(new StoreLayout(store).Journal(journal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private IEnumerable<JournalEntry> Lines(string journal, long offset)
    {
        using var lines = JournalReader.Read(new StoreLayout(store).Journal(journal), offset).GetEnumerator();
        while (MovesOn(lines))
        {
            yield return lines.Current;
        }
    }

    private static bool MovesOn(IEnumerator<JournalEntry> lines)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
