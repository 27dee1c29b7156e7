using System.Runtime.InteropServices;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>
/// Finds the rows that a condition holds for, column by column: a comparison is asked once for each distinct value,
/// not for each row. Means what <see cref="FilterExpression.Matches(Func{string, OptionValue?})"/> means.
/// </summary>
public static class RowFilter
{
    /// <summary>The rows that fit, ascending.</summary>
    public static int[] Matching(FilterExpression filter, ResultRows rows)
    {
        bool[] holds = Holding(filter, rows);
        int count = 0;
        foreach (bool fits in holds)
        {
            count += fits ? 1 : 0;
        }

        int[] matching = new int[count];
        for (int row = 0, next = 0; row < holds.Length; row++)
        {
            if (holds[row])
            {
                matching[next++] = row;
            }
        }

        return matching;
    }

    /// <summary>For every row, whether it fits.</summary>
    public static bool[] Holding(FilterExpression filter, ResultRows rows)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(rows);
        return Holding(filter.Root, rows);
    }

    private static bool[] Holding(FilterNode node, ResultRows rows) => node switch
    {
        FilterNode.All(var parts) => parts.Select(part => Holding(part, rows)).Aggregate(And),
        FilterNode.Any(var parts) => parts.Select(part => Holding(part, rows)).Aggregate(Or),
        FilterNode.Not(var inner) => Not(Holding(inner, rows)),
        FilterNode.Comparison comparison when rows.Column(comparison.Field) is { } column => column.Where(comparison),
        _ => [.. Enumerable.Range(0, rows.Count).Select(row => node.Holds(name => rows.Column(name)?[row]))],
    };

    // Truth values are the bytes 0 and 1: eight of them are joined at once.
    private static bool[] And(bool[] left, bool[] right)
    {
        Span<ulong> a = Words(left), b = Words(right);
        for (int i = 0; i < a.Length; i++)
        {
            a[i] &= b[i];
        }

        for (int i = a.Length * sizeof(ulong); i < left.Length; i++)
        {
            left[i] &= right[i];
        }

        return left;
    }

    private static bool[] Or(bool[] left, bool[] right)
    {
        Span<ulong> a = Words(left), b = Words(right);
        for (int i = 0; i < a.Length; i++)
        {
            a[i] |= b[i];
        }

        for (int i = a.Length * sizeof(ulong); i < left.Length; i++)
        {
            left[i] |= right[i];
        }

        return left;
    }

    private static bool[] Not(bool[] holds)
    {
        for (int i = 0; i < holds.Length; i++)
        {
            holds[i] = !holds[i];
        }

        return holds;
    }

    private static Span<ulong> Words(bool[] values) => MemoryMarshal.Cast<bool, ulong>(values.AsSpan());
}
