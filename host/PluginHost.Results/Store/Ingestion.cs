using LiteDB;

namespace PluginHost.Results;

/// <summary>Brings what journals gained into the database; how far each was read is kept in the same transaction.</summary>
internal static class Ingestion
{
    /// <summary>Raised when documents change shape; a database of another number is made again from the journals.</summary>
    public const int Schema = 4;

    private const int BatchBytes = 1 << 24;

    public static void Prepare(LiteDatabase db)
    {
        db.UserVersion = Schema;
        db.Checkpoint();
    }

    /// <summary>Whether the database still fits the journals: none of those it has read is gone or has become shorter.</summary>
    public static bool Fits(LiteDatabase db, string store) =>
        db.GetCollection(EventDocuments.Journals).FindAll().ToList().TrueForAll(read =>
        {
            var file = new FileInfo(StoreFolders.JournalPath(store, read["_id"].AsString));
            return file.Exists && file.Length >= read["offset"].AsInt64;
        });

    /// <summary>Reads on in journals.</summary>
    public static void Run(LiteDatabase db, string store, IEnumerable<string> journals)
    {
        var read = db.GetCollection(EventDocuments.Journals);
        var batch = new List<BsonDocument>();
        long bytes = 0;
        foreach (string journal in journals)
        {
            string path = StoreFolders.JournalPath(store, journal);
            var known = read.FindById(journal);
            long offset = known?["offset"].AsInt64 ?? 0;
            if (new FileInfo(path).Length == offset || JournalReader.Read(path, offset).ToList() is not { Count: > 0 } entries)
            {
                continue;
            }

            var document = EventDocuments.With(known, journal, entries);
            batch.Add(document);
            bytes += document["offset"].AsInt64 - offset;
            if (bytes > BatchBytes)
            {
                Write(db, batch);
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            Write(db, batch);
        }
    }

    private static void Write(LiteDatabase db, List<BsonDocument> batch)
    {
        db.BeginTrans();
        try
        {
            db.GetCollection(EventDocuments.Journals).Upsert(batch);
            db.Commit();
        }
        catch
        {
            db.Rollback();
            throw;
        }

        // LiteDB 5.0.20 commits before pages are on the disk; a checkpoint waits for them.
        db.Checkpoint();
        batch.Clear();
    }
}
