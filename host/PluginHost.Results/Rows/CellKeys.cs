using System.Text;

namespace PluginHost.Results;

/// <summary>The keys of many cells as bytes in one array: as texts they would take twice the memory and tire the collector.</summary>
internal sealed class CellKeys
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    // Open addressing over rows, made when first asked for; two threads that make it at the same time make the same.
    private int[]? _table;

    /// <param name="bytes">All keys, UTF-8, one behind the other.</param>
    /// <param name="starts">Where each begins, and where the last one ends.</param>
    public CellKeys(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    public static CellKeys None { get; } = new([], [0]);

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<byte> All => _bytes;

    public ReadOnlySpan<int> Starts => _starts;

    public string this[int row] => Encoding.UTF8.GetString(Bytes(row));

    public ReadOnlySpan<byte> Bytes(int row) => _bytes.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The row of a key; −1 when none has it.</summary>
    public int Find(string key)
    {
        if (Count == 0)
        {
            return -1;
        }

        int[] table = _table ??= Table();
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(key);
        for (int slot = Slot(bytes, table.Length); table[slot] > 0; slot = (slot + 1) & (table.Length - 1))
        {
            if (Bytes(table[slot] - 1).SequenceEqual(bytes))
            {
                return table[slot] - 1;
            }
        }

        return -1;
    }

    /// <summary>The rows whose key begins with some text.</summary>
    public IEnumerable<int> StartingWith(string prefix)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(prefix);
        return Enumerable.Range(0, Count).Where(row => Bytes(row).StartsWith(bytes));
    }

    /// <summary>Keys in another order: rows of these keys, or, where a number is negative, <c>~number</c> of the others.</summary>
    public CellKeys Gather(int[] source, IReadOnlyList<string> others)
    {
        int[] starts = new int[source.Length + 1];
        for (int i = 0; i < source.Length; i++)
        {
            starts[i + 1] = starts[i] + (source[i] >= 0 ? Bytes(source[i]).Length : Encoding.UTF8.GetByteCount(others[~source[i]]));
        }

        byte[] bytes = new byte[starts[^1]];
        for (int i = 0; i < source.Length; i++)
        {
            var to = bytes.AsSpan(starts[i]..starts[i + 1]);
            if (source[i] >= 0)
            {
                Bytes(source[i]).CopyTo(to);
            }
            else
            {
                Encoding.UTF8.GetBytes(others[~source[i]], to);
            }
        }

        return new CellKeys(bytes, starts);
    }

    private int[] Table()
    {
        int size = 16;
        while (size < Count * 2)
        {
            size *= 2;
        }

        int[] table = new int[size];
        for (int row = 0; row < Count; row++)
        {
            int slot = Slot(Bytes(row), size);
            while (table[slot] > 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            table[slot] = row + 1;
        }

        return table;
    }

    private static int Slot(ReadOnlySpan<byte> key, int size)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        return hash.ToHashCode() & (size - 1);
    }
}
