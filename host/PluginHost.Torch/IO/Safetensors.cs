using System.Security.Cryptography;
using PluginHost.Files;

namespace PluginHost.Torch.IO;

/// <summary>
/// Named tensors in the safetensors format (8 bytes little-endian header length, a JSON header, raw row-major data):
/// state dicts, checkpoints and noise.
/// </summary>
public static class Safetensors
{
    // The last bytes of a file that has one: a tensor like others, so that every reader of the format takes the file.
    private const string Checksum = "sha256";

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
        KeyValuePair<string, Tensor>[] placed = Placed(tensors);
        byte[] header = SafetensorsHeader.Write(tensors.Keys, placed, metadata);
        AtomicFile.Write(path, stream => Write(stream, header, placed));
    }

    /// <summary>
    /// Writes a file as <see cref="Save"/> does, and into its last tensor, <c>sha256</c>, the hash of all bytes before.
    /// </summary>
    /// <param name="path">File to write; an existing one is replaced.</param>
    /// <param name="tensors">Tensors by name; none is called <c>sha256</c>.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    public static void SaveWithChecksum(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using Tensor room = zeros(SHA256.HashSizeInBytes, ScalarType.Byte, CPU);
        KeyValuePair<string, Tensor>[] placed = Placed(tensors);
        byte[] header = SafetensorsHeader.Write(
            [.. tensors.Keys, Checksum], [.. placed, KeyValuePair.Create(Checksum, room)], metadata);
        AtomicFile.Write(path, stream =>
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            {
                Write(hashed, header, placed);
            }

            stream.Write(hash.Hash);
        });
    }

    /// <summary>
    /// Whether a file of <see cref="SaveWithChecksum"/> is what was written, to the last bit; reads all of it.
    /// </summary>
    /// <param name="path">File to read.</param>
    public static bool HasItsChecksum(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        long length = stream.Length - SHA256.HashSizeInBytes;
        if (length <= 0)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        while (stream.Position < length)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length - stream.Position));
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
        }

        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        return stream.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) == written.Length
            && hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }

    /// <summary>Reads the tensors of a file of <see cref="SaveWithChecksum"/>.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="metadata">The strings kept beside them.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or was written without a checksum.</exception>
    public static Dictionary<string, Tensor> LoadWithChecksum(
        string path, out IReadOnlyDictionary<string, string> metadata)
    {
        if (!HasItsChecksum(path))
        {
            throw new InvalidDataException($"{path} is not what was written: its checksum is another one");
        }

        Dictionary<string, Tensor> tensors = Load(path, out metadata);
        if (tensors.Remove(Checksum, out Tensor? checksum))
        {
            checksum.Dispose();
        }

        return tensors;
    }

    /// <summary>
    /// Wide elements first: then each tensor is aligned to its own element, which mapped readers rely on.
    /// </summary>
    private static KeyValuePair<string, Tensor>[] Placed(IReadOnlyDictionary<string, Tensor> tensors) =>
        [.. tensors.OrderByDescending(item => item.Value.dtype.ElementSize())];

    private static void Write(Stream stream, byte[] header, KeyValuePair<string, Tensor>[] placed)
    {
        stream.Write(header);
        foreach ((_, Tensor tensor) in placed)
        {
            TensorBytes.Write(stream, tensor);
        }
    }
}
