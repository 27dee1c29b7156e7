using System.Text;

namespace PluginHost.Results;

/// <summary>The keys of many cells as bytes in one array: as texts they would take twice the memory and tire the collector.</summary>
internal sealed class CellKeys
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    // Open addressing over rows, made when first asked for; two threads that make it at the same time make the same. Keys
    // that were appended later may stand in it too.
    private int[]? _table;

    /// <param name="bytes">All keys, UTF-8, one behind the other, and perhaps room for more.</param>
    /// <param name="starts">Where each begins, and where the last one ends.</param>
    /// <param name="count">How many there are.</param>
    public CellKeys(byte[] bytes, int[] starts, int count)
    {
        _bytes = bytes;
        _starts = starts;
        Count = count;
    }

    public static CellKeys None { get; } = new([], [0], 0);

    public int Count { get; }

    public ReadOnlySpan<byte> All => _bytes.AsSpan(0, _starts[Count]);

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count + 1);

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
        int slot = Slot(bytes, table.Length);
        for (int row; (row = Volatile.Read(ref table[slot]) - 1) >= 0; slot = (slot + 1) & (table.Length - 1))
        {
            if (row < Count && Bytes(row).SequenceEqual(bytes))
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>
    /// The same keys and some more behind them, in the same arrays where they have room.
    /// </summary>
    /// <param name="keys">The keys to add.</param>
    /// <param name="isLast">Whether nothing was appended to these before: only then may their arrays be used.</param>
    public CellKeys Append(IReadOnlyList<string> keys, bool isLast)
    {
        int length = keys.Sum(Encoding.UTF8.GetByteCount), count = Count + keys.Count;
        byte[] bytes = Roomy(_bytes, _starts[Count], _starts[Count] + length, isLast);
        int[] starts = Roomy(_starts, Count + 1, count + 1, isLast);
        for (int i = 0; i < keys.Count; i++)
        {
            starts[Count + i + 1] = starts[Count + i] + Encoding.UTF8.GetBytes(keys[i], bytes.AsSpan(starts[Count + i]));
        }

        var appended = new CellKeys(bytes, starts, count);
        if (isLast && _table is { } table && table.Length >= count * 2)
        {
            for (int row = Count; row < count; row++)
            {
                Enter(table, row, appended.Bytes(row));
            }

            appended._table = table;
        }

        return appended;
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

        return new CellKeys(bytes, starts, source.Length);
    }

    private int[] Table()
    {
        int size = 16;
        // With room for rows that are appended later.
        while (size < Count * 2L + (Count / 4))
        {
            size *= 2;
        }

        int[] table = new int[size];
        for (int row = 0; row < Count; row++)
        {
            Enter(table, row, Bytes(row));
        }

        return table;
    }

    private static void Enter(int[] table, int row, ReadOnlySpan<byte> key)
    {
        int slot = Slot(key, table.Length);
        while (table[slot] > 0)
        {
            slot = (slot + 1) & (table.Length - 1);
        }

        // Others may be looking something up: they see the row after its key was written, or not at all.
        Volatile.Write(ref table[slot], row + 1);
    }

    private static T[] Roomy<T>(T[] array, int used, int needed, bool mayKeep)
    {
        if (mayKeep && array.Length >= needed)
        {
            return array;
        }

        var larger = new T[needed + (needed / RowArrays.RoomShare)];
        array.AsSpan(0, used).CopyTo(larger);
        return larger;
    }

    private static int Slot(ReadOnlySpan<byte> key, int size)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        return hash.ToHashCode() & (size - 1);
    }
}
