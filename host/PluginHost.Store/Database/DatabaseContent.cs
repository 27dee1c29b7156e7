using System.Globalization;
using LiteDB;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>
/// What a database says, in a form that can be compared: what is the same in every database that is made of the same
/// journals, in whatever parts and order they were read.
/// </summary>
/// <param name="Read">How many bytes of each journal it has, by the journal's name.</param>
/// <param name="Lines">A text for every record, by the record's name.</param>
internal sealed record DatabaseContent(
    IReadOnlyDictionary<string, long> Read, IReadOnlyDictionary<string, string> Lines)
{
    // Numbers of documents, and what depends on which lines were read together.
    private static readonly string[] s_numbers = ["_id", "version", "spec", "made", "places", "journals"];

    public static DatabaseContent Of(LiteDatabase db)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in db.GetCollection(Documents.Results).FindAll())
        {
            string cell = result["cell"].AsString, run = result["run"].AsString;
            Add($"result {cell} of run {run}, event {result["order"].AsInt64}", Text(result));
        }

        foreach (string collection in (string[])[Documents.Runs, Documents.Marks])
        {
            foreach (var document in db.GetCollection(collection).FindAll())
            {
                Add($"{collection}: {document["_id"].AsString}", Text(document));
            }
        }

        // Once more as tables read them.
        var reader = new ResultReader();
        foreach (var result in reader.All(db))
        {
            Add($"row of the result {result.Cell}", Text(result, reader.Metrics));
        }

        return new DatabaseContent(new Lookup(db, "").ReadUpTo(), lines);

        // Older records have no numbers, and may be called alike.
        void Add(string name, string text) => lines[name] = lines.TryGetValue(name, out string? other)
            ? string.Join('\n', ((string[])[other, text]).Order(StringComparer.Ordinal))
            : text;
    }

    /// <summary>Whether both were made of the same lines of journals.</summary>
    public bool IsOfSame(DatabaseContent other) =>
        Read.Count == other.Read.Count
        && Read.All(journal => other.Read.GetValueOrDefault(journal.Key, -1) == journal.Value);

    /// <summary>The names of records that only one of both has, or that differ, in order.</summary>
    public IReadOnlyList<string> Differences(DatabaseContent other) =>
    [
        .. Lines.Keys.Union(other.Lines.Keys)
            .Where(name => Lines.GetValueOrDefault(name) != other.Lines.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal),
    ];

    private static string Text(BsonDocument document) => string.Join('\t', document
        .Where(field => !s_numbers.Contains(field.Key) || field.Value.IsString)
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"{field.Key}={field.Value}"));

    private static string Text(StoredResult result, MetricNames metrics)
    {
        var culture = CultureInfo.InvariantCulture;
        var spec = result.Spec.Names.Select(name => $"{name}={result.Spec[name]}");
        var numbers = metrics.Names.Order(StringComparer.Ordinal)
            .Select(name => $"{name}={metrics.ValueIn(result, name)?.Number?.ToString("R", culture)}");
        string[] rest =
        [
            result.Run.Id, result.Run.Experiment, result.Order.ToString(culture), result.At.ToString(culture),
            result.Seed.ToString(culture), $"{result.Made}", result.NoiseKey ?? "", string.Join(' ', result.Tags),
            result.Note ?? "", result.Spec.Setting,
        ];
        return string.Join('\t', rest.Concat(spec).Concat(numbers.Where(number => !number.EndsWith('='))));
    }
}
