using LiteDB;

namespace PluginHost.Results;

/// <summary>Brings what journals gained into the database; how far each was read is kept in the same transaction.</summary>
internal static class Ingestion
{
    /// <summary>Raised when documents change shape; a database of another number is made again from the journals.</summary>
    public const int Schema = 3;

    private const int BatchLines = 5000;

    public static void Prepare(LiteDatabase db)
    {
        db.GetCollection(EventDocuments.Events).EnsureIndex("key");
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
        var read = db.GetCollection(EventDocuments.Journals).FindAll().ToDictionary(d => d["_id"].AsString, d => d["offset"].AsInt64);
        bool changed = false;
        foreach (string journal in journals)
        {
            string path = StoreFolders.JournalPath(store, journal);
            long offset = read.GetValueOrDefault(journal);
            if (new FileInfo(path).Length == offset)
            {
                continue;
            }

            foreach (var batch in JournalReader.Read(path, offset).Chunk(BatchLines))
            {
                Batch(db, journal, batch);
                changed = true;
            }
        }

        if (changed)
        {
            // LiteDB 5.0.20 commits before pages are on the disk; a checkpoint waits for them.
            db.Checkpoint();
        }
    }

    private static void Batch(LiteDatabase db, string journal, JournalEntry[] batch)
    {
        db.BeginTrans();
        try
        {
            db.GetCollection(EventDocuments.Events).Upsert(batch.Select(entry => EventDocuments.Of(journal, entry)).OfType<BsonDocument>());
            db.GetCollection(EventDocuments.Journals).Upsert(EventDocuments.ReadUpTo(journal, batch[^1].Offset + batch[^1].Length + 1));
            db.Commit();
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }
}
