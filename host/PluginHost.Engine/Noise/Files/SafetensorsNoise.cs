using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PluginHost.Torch.IO;

namespace PluginHost.Engine;

/// <summary>
/// Noise as a safetensors file: the tensor <c>noise</c>, int8 grey levels (units of 1/255), N × C × H × W, and texts that
/// say what it is noise for.
/// </summary>
internal static class SafetensorsNoise
{
    private const string TensorName = "noise";
    private const string MetadataName = "__metadata__";

    public static ArrayPlace Place(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var entry = file.Entries.FirstOrDefault(e => e.Name == TensorName)
            ?? (file.Entries is [var only] ? only : throw new NoiseFileException(
                $"{path} holds the tensors {string.Join(", ", file.Entries.Select(e => e.Name).Take(8))}; the noise must be called '{TensorName}', or be alone"));
        Span<byte> length = stackalloc byte[8];
        using (var stream = File.OpenRead(path))
        {
            stream.ReadExactly(length);
        }

        long dataStart = length.Length + (long)BinaryPrimitives.ReadUInt64LittleEndian(length);
        return new ArrayPlace("safetensors", entry.DType, entry.Shape, false, dataStart + entry.Begin, null, file.Metadata);
    }

    public static void Write(string path, NoiseLevels noise, NoiseOrigin origin) => AtomicFile.Write(path, stream =>
    {
        var metadata = origin.Texts();
        metadata[NoiseOrigin.ChecksumName] = noise.Sha256();
        var (channels, height, width) = noise.Shape;
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            [MetadataName] = metadata,
            [TensorName] = new
            {
                dtype = "I8",
                shape = (long[])[noise.Count, channels, height, width],
                data_offsets = (long[])[0, (long)noise.Count * noise.Shape.Size],
            },
        });
        // Padded with spaces, so that the data begin at a multiple of 8 bytes.
        int padded = (header.Length + 7) / 8 * 8;
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)padded);
        stream.Write(prefix);
        stream.Write(header);
        stream.Write("       "u8[..(padded - header.Length)]);
        noise.CopyTo(stream);
    });
}
