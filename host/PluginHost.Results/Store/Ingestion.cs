using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Brings what journals gained into the database; how far each was read is kept in the same transaction.</summary>
internal static class Ingestion
{
    /// <summary>Raised when documents change shape; a database of another number is made again from the journals.</summary>
    public const int Schema = 2;

    private const int BatchLines = 500;

    public static void Prepare(LiteDatabase db)
    {
        db.GetCollection(Documents.CellEvents).EnsureIndex("cell");
        db.GetCollection(Documents.CellEvents).EnsureIndex("run");
        db.GetCollection(Documents.Artifacts).EnsureIndex("key");
        db.GetCollection(Documents.Results).EnsureIndex("run");
        db.UserVersion = Schema;
        db.Checkpoint();
    }

    /// <summary>Whether the database still fits the journals: none of those it has read is gone or has become shorter.</summary>
    public static bool Fits(LiteDatabase db, string store) =>
        db.GetCollection(Documents.Journals).FindAll().ToList().TrueForAll(read =>
        {
            var file = new FileInfo(StoreFolders.JournalPath(store, read["_id"].AsString));
            return file.Exists && file.Length >= read["offset"].AsInt64;
        });

    /// <summary>Reads on in all journals. Returns torn last lines, which are not read yet.</summary>
    public static List<UnreadableLine> Run(LiteDatabase db, string store)
    {
        var torn = new List<UnreadableLine>();
        var read = db.GetCollection(Documents.Journals).FindAll().ToDictionary(d => d["_id"].AsString, d => d["offset"].AsInt64);
        bool changed = false;
        foreach (string journal in StoreFolders.AllJournals(store))
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
                offset = batch[^1].Offset + batch[^1].Length + 1;
                changed = true;
            }

            if (JournalReader.TornBytes(path, offset) is > 0 and var bytes && !RunLife.IsAlive(path))
            {
                torn.Add(new UnreadableLine(journal, offset, $"the last line was cut off after {bytes} bytes: its worker was killed"));
            }
        }

        if (changed)
        {
            // LiteDB 5.0.20 commits before pages are on the disk; a checkpoint waits for them.
            db.Checkpoint();
        }

        return torn;
    }

    private static void Batch(LiteDatabase db, string journal, JournalEntry[] batch)
    {
        db.BeginTrans();
        try
        {
            // A run's document changes with each of its events; it is written once a batch.
            var runs = new Dictionary<string, BsonDocument>(StringComparer.Ordinal);
            foreach (var entry in batch)
            {
                Apply(db, journal, entry);
                if (entry.Event is { } e and not Annotation)
                {
                    RunSeen(db, runs, journal, e);
                }
            }

            db.GetCollection(Documents.Runs).Upsert(runs.Values);

            db.GetCollection(Documents.Journals).Upsert(new BsonDocument
            {
                ["_id"] = journal,
                ["offset"] = batch[^1].Offset + batch[^1].Length + 1,
            });
            db.Commit();
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }

    private static void Apply(LiteDatabase db, string journal, JournalEntry entry)
    {
        switch (entry.Event)
        {
            case null:
                db.GetCollection(Documents.Unreadable).Upsert(new BsonDocument
                {
                    ["_id"] = Documents.Id(journal, entry.Offset),
                    ["journal"] = journal,
                    ["offset"] = entry.Offset,
                    ["problem"] = entry.Problem ?? "",
                });
                return;
            case RunStarted e:
                db.GetCollection(Documents.Plans).Upsert(Documents.Plan(e));
                break;
            case CellStarted e:
                CellEvent(e.Cell, "started", e);
                break;
            case CellFinished e:
                CellEvent(e.Cell, "finished", e);
                Newest(Documents.Results, Documents.Result(e, journal, entry));
                break;
            case CellFailed e:
                CellEvent(e.Cell, "failed", e);
                Newest(Documents.Failures, Documents.Failure(e, journal, entry));
                break;
            case Annotation e:
                db.GetCollection(Documents.Annotations).Upsert(AnnotationDocuments.With(db, e));
                break;
            case ArtifactMade e:
                db.GetCollection(Documents.Artifacts).Upsert(Documents.Artifact(e, journal, entry));
                break;
        }

        void CellEvent(string cell, string kind, RunEvent e) =>
            db.GetCollection(Documents.CellEvents).Upsert(Documents.CellEvent(cell, kind, e, journal, entry));

        void Newest(string collection, BsonDocument document)
        {
            var known = db.GetCollection(collection).FindById(document["_id"]);
            if (known is null || !Documents.IsNewer(known, document))
            {
                db.GetCollection(collection).Upsert(document);
            }
        }
    }

    /// <summary>Keeps a run's first and last moment, its names and its outcome, in whichever order its workers are read.</summary>
    private static void RunSeen(LiteDatabase db, Dictionary<string, BsonDocument> runs, string journal, RunEvent e)
    {
        long at = e.At.UtcTicks;
        if (!runs.TryGetValue(e.Run, out var run))
        {
            runs[e.Run] = run = db.GetCollection(Documents.Runs).FindById(e.Run) ?? new BsonDocument
            {
                ["_id"] = e.Run, ["recipe"] = "", ["experiment"] = "", ["preset"] = "", ["planned"] = 0, ["started"] = at, ["seen"] = at,
                ["journals"] = new BsonArray(),
            };
        }

        run["started"] = Math.Min(run["started"].AsInt64, at);
        run["seen"] = Math.Max(run["seen"].AsInt64, at);
        if (!run["journals"].AsArray.Contains(journal))
        {
            run["journals"].AsArray.Add(journal);
        }

        if (e is RunStarted started)
        {
            run["recipe"] = started.Recipe;
            run["experiment"] = started.Experiment;
            run["preset"] = started.Preset;
            run["planned"] = started.Cells.Length;
        }
        else if (e is RunEnded ended && (run["ended"].IsNull || run["ended"].AsInt64 <= at))
        {
            run["ended"] = at;
            run["outcome"] = ended.Outcome;
        }
    }
}
