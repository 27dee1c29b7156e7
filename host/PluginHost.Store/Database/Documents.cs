using LiteDB;
using PluginHost.Store.Journals;

namespace PluginHost.Store.Database;

/// <summary>
/// The collections of the database. <c>results</c> has a document a result, with every field of its spec by name, and
/// <c>rows</c> those that count once more, see <see cref="PackedRows"/>;
/// specs and what results were made with are kept once, for those who read many results.
/// </summary>
internal static class Documents
{
    public const string
        Results = "results", Rows = "rows", Specs = "specs", MadeWith = "madeWith", Runs = "runs", Marks = "marks",
        Failures = "failures", Begun = "begun", Artifacts = "artifacts", Unreadable = "unreadable",
        Journals = "journals", State = "state";

    /// <summary>What a result is: the one that counts for its cell, an older one, or one in the trash.</summary>
    public const string Current = "current", Superseded = "superseded", Removed = "removed";

    public static readonly (string Collection, string Field, bool IsUnique)[] Indexes =
    [
        (Results, "cell", false), (Results, "run", false), (Results, "experiment", false), (Results, "version", false),
        (Results, "spec", false), (Specs, "key", true), (Specs, "training", false), (Specs, "making", false),
        (MadeWith, "key", true), (Failures, "cell", false), (Begun, "cell", false), (Artifacts, "key", false),
    ];

    // LiteDB's own Query.EQ writes the value into the expression, and compiles one for every value.

    /// <summary>That a field has a value.</summary>
    public static BsonExpression Is(string field, BsonValue value) => BsonExpression.Create($"$.{field} = @0", value);

    /// <summary>That a field has one of some values.</summary>
    public static BsonExpression IsIn(string field, IEnumerable<BsonValue> values) =>
        BsonExpression.Create($"$.{field} IN @0", new BsonArray(values));

    public static BsonValue Of(OptionValue value) => value.Number is { } number ? number : value.ToString();

    public static OptionValue ValueOf(BsonValue value) => value.IsNumber ? value.AsDouble : value.AsString;

    public static BsonDocument Of(IEnumerable<KeyValuePair<string, OptionValue>> fields)
    {
        var document = new BsonDocument();
        foreach (var (name, value) in fields)
        {
            document[name] = Of(value);
        }

        return document;
    }

    public static string[] TextsOf(BsonValue array) => [.. array.AsArray.Select(text => text.AsString)];

    public static BsonArray Of(IEnumerable<EventPlace> places) => new(places.Select(Of));

    public static IEnumerable<EventPlace> PlacesOf(BsonValue array) => array.AsArray.Select(PlaceOf);

    public static BsonDocument Of(EventPlace place) =>
        new() { ["journal"] = place.Journal, ["offset"] = place.Offset, ["length"] = place.Length };

    public static EventPlace PlaceOf(BsonValue place) =>
        new(place["journal"].AsString, place["offset"].AsInt64, place["length"].AsInt64);
}
