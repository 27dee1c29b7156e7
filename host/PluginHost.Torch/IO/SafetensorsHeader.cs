using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginHost.Torch.IO;

/// <summary>The header of a safetensors file: 8 bytes of length, then names, types, shapes, ranges as JSON.</summary>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataName = "__metadata__";
    private const ulong Largest = 16_000_000;

    private static readonly Dictionary<string, ScalarType> s_types = new()
    {
        ["F64"] = ScalarType.Float64, ["F32"] = ScalarType.Float32, ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16, ["I64"] = ScalarType.Int64, ["I32"] = ScalarType.Int32,
        ["I16"] = ScalarType.Int16, ["I8"] = ScalarType.Int8, ["U8"] = ScalarType.Byte, ["BOOL"] = ScalarType.Bool,
    };

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Reads up to the first tensor, and checks that the file ends with the last one.</summary>
    internal static SafetensorsHeader Read(FileStream stream, string path)
    {
        var reader = new HeaderReader(stream, stream.Length, path, "safetensors", Largest);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(reader.Read(8));
        SafetensorsHeader header = Parse(reader.Read(length), reader);
        long end = 0;
        foreach (SafetensorsEntry entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            // Neither holes nor overlaps.
            if (entry.Begin != end)
            {
                throw reader.Bad($"tensor '{entry.Name}' begins at byte {entry.Begin} of the data, expected {end}");
            }

            end = entry.End;
        }

        reader.CheckData(end);
        return header;
    }

    /// <summary>The bytes before the tensors.</summary>
    /// <param name="names">The tensors' names, in the order of the header.</param>
    /// <param name="placed">Names and tensors, in the order of their data.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    internal static byte[] Write(
        IEnumerable<string> names, IEnumerable<KeyValuePair<string, Tensor>> placed,
        IReadOnlyDictionary<string, string>? metadata)
    {
        var places = new Dictionary<string, Place>();
        long end = 0;
        foreach ((string name, Tensor tensor) in placed)
        {
            long begin = end;
            end += tensor.numel() * tensor.dtype.ElementSize();
            places[name] = new Place(NameOf(tensor.dtype), tensor.shape, [begin, end]);
        }

        var header = new OrderedDictionary<string, object>();
        if (metadata is { Count: > 0 })
        {
            header.Add(MetadataName, metadata);
        }

        foreach (string name in names)
        {
            header.Add(name, places[name]);
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, s_json);
        int padded = (json.Length + 7) / 8 * 8;
        return [.. BitConverter.GetBytes((ulong)padded), .. json, .. "       "u8[..(padded - json.Length)]];
    }

    private static string NameOf(ScalarType type) => s_types.FirstOrDefault(known => known.Value == type).Key
        ?? throw new NotSupportedException($"safetensors has no element type for {type}.");

    private static SafetensorsHeader Parse(byte[] text, HeaderReader reader)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        string complaint = "its header is not a JSON object in which each name occurs once";
        try
        {
            var items = JsonSerializer.Deserialize<OrderedDictionary<string, JsonElement>>(text, s_json);
            foreach ((string name, JsonElement value) in items ?? throw new JsonException())
            {
                if (name == MetadataName)
                {
                    complaint = $"{MetadataName} is not an object of strings";
                    var strings = value.Deserialize<Dictionary<string, string?>?>(s_json) ?? [];
                    metadata = strings.ToDictionary(item => item.Key, item => item.Value ?? throw new JsonException());
                }
                else
                {
                    complaint = $"the header's entry '{name}' lacks a valid dtype, shape or data_offsets";
                    Place place = value.Deserialize<Place>(s_json) ?? throw new JsonException();
                    entries.Add(EntryOf(name, place, reader));
                }
            }
        }
        catch (JsonException error)
        {
            throw reader.Bad(complaint, error);
        }

        return new SafetensorsHeader(entries, metadata);
    }

    private static SafetensorsEntry EntryOf(string name, Place place, HeaderReader reader)
    {
        if (!s_types.TryGetValue(place.Dtype, out ScalarType type))
        {
            string known = string.Join(", ", s_types.Keys);
            throw reader.Bad($"tensor '{name}' has the unknown element type '{place.Dtype}' (known: {known})");
        }

        string shape = string.Join(", ", place.Shape);
        long bytes = TensorBytes.Count(type.ElementSize(), place.Shape)
            ?? throw reader.Bad($"tensor '{name}' has the impossible shape [{shape}]");
        if (place.DataOffsets is not [var begin, var end] || begin < 0 || end - begin != bytes)
        {
            string offsets = string.Join(", ", place.DataOffsets);
            throw reader.Bad($"tensor '{name}' of shape [{shape}] and type {place.Dtype} needs {bytes} bytes, "
                + $"its data_offsets are [{offsets}]");
        }

        return new SafetensorsEntry(name, type, place.Shape, begin, end);
    }

    /// <summary>A tensor's entry in the header, by the format's names.</summary>
    private sealed record Place(string Dtype, long[] Shape, long[] DataOffsets);
}
