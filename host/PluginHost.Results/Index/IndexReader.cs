using System.Runtime.InteropServices;
using System.Text;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Reads what an <see cref="IndexWriter"/> wrote.</summary>
internal sealed class IndexReader
{
    private const int Chunk = 1 << 20;

    private readonly Stream _stream;

    /// <summary>Begins to read, after the checksum of the whole was found to be right.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public IndexReader(Stream stream)
    {
        _stream = stream;
        var crc = new Crc32C();
        long left = stream.Length - sizeof(uint);
        for (byte[] chunk = new byte[Chunk]; left > 0;)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, left));
            stream.ReadExactly(part);
            crc.Add(part);
            left -= part.Length;
        }

        uint written = 0;
        if (left < 0 || stream.ReadAtLeast(MemoryMarshal.AsBytes(new Span<uint>(ref written)), sizeof(uint), throwOnEndOfStream: false) < sizeof(uint) || written != crc.Value)
        {
            throw new InvalidDataException("its checksum is wrong");
        }

        stream.Position = 0;
    }

    public long Number()
    {
        long number = 0;
        Bytes(MemoryMarshal.AsBytes(new Span<long>(ref number)));
        return number;
    }

    public int Count() => checked((int)Number());

    public string Text() => Encoding.UTF8.GetString(Array<byte>());

    public T[] Array<T>()
        where T : unmanaged
    {
        var items = new T[Count()];
        for (int from = 0; from < items.Length; from += Chunk)
        {
            Bytes(MemoryMarshal.AsBytes(items.AsSpan(from, Math.Min(Chunk, items.Length - from))));
        }

        return items;
    }

    public string[] Texts() => Each(Text);

    public OptionValue[] Values() => Each<OptionValue>(() => Number() == 1 ? BitConverter.Int64BitsToDouble(Number()) : Text());

    public EventPlace Place() => new(Text(), Number(), Count());

    public T[] Each<T>(Func<T> read)
    {
        var items = new T[Count()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read();
        }

        return items;
    }

    private void Bytes(Span<byte> bytes) => _stream.ReadExactly(bytes);
}
