using System.Collections.Immutable;
using System.Text.Json;
using LiteDB;
using PluginHost.Contracts;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PluginHost.Results;

/// <summary>
/// How events become documents and back, written by hand: LiteDB's own mapper has races, cuts times to milliseconds and
/// reads them back as local ones. Times are UTC ticks; specs are their JSON; curves stay in the journal.
/// </summary>
internal static class Documents
{
    public const string Journals = "journals", Runs = "runs", Plans = "plans", Results = "results", Failures = "failures",
        CellEvents = "cell_events", Artifacts = "artifacts", Unreadable = "unreadable", Annotations = "annotations";

    public static BsonDocument Result(CellFinished e, string journal, JournalEntry entry) => Place(journal, entry, new BsonDocument
    {
        ["_id"] = e.Cell,
        ["run"] = e.Run,
        ["at"] = e.At.UtcTicks,
        ["spec"] = Json(e.Spec),
        ["metrics"] = new BsonDocument(e.Metrics.ToDictionary(m => m.Key, m => new BsonValue(m.Value))),
        ["plugins"] = Json(e.Plugins),
        ["data"] = e.DataSha256,
        ["noise"] = e.NoiseKey is null ? BsonValue.Null : e.NoiseKey,
        ["device"] = e.Device,
    });

    public static ResultRow Row(
        BsonDocument d, Func<string, ImmutableSortedDictionary<string, string>> environment, IReadOnlyDictionary<string, Remarks> remarks) => new()
    {
        Cell = d["_id"].AsString,
        Run = d["run"].AsString,
        At = Time(d["at"]),
        Spec = Parse<CellSpec>(d["spec"]),
        Metrics = d["metrics"].AsDocument.ToImmutableSortedDictionary(m => m.Key, m => m.Value.AsDouble, StringComparer.Ordinal),
        Plugins = Parse<ImmutableArray<PluginIdentity>>(d["plugins"]),
        DataSha256 = d["data"].AsString,
        NoiseKey = d["noise"].IsNull ? null : d["noise"].AsString,
        Device = d["device"].AsString,
        Environment = environment(d["run"].AsString),
        Tags = Tags(d, remarks),
        Note = remarks.TryGetValue(d["_id"].AsString, out var said) ? said.Note : null,
    };

    /// <summary>A result has its cell's tags and its run's.</summary>
    private static ImmutableArray<string> Tags(BsonDocument result, IReadOnlyDictionary<string, Remarks> remarks)
    {
        var own = remarks.TryGetValue(result["_id"].AsString, out var said) ? said.Tags : [];
        return remarks.TryGetValue(AnnotationDocuments.RunKey(result["run"].AsString), out var ofRun)
            ? [.. own.Union(ofRun.Tags).Order(StringComparer.Ordinal)]
            : own;
    }

    public static BsonDocument Failure(CellFailed e, string journal, JournalEntry entry) => Place(journal, entry, new BsonDocument
    {
        ["_id"] = e.Cell,
        ["run"] = e.Run,
        ["at"] = e.At.UtcTicks,
        ["spec"] = Json(e.Spec),
        ["error"] = e.Error,
        ["details"] = e.Details,
    });

    public static FailedCell Failed(BsonDocument d) => new(
        d["_id"].AsString, d["run"].AsString, Time(d["at"]), Parse<CellSpec>(d["spec"]), d["error"].AsString, d["details"].AsString);

    public static BsonDocument CellEvent(string cell, string kind, RunEvent e, string journal, JournalEntry entry) =>
        Place(journal, entry, new BsonDocument
        {
            ["_id"] = Id(journal, entry.Offset),
            ["cell"] = cell,
            ["kind"] = kind,
            ["run"] = e.Run,
            ["at"] = e.At.UtcTicks,
        });

    public static BsonDocument Artifact(ArtifactMade e, string journal, JournalEntry entry) => Place(journal, entry, new BsonDocument
    {
        ["_id"] = Id(journal, entry.Offset),
        ["key"] = e.Key,
        ["at"] = e.At.UtcTicks,
    });

    public static BsonDocument Plan(RunStarted e) => new()
    {
        ["_id"] = e.Run,
        ["source"] = e.Source,
        ["sha256"] = e.SourceSha256,
        ["cells"] = new BsonArray(e.Cells.Select(c => new BsonValue(c))),
        ["environment"] = Json(e.Environment),
        ["tables"] = Json(e.Tables),
        ["figures"] = Json(e.Figures ?? []),
    };

    /// <summary>The order of two records of one cell or run: by time; by place where times are equal, so that it is always the same.</summary>
    public static bool IsNewer(BsonDocument a, BsonDocument b)
    {
        int order = a["at"].AsInt64.CompareTo(b["at"].AsInt64);
        order = order != 0 ? order : string.CompareOrdinal(a["journal"].AsString, b["journal"].AsString);
        order = order != 0 ? order : a["offset"].AsInt64.CompareTo(b["offset"].AsInt64);
        return order > 0;
    }

    public static string Id(string journal, long offset) => $"{journal}@{offset:D12}";

    public static DateTimeOffset Time(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);

    public static T Parse<T>(BsonValue json) =>
        JsonSerializer.Deserialize<T>(json.AsString, ContentKey.Json) ?? throw new JsonException("null in the database");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ContentKey.Json);

    private static BsonDocument Place(string journal, JournalEntry entry, BsonDocument document)
    {
        document["journal"] = journal;
        document["offset"] = entry.Offset;
        document["length"] = entry.Length;
        return document;
    }
}
