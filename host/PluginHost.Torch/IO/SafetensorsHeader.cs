using System.Buffers.Binary;
using System.Text.Json;

namespace PluginHost.Torch.IO;

/// <summary>The JSON header of a safetensors file: 8 bytes of length, then names, types, shapes and byte ranges.</summary>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata, long DataBytes)
{
    // The format's own limit: a length beyond it is garbage, not a header.
    private const long LargestHeader = 100_000_000;
    private const string MetadataName = "__metadata__";

    private static readonly Dictionary<string, (ScalarType Type, int Size)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8), ["F32"] = (ScalarType.Float32, 4), ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2), ["I64"] = (ScalarType.Int64, 8), ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2), ["I8"] = (ScalarType.Int8, 1), ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    internal static (string Name, int Size) Describe(ScalarType type)
    {
        foreach ((string name, (ScalarType known, int size)) in Types)
        {
            if (known == type)
            {
                return (name, size);
            }
        }

        throw new NotSupportedException($"safetensors has no element type for {type}.");
    }

    /// <param name="stream">At the file's first byte; afterwards at the first byte of the data.</param>
    /// <param name="source">The file's name, for messages.</param>
    internal static SafetensorsHeader Read(Stream stream, string source)
    {
        Span<byte> prefix = stackalloc byte[8];
        int got = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (got < prefix.Length)
        {
            throw Bad(source, $"it ends after {got} bytes, before the 8-byte length of the header");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LargestHeader)
        {
            throw Bad(source, $"its first 8 bytes give a header of {length} bytes; at most {LargestHeader} are allowed");
        }

        var text = new byte[length];
        got = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (got < text.Length)
        {
            throw Bad(source, $"it is truncated: the header has {length} bytes, the file only {got} of them");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return Parse(json.RootElement, source);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{source} is not a safetensors file: its header is not JSON ({error.Message})", error);
        }
    }

    internal static InvalidDataException Bad(string source, string what) =>
        new($"{source} is not a readable safetensors file: {what}.");

    private static SafetensorsHeader Parse(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Bad(source, "its header is not a JSON object");
        }

        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                ReadMetadata(property.Value, metadata, source);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value, source));
            }
        }

        return new SafetensorsHeader(entries, metadata, CheckLayout(entries, source));
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata, string source)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Bad(source, $"{MetadataName} is not an object");
        }

        foreach (JsonProperty item in value.EnumerateObject())
        {
            metadata[item.Name] = item.Value.ValueKind == JsonValueKind.String
                ? item.Value.GetString() ?? ""
                : throw Bad(source, $"{MetadataName}.{item.Name} is not a string");
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement value, string source)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape) || !TryLongs(shape, out long[] sizes)
            || !value.TryGetProperty("data_offsets", out JsonElement offsets) || !TryLongs(offsets, out long[] range)
            || range.Length != 2)
        {
            throw Bad(source, $"the header's entry '{name}' lacks a valid dtype, shape or data_offsets");
        }

        if (!Types.TryGetValue(dtype.GetString() ?? "", out (ScalarType Type, int Size) type))
        {
            throw Bad(source, $"tensor '{name}' has the unknown element type '{dtype.GetString()}' (known: {string.Join(", ", Types.Keys)})");
        }

        long bytes;
        try
        {
            bytes = sizes.Aggregate((long)type.Size, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            throw Bad(source, $"tensor '{name}' has the impossible shape [{string.Join(", ", sizes)}]");
        }

        if (sizes.Any(size => size < 0) || range[0] < 0 || range[1] - range[0] != bytes)
        {
            throw Bad(source, $"tensor '{name}' of shape [{string.Join(", ", sizes)}] and type {dtype.GetString()} needs {bytes} bytes, its data_offsets are [{range[0]}, {range[1]}]");
        }

        return new SafetensorsEntry(name, type.Type, sizes, range[0], range[1]);
    }

    private static bool TryLongs(JsonElement array, out long[] values)
    {
        values = [];
        if (array.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var read = new List<long>();
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long value))
            {
                return false;
            }

            read.Add(value);
        }

        values = [.. read];
        return true;
    }

    /// <summary>The tensors must follow each other without holes or overlaps; gives the length of the data.</summary>
    private static long CheckLayout(List<SafetensorsEntry> entries, string source)
    {
        var names = new HashSet<string>();
        long at = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (!names.Add(entry.Name))
            {
                throw Bad(source, $"the name '{entry.Name}' occurs twice");
            }

            if (entry.Begin != at)
            {
                throw Bad(source, $"tensor '{entry.Name}' begins at byte {entry.Begin} of the data, expected {at}");
            }

            at = entry.End;
        }

        return at;
    }
}
