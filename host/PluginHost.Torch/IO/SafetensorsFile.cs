namespace PluginHost.Torch.IO;

/// <summary>
/// An open safetensors file that reads single tensors on demand; only the header is read at once. Not thread-safe.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly FileStream stream;
    private readonly string path;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(FileStream stream, string path, SafetensorsHeader header)
    {
        this.stream = stream;
        this.path = path;
        dataStart = stream.Position;
        Entries = header.Entries;
        Metadata = header.Metadata;
        byName = header.Entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>Name, element type, shape and place of each tensor, in the header's order.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The strings kept beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header and its length.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="InvalidDataException">The file is truncated or not a safetensors file; the message says where.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            SafetensorsHeader header = SafetensorsHeader.Read(stream, path);
            long data = stream.Length - stream.Position;
            return data == header.DataBytes
                ? new SafetensorsFile(stream, path, header)
                : throw SafetensorsHeader.Bad(path, $"the header describes {header.DataBytes} bytes of data, the file holds {data}"
                    + (data < header.DataBytes ? ": it is truncated" : ": something follows the last tensor"));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor into the CPU's memory.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    public Tensor Read(string name)
    {
        if (!byName.TryGetValue(name, out SafetensorsEntry? entry))
        {
            throw new KeyNotFoundException($"{path} has no tensor '{name}'; it has {string.Join(", ", byName.Keys)}.");
        }

        stream.Position = dataStart + entry.Begin;
        return Safetensors.ReadTensor(stream, entry);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();
}
