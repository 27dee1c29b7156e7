using System.Buffers.Binary;
using System.Text;
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
        writer.Write((long)result["seed"].AsInt32);
        writer.Write(result["spec"].AsInt64);
        writer.Write(result["made"].AsInt64);
        writer.Write(result["noiseKey"].AsString);
        writer.Write(result["tags"].AsString);
        writer.Write(result["note"].AsString);
        var metrics = result["metrics"].AsDocument;
        writer.Write((long)metrics.Count);
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
        var row = new PackedBytes(document["row"].AsBinary);
        return new StoredResult
        {
            Id = document["_id"].AsInt64,
            Cell = row.Text(),
            Run = reader.RunOf(row.Text()),
            Order = row.Long(),
            At = row.Long(),
            Seed = (int)row.Long(),
            Spec = reader.SpecOf(row.Long()),
            Made = reader.MadeOf(row.Long()),
            NoiseKey = Given(row.Text()),
            Tags = ResultReader.TagsOf(row.Text()),
            Note = Given(row.Text()),
            Metrics = reader.Metrics.ArrayOf(Metrics(ref row)),
        };
    }

    /// <summary>A spec: see <see cref="StoredSpec.Describe"/>.</summary>
    public static BsonValue Of(
        string setting,
        EventPlace place,
        IReadOnlyCollection<KeyValuePair<string, OptionValue>> fields) => Packed(writer =>
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
    /// <param name="packed">
    /// What <see cref="Of(string, EventPlace, IReadOnlyCollection{KeyValuePair{string, OptionValue}})"/> made.
    /// </param>
    /// <param name="spec">The spec.</param>
    /// <param name="names">The names of fields that a text has, one a line; most specs have the same.</param>
    public static void Describe(BsonValue packed, StoredSpec spec, Func<string, string[]> names)
    {
        var bytes = new PackedBytes(packed.AsBinary);
        string setting = bytes.Text();
        var place = new EventPlace(bytes.Text(), bytes.Long(), bytes.Long());
        string[] fields = names(bytes.Text());
        var values = new OptionValue[fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = bytes.Flag() ? bytes.Number() : bytes.Text();
        }

        spec.Describe(setting, place, fields, values);
    }

    private static (string Name, double Value)[] Metrics(ref PackedBytes row)
    {
        var metrics = new (string, double)[row.Long()];
        for (int i = 0; i < metrics.Length; i++)
        {
            metrics[i] = (row.Text(), row.Number());
        }

        return metrics;
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static BsonValue Packed(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    /// <summary>
    /// Reads what a <see cref="BinaryWriter"/> wrote, without the objects that a reader of streams needs.
    /// </summary>
    private ref struct PackedBytes(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public bool Flag() => Next(1)[0] != 0;

        public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));

        public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Next(sizeof(double)));

        public string Text()
        {
            // The length comes in groups of seven bits, the lowest first.
            int length = 0, shift = 0;
            byte group;
            do
            {
                group = Next(1)[0];
                length |= (group & 0x7F) << shift;
                shift += 7;
            }
            while (group > 0x7F);
            return Encoding.UTF8.GetString(Next(length));
        }

        private ReadOnlySpan<byte> Next(int length)
        {
            var next = _left[..length];
            _left = _left[length..];
            return next;
        }
    }
}
