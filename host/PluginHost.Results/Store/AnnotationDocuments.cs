using LiteDB;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What people said of results and runs, a document for each. Every tag, the note and the removal keep the moment they were
/// last changed at, so that journals may be read in any order.
/// </summary>
internal static class AnnotationDocuments
{
    /// <summary>What a run's document is called; a cell's has the cell's key.</summary>
    public static string RunKey(string run) => "run:" + run;

    /// <summary>The document of what an event is about, with the event in it.</summary>
    public static BsonDocument With(LiteDatabase db, Annotation e)
    {
        string id = e.Cell ?? RunKey(e.Run);
        var d = db.GetCollection(Documents.Annotations).FindById(id) ?? new BsonDocument { ["_id"] = id, ["tags"] = new BsonDocument() };
        switch (e)
        {
            case CellTagged tagged:
                foreach (var (tag, isOn) in tagged.Added.Select(t => (t, true)).Concat(tagged.Removed.Select(t => (t, false))))
                {
                    Set(d["tags"].AsDocument, tag, isOn);
                }

                break;
            case CellNoted noted:
                Set(d, "note", noted.Text);
                break;
            case CellRemoved removed:
                Set(d, "removed", removed.Until.UtcTicks);
                break;
            case CellRestored:
                Set(d, "removed", BsonValue.Null);
                break;
        }

        return d;

        void Set(BsonDocument record, string name, BsonValue value)
        {
            if (record[name] is not BsonDocument known || known["at"].AsInt64 <= e.At.UtcTicks)
            {
                record[name] = new BsonDocument { ["at"] = e.At.UtcTicks, ["value"] = value };
            }
        }
    }

    /// <summary>All of them, by cell or by <see cref="RunKey"/>.</summary>
    public static Dictionary<string, Remarks> All(LiteDatabase db) => db.GetCollection(Documents.Annotations).FindAll()
        .ToDictionary(d => d["_id"].AsString, Of, StringComparer.Ordinal);

    /// <summary>What was said of a cell, or of a run by its <see cref="RunKey"/>.</summary>
    public static Remarks Of(LiteDatabase db, string id) =>
        db.GetCollection(Documents.Annotations).FindById(id) is { } d ? Of(d) : Remarks.None;

    /// <summary>Whether a result lies in the trash, by itself or with its run.</summary>
    public static bool IsRemoved(BsonDocument result, Dictionary<string, Remarks> remarks) => RemovalOf(result, remarks) is not null;

    /// <summary>The removal of a result, or of its run; null when it is not in the trash.</summary>
    public static Removal? RemovalOf(BsonDocument result, Dictionary<string, Remarks> remarks) =>
        remarks.Count == 0 ? null
        : remarks.TryGetValue(result["_id"].AsString, out var said) && said.Removal is { } removal && result["at"].AsInt64 <= removal.Until.UtcTicks ? removal
        : remarks.TryGetValue(RunKey(result["run"].AsString), out var ofRun) ? ofRun.Removal : null;

    /// <summary>The cells whose result lies in the trash.</summary>
    public static HashSet<string> RemovedCells(LiteDatabase db, Dictionary<string, Remarks> remarks)
    {
        var results = db.GetCollection(Documents.Results);
        return [.. remarks.Where(r => r.Value.Removal is not null).SelectMany(r => RunOf(r.Key) is { } run
            ? results.Find(Query.EQ("run", run)).ToList()
            : results.FindById(r.Key) is { } result ? [result] : []).Where(result => IsRemoved(result, remarks)).Select(result => result["_id"].AsString)];
    }

    /// <summary>The trash, what was removed last first.</summary>
    public static List<Removed> Trash(LiteDatabase db)
    {
        var all = All(db);
        var results = db.GetCollection(Documents.Results);
        return [.. all.Where(r => r.Value.Removal is not null).Select(r => RunOf(r.Key) is { } run
                ? new Removed(run, true, RunDocuments.What(db, run), r.Value.Removal!.Value.At, results.Count(Query.EQ("run", run)))
                : results.FindById(r.Key) is { } result && result["at"].AsInt64 <= r.Value.Removal!.Value.Until.UtcTicks
                    ? new Removed(r.Key, false, Documents.Parse<CellSpec>(result["spec"]).ToString(), r.Value.Removal.Value.At, 1)
                    : null)
            .OfType<Removed>().OrderByDescending(r => r.RemovedAt).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    private static string? RunOf(string id) => id.StartsWith("run:", StringComparison.Ordinal) ? id[4..] : null;

    private static Remarks Of(BsonDocument d)
    {
        var removed = d["removed"];
        return new Remarks(
            [.. d["tags"].AsDocument.Where(t => t.Value["value"].AsBoolean).Select(t => t.Key).Order(StringComparer.Ordinal)],
            d["note"] is BsonDocument note && note["value"].AsString is { Length: > 0 } text ? text : null,
            removed is BsonDocument && !removed["value"].IsNull ? new Removal(Documents.Time(removed["value"]), Documents.Time(removed["at"])) : null);
    }
}
