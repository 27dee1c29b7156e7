using System.Buffers.Binary;
using System.Text.Json;

namespace PluginHost.Torch.IO;

/// <summary>
/// Reads and writes named tensors in the safetensors format (8 bytes little-endian header length, a JSON header, raw
/// row-major data): state dicts, checkpoints and noise.
/// </summary>
public static class Safetensors
{
    /// <summary>Reads every tensor of a file into the CPU's memory, in the header's order.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="InvalidDataException">The file is truncated or not a safetensors file; the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>Reads every tensor and the strings kept beside them.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="metadata">The header's <c>__metadata__</c>; empty when it has none.</param>
    /// <exception cref="InvalidDataException">The file is truncated or not a safetensors file; the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path, out IReadOnlyDictionary<string, string> metadata)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        metadata = file.Metadata;
        return ReadAll(file.Entries, entry => file.Read(entry.Name));
    }

    /// <summary>Reads every tensor from a stream, which need not be seekable; it is left after the last tensor.</summary>
    /// <param name="stream">At the first byte of the header's length.</param>
    /// <param name="metadata">The header's <c>__metadata__</c>; empty when it has none.</param>
    /// <exception cref="InvalidDataException">The data is truncated or not in the safetensors format.</exception>
    public static Dictionary<string, Tensor> Load(Stream stream, out IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsHeader header = SafetensorsHeader.Read(stream, "the stream");
        metadata = header.Metadata;
        try
        {
            return ReadAll(header.Entries, entry => ReadTensor(stream, entry));
        }
        catch (EndOfStreamException)
        {
            throw SafetensorsHeader.Bad("the stream", $"it ends before the {header.DataBytes} bytes of data that the header describes");
        }
    }

    /// <summary>Writes a file beside its place and renames it when complete.</summary>
    /// <param name="path">File to write; an existing one is replaced.</param>
    /// <param name="tensors">Tensors by name, on any device and in any layout; the header keeps their order.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    public static void Save(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Save(stream, tensors, metadata));

    /// <summary>Writes the format to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="tensors">Tensors by name, on any device and in any layout; the header keeps their order.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    public static void Save(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        // Wide elements first: then each tensor is aligned to its own element, which mapped readers rely on.
        (string Name, Tensor Tensor)[] placed =
            [.. tensors.OrderByDescending(item => item.Value.dtype.ElementSize()).Select(item => (item.Key, item.Value))];
        var begins = new Dictionary<string, long>();
        long end = 0;
        foreach ((string name, Tensor tensor) in placed)
        {
            begins[name] = end;
            end += tensor.numel() * tensor.dtype.ElementSize();
        }

        byte[] header = Header(tensors, begins, metadata);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach ((_, Tensor tensor) in placed)
        {
            TensorBytes.Write(stream, tensor);
        }
    }

    internal static Tensor ReadTensor(Stream stream, SafetensorsEntry entry)
    {
        Tensor tensor = empty([.. entry.Shape], dtype: entry.DType, device: CPU);
        try
        {
            TensorBytes.Read(stream, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    private static Dictionary<string, Tensor> ReadAll(
        IReadOnlyList<SafetensorsEntry> entries, Func<SafetensorsEntry, Tensor> read)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Begin))
            {
                tensors.Add(entry.Name, read(entry));
            }
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }

        var ordered = new Dictionary<string, Tensor>();
        foreach (SafetensorsEntry entry in entries)
        {
            ordered.Add(entry.Name, tensors[entry.Name]);
        }

        return ordered;
    }

    private static byte[] Header(
        IReadOnlyDictionary<string, Tensor> tensors, Dictionary<string, long> begins, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            foreach ((string name, Tensor tensor) in tensors)
            {
                WriteEntry(json, name, tensor, begins[name]);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        (string type, int size) = SafetensorsHeader.Describe(tensor.dtype);
        json.WriteStartObject(name);
        json.WriteString("dtype", type);
        json.WriteStartArray("shape");
        foreach (long length in tensor.shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + (tensor.numel() * size));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
