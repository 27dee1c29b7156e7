using System.Buffers.Binary;
using System.Text.Json;
using PluginHost.Engine.Arrays;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>
/// Noise as a safetensors file: the tensor <c>noise</c>, int8 grey levels (units of 1/255), N × C × H × W, and texts that
/// say what it is noise for.
/// </summary>
internal static class SafetensorsNoise
{
    private const string MetadataName = "__metadata__";

    public static void Write(string path, NoiseLevels noise, NoiseOrigin origin) => AtomicFile.Write(path, stream =>
    {
        var metadata = origin.Texts();
        metadata[NoiseOrigin.ChecksumName] = noise.Sha256();
        var (channels, height, width) = noise.Shape;
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            [MetadataName] = metadata,
            [StoredArray.NoiseTensor] = new
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
