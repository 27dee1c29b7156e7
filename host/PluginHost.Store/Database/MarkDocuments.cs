using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>
/// What people said of a result or a run, a document each. Every tag, the note and the removal keep the number of the
/// event that changed them last, so that journals may be read in any order.
/// </summary>
internal static class MarkDocuments
{
    private const string RunPrefix = "run:";

    /// <summary>What a run is called among cells' keys.</summary>
    public static string KeyOfRun(string run) => RunPrefix + run;

    /// <summary>The run of a <see cref="KeyOfRun"/>; null for a cell's key.</summary>
    public static string? RunOf(string key) =>
        key.StartsWith(RunPrefix, StringComparison.Ordinal) ? key[RunPrefix.Length..] : null;

    /// <summary>What an event is about: a cell's key or a <see cref="KeyOfRun"/>.</summary>
    public static string KeyOf(Annotation e) => e.Cell ?? KeyOfRun(e.Run);

    /// <summary>A document of nothing said.</summary>
    public static BsonDocument Empty(string key) => new()
    {
        ["_id"] = key, ["tags"] = new BsonDocument(), ["note"] = "", ["noted"] = 0L, ["removal"] = BsonValue.Null, ["moved"] = 0L,
    };

    /// <summary>Changes a document by what was said.</summary>
    public static void Apply(BsonDocument marks, Annotation e)
    {
        long order = EventNumbers.Of(e);
        switch (e)
        {
            case CellTagged tagged:
                var tags = marks["tags"].AsDocument;
                foreach (var (tag, isOn) in tagged.Added.Select(t => (t, true)).Concat(tagged.Removed.Select(t => (t, false))))
                {
                    if (!tags.TryGetValue(tag, out var known) || known["order"].AsInt64 <= order)
                    {
                        tags[tag] = new BsonDocument { ["order"] = order, ["on"] = isOn };
                    }
                }

                break;
            case CellNoted noted when marks["noted"].AsInt64 <= order:
                (marks["noted"], marks["note"]) = (order, noted.Text);
                break;
            case CellRemoved removed when marks["moved"].AsInt64 <= order:
                marks["moved"] = order;
                marks["removal"] = new BsonDocument
                {
                    ["upTo"] = removed.UpTo > 0 ? removed.UpTo : removed.Until.UtcTicks, ["at"] = removed.At.UtcTicks,
                };
                break;
            case CellRestored when marks["moved"].AsInt64 <= order:
                (marks["moved"], marks["removal"]) = (order, BsonValue.Null);
                break;
        }
    }

    public static Remarks Remarks(BsonDocument? marks)
    {
        if (marks is null)
        {
            return Records.Remarks.None;
        }

        string note = marks["note"].AsString;
        return new Remarks([.. Tags(marks)], note.Length > 0 ? note : null, RemovalOf(marks));
    }

    /// <summary>The tags that are on, in order.</summary>
    public static IEnumerable<string> Tags(BsonDocument marks) => marks["tags"].AsDocument
        .Where(tag => tag.Value["on"].AsBoolean).Select(tag => tag.Key).Order(StringComparer.Ordinal);

    private static Removal? RemovalOf(BsonDocument marks) => marks["removal"].IsNull
        ? null
        : new Removal(marks["removal"]["upTo"].AsInt64, new DateTimeOffset(marks["removal"]["at"].AsInt64, TimeSpan.Zero));
}
