using PluginHost.Files;

namespace PluginHost.Torch.IO;

/// <summary>
/// An open safetensors file that reads single tensors on demand; only the header is read at once. Not thread-safe.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, SafetensorsEntry> _byName;
    private readonly long _dataStart;

    private SafetensorsFile(FileStream stream, string path)
    {
        _stream = stream;
        _header = SafetensorsHeader.Read(stream, path);
        _byName = _header.Entries.ToDictionary(entry => entry.Name);
        _dataStart = stream.Position;
    }

    /// <summary>Name, element type, shape and place of each tensor, in the header's order.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _header.Entries;

    /// <summary>The strings kept beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header and its length.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="InvalidDataException">The file is damaged or another kind; the message says where.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream = RegularFile.Open(path);
        try
        {
            return new SafetensorsFile(stream, path);
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
        if (!_byName.TryGetValue(name, out SafetensorsEntry? entry))
        {
            string known = string.Join(", ", _byName.Keys);
            throw new KeyNotFoundException($"{_stream.Name} has no tensor '{name}'; it has {known}.");
        }

        _stream.Position = _dataStart + entry.Begin;
        return TensorBytes.Read(_stream, entry.DType, entry.Shape);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
