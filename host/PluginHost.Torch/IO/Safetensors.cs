using PluginHost.Files;

namespace PluginHost.Torch.IO;

/// <summary>
/// Named tensors in the safetensors format (8 bytes little-endian header length, a JSON header, raw row-major data):
/// state dicts, checkpoints and noise.
/// </summary>
public static class Safetensors
{
    /// <summary>Reads every tensor of a file into the CPU's memory, in the header's order.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="InvalidDataException">The file is damaged or another kind; the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>Reads every tensor and the strings kept beside them.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="metadata">The header's <c>__metadata__</c>; empty when it has none.</param>
    /// <exception cref="InvalidDataException">The file is damaged or another kind; the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path, out IReadOnlyDictionary<string, string> metadata)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        var tensors = file.Entries.ToDictionary(entry => entry.Name, entry => file.Read(entry.Name));
        scope.MoveToOuter(tensors.Values);
        metadata = file.Metadata;
        return tensors;
    }

    /// <summary>Writes a file beside its place and renames it when complete.</summary>
    /// <param name="path">File to write; an existing one is replaced.</param>
    /// <param name="tensors">Tensors by name, on any device and in any layout; the header keeps their order.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    public static void Save(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);

        // Wide elements first: then each tensor is aligned to its own element, which mapped readers rely on.
        KeyValuePair<string, Tensor>[] placed = [.. tensors.OrderByDescending(item => item.Value.dtype.ElementSize())];
        byte[] header = SafetensorsHeader.Write(tensors.Keys, placed, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach ((_, Tensor tensor) in placed)
            {
                TensorBytes.Write(stream, tensor);
            }
        });
    }
}
