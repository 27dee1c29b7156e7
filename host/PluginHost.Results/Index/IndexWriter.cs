using System.Runtime.InteropServices;
using System.Text;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Writes numbers, texts and whole arrays one after the other, and their checksum last.</summary>
internal sealed class IndexWriter(Stream stream)
{
    private Crc32C _crc = new();

    public void Number(long number) => Bytes(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)));

    public void Text(string text) => Array<byte>(Encoding.UTF8.GetBytes(text));

    public void Array<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        Number(items.Length);
        // A long array is more bytes than a span can count.
        const int most = 1 << 20;
        for (; items.Length > 0; items = items[Math.Min(most, items.Length)..])
        {
            Bytes(MemoryMarshal.AsBytes(items[..Math.Min(most, items.Length)]));
        }
    }

    public void Texts(ReadOnlyMemory<string> texts)
    {
        Number(texts.Length);
        foreach (string text in texts.Span)
        {
            Text(text);
        }
    }

    public void Values(ReadOnlyMemory<OptionValue> values)
    {
        Number(values.Length);
        foreach (var value in values.Span)
        {
            Number(value.IsNumber ? 1 : 0);
            if (value.Number is { } number)
            {
                Number(BitConverter.DoubleToInt64Bits(number));
            }
            else
            {
                Text(value.ToString());
            }
        }
    }

    public void Place(EventPlace place)
    {
        Text(place.Journal);
        Number(place.Offset);
        Number(place.Length);
    }

    public void Each<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    /// <summary>Writes the checksum of everything before it.</summary>
    public void End()
    {
        uint crc = _crc.Value;
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in crc)));
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        _crc.Add(bytes);
        stream.Write(bytes);
    }
}
