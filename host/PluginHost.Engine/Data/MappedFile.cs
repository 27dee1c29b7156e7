using System.IO.MemoryMappedFiles;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>
/// A large file read through memory mappings of the parts that are wanted, each let go at once: the system keeps what
/// it has room for, and the process holds none of it. Writes go through the file, so that a full disk is an exception.
/// </summary>
internal sealed class MappedFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly MemoryMappedFile _map;

    private MappedFile(FileStream stream)
    {
        _stream = stream;
        _map = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
    }

    /// <summary>What is smaller lies in memory as a whole: 512 MiB, three times CIFAR.</summary>
    public const long LargeBytes = 512L << 20;

    /// <summary>Where it lies.</summary>
    public string Path => _stream.Name;

    public static MappedFile OpenRead(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));

    /// <summary>Opens a file that has its full length already; nobody else may open it meanwhile.</summary>
    public static MappedFile OpenWrite(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));

    public void Read(long offset, Span<byte> into)
    {
        using var view = _map.CreateViewAccessor(offset, into.Length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)view.PointerOffset, into);
    }

    public void Write(long offset, ReadOnlySpan<byte> from) => RandomAccess.Write(_stream.SafeFileHandle, from, offset);

    /// <summary>Returns when all that was written is on the disk.</summary>
    /// <exception cref="IOException">The disk does not have it.</exception>
    public void Flush() => Durable.Flush(_stream.SafeFileHandle);

    public void Dispose()
    {
        _map.Dispose();
        _stream.Dispose();
    }
}
