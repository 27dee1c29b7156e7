using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>
/// Results that count, and specs, in a form that all of them are read in quickly: LiteDB takes most of its time for
/// single fields. Written with the documents that they repeat, by the same transaction.
/// </summary>
internal static class PackedRows
{
    /// <summary>A result's row, under the number of its document.</summary>
    public static BsonDocument Of(BsonDocument result) => new() { ["_id"] = result["_id"], ["row"] = Packed(writer =>
    {
        writer.Write(result["cell"].AsString);
        writer.Write(result["run"].AsString);
        writer.Write(result["order"].AsInt64);
        writer.Write(result["ticks"].AsInt64);
        writer.Write(result["seed"].AsInt32);
        writer.Write(result["spec"].AsInt64);
        writer.Write(result["made"].AsInt64);
        writer.Write(result["noiseKey"].AsString);
        writer.Write(result["tags"].AsString);
        writer.Write(result["note"].AsString);
        var metrics = result["metrics"].AsDocument;
        writer.Write(metrics.Count);
        foreach (var (name, value) in metrics)
        {
            writer.Write(name);
            writer.Write(value.AsDouble);
        }
    }) };

    /// <summary>Reads a row.</summary>
    /// <param name="document">What <see cref="Of(BsonDocument)"/> made.</param>
    /// <param name="reader">Knows runs, specs, what results were made with, and metrics.</param>
    public static StoredResult Read(BsonDocument document, ResultReader reader)
    {
        using var row = Reader(document["row"]);
        return new StoredResult
        {
            Id = document["_id"].AsInt64,
            Cell = row.ReadString(),
            Run = reader.RunOf(row.ReadString()),
            Order = row.ReadInt64(),
            At = row.ReadInt64(),
            Seed = row.ReadInt32(),
            Spec = reader.SpecOf(row.ReadInt64()),
            Made = reader.MadeOf(row.ReadInt64()),
            NoiseKey = Text(row.ReadString()),
            Tags = ResultReader.TagsOf(row.ReadString()),
            Note = Text(row.ReadString()),
            Metrics = reader.Metrics.ArrayOf(Enumerable.Range(0, row.ReadInt32()).Select(_ => (row.ReadString(), row.ReadDouble()))),
        };
    }

    /// <summary>A spec: see <see cref="StoredSpec.Describe"/>.</summary>
    public static BsonValue Of(string setting, EventPlace place, IReadOnlyCollection<KeyValuePair<string, OptionValue>> fields) => Packed(writer =>
    {
        writer.Write(setting);
        writer.Write(place.Journal);
        writer.Write(place.Offset);
        writer.Write(place.Length);
        writer.Write(string.Join('\n', fields.Select(field => field.Key)));
        foreach (var (_, value) in fields)
        {
            writer.Write(value.IsNumber);
            if (value.Number is { } number)
            {
                writer.Write(number);
            }
            else
            {
                writer.Write(value.ToString());
            }
        }
    });

    /// <summary>Describes a spec.</summary>
    /// <param name="packed">What <see cref="Of(string, EventPlace, IReadOnlyCollection{KeyValuePair{string, OptionValue}})"/> made.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="names">The names of fields that a text has, one a line; most specs have the same.</param>
    public static void Describe(BsonValue packed, StoredSpec spec, Func<string, string[]> names)
    {
        using var reader = Reader(packed);
        string setting = reader.ReadString();
        var place = new EventPlace(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64());
        string[] fields = names(reader.ReadString());
        var values = Array.ConvertAll(fields, _ => reader.ReadBoolean() ? (OptionValue)reader.ReadDouble() : reader.ReadString());
        spec.Describe(setting, place, fields, values);
    }

    private static string? Text(string text) => text.Length > 0 ? text : null;

    private static BsonValue Packed(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    private static BinaryReader Reader(BsonValue packed) => new(new MemoryStream(packed.AsBinary, writable: false));
}
