using System.Buffers.Binary;
using System.Numerics;

namespace PluginHost.Files;

/// <summary>A checksum of bytes that come one after the other: every change of up to 32 bits in a row shows.</summary>
public struct Crc32C()
{
    private uint _state = uint.MaxValue;

    /// <summary>The checksum of what was added.</summary>
    public readonly uint Value => ~_state;

    /// <summary>The checksum of bytes that are all there.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32C();
        crc.Add(bytes);
        return crc.Value;
    }

    /// <summary>Adds bytes to those before.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            _state = BitOperations.Crc32C(_state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            _state = BitOperations.Crc32C(_state, b);
        }
    }
}
