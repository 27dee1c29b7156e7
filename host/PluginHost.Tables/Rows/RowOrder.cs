namespace PluginHost.Tables.Rows;

/// <summary>A column that rows are sorted by.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Descending">Whether the largest comes first; missing values come last either way.</param>
public readonly record struct SortKey(string Column, bool Descending = false);

/// <summary>Sorts rows by several columns.</summary>
public static class RowOrder
{
    /// <summary>The rows in order; rows that are equal in all keys stay in the order they had.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="keys">
    /// The columns, the most important first; one that does not exist leaves the order as it is.
    /// </param>
    /// <param name="subset">The rows to sort, in their order now; null for all.</param>
    public static int[] Sorted(ResultRows rows, IReadOnlyList<SortKey> keys, int[]? subset = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keys);
        IEnumerable<int> order = subset ?? Enumerable.Range(0, rows.Count);
        foreach (var key in keys.Reverse())
        {
            if (rows.Column(key.Column) is { } column)
            {
                order = order.OrderBy(row => KeyOf(column, row, key.Descending)).ToArray();
            }
        }

        return [.. order];
    }

    private static ulong KeyOf(RowColumn column, int row, bool descending)
    {
        // Rows lie in the order in which they were recorded, whatever the clocks said.
        ulong key = column.Name == "at" ? (ulong)row : column.SortKey(row);
        return descending && key != RowColumn.MissingKey ? RowColumn.MissingKey - 1 - key : key;
    }
}
