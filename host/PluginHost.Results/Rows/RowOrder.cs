using System.Runtime.InteropServices;

namespace PluginHost.Results;

/// <summary>A column that rows are sorted by.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Descending">Whether the largest comes first; missing values come last either way.</param>
public readonly record struct SortKey(string Column, bool Descending = false);

/// <summary>Sorts rows by several columns: stable, and by counting digits rather than comparing, so that a million take a moment.</summary>
public static class RowOrder
{
    private const int Digits = 256, Passes = sizeof(ulong);

    /// <summary>The rows in order; rows that are equal in all keys stay in the order they had.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="keys">The columns, the most important first; one that does not exist leaves the order as it is.</param>
    /// <param name="subset">The rows to sort, in their order now; null for all.</param>
    public static int[] Sorted(ResultRows rows, IReadOnlyList<SortKey> keys, int[]? subset = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keys);
        int[] order = subset is null ? [.. Enumerable.Range(0, rows.Count)] : [.. subset];
        foreach (var key in keys.Reverse())
        {
            if (rows.Column(key.Column) is { } column)
            {
                order = Sorted(order, column, key.Descending);
            }
        }

        return order;
    }

    private static int[] Sorted(int[] order, RowColumn column, bool descending)
    {
        ulong[] keys = new ulong[order.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = column.SortKey(order[i]);
            keys[i] = descending && key != RowColumn.MissingKey ? RowColumn.MissingKey - 1 - key : key;
        }

        (keys, order) = ByDigits(keys, order);
        if (column.KeysAreShortened)
        {
            SortEqualKeys(keys, order, column, descending);
        }

        return order;
    }

    /// <summary>Sorts by the last byte first; every pass keeps what the one before did.</summary>
    private static (ulong[] Keys, int[] Order) ByDigits(ulong[] keys, int[] order)
    {
        int[] counts = Counts(keys);
        ulong[] otherKeys = new ulong[keys.Length];
        int[] otherOrder = new int[order.Length];
        for (int pass = 0; pass < Passes; pass++)
        {
            var ofPass = counts.AsSpan(pass * Digits, Digits);
            if (keys.Length == 0 || ofPass[Digit(keys[0], pass)] == keys.Length)
            {
                continue;
            }

            int sum = 0;
            foreach (ref int count in ofPass)
            {
                (count, sum) = (sum, sum + count);
            }

            for (int i = 0; i < keys.Length; i++)
            {
                int to = ofPass[Digit(keys[i], pass)]++;
                otherKeys[to] = keys[i];
                otherOrder[to] = order[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (order, otherOrder) = (otherOrder, order);
        }

        return (keys, order);
    }

    private static int[] Counts(ulong[] keys)
    {
        int[] counts = new int[Passes * Digits];
        foreach (ulong key in keys)
        {
            for (int pass = 0; pass < Passes; pass++)
            {
                counts[(pass * Digits) + Digit(key, pass)]++;
            }
        }

        return counts;
    }

    private static int Digit(ulong key, int pass) => (byte)(key >> (pass * 8));

    private static void SortEqualKeys(ulong[] keys, int[] order, RowColumn column, bool descending)
    {
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from]; to++)
            {
            }

            if (to - from > 1)
            {
                var equal = order.AsSpan(from, to - from);
                var sorted = MemoryMarshal.ToEnumerable<int>(order.AsMemory(from, to - from)).ToList();
                var compare = Comparer<int>.Create(column.CompareEqualKeys);
                int[] inOrder = descending ? [.. sorted.OrderByDescending(row => row, compare)] : [.. sorted.OrderBy(row => row, compare)];
                inOrder.CopyTo(equal);
            }
        }
    }
}
