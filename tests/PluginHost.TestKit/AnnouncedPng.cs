using System.Buffers.Binary;

namespace PluginHost.TestKit;

/// <summary>PNG files whose header is whole and announces any size; next to no pixels follow.</summary>
public static class AnnouncedPng
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static byte[] Of(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // 8 bits, red, green and blue
        byte[] emptyStream = [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        return
        [
            0x89, .. "PNG\r\n\x1A\n"u8,
            .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, emptyStream), .. Chunk("IEND"u8, []),
        ];
    }

    /// <summary>A part of a PNG file with its length and checksum.</summary>
    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] checkedPart = [.. type, .. content];
        byte[] chunk = [0, 0, 0, 0, .. checkedPart, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32(checkedPart));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(int value)
    {
        uint entry = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
        }

        return entry;
    }
}
