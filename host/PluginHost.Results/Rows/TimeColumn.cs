using System.Globalization;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The column <c>at</c>: moments as texts that sort as they do, such as <c>2026-01-31T12:00:00Z</c>.</summary>
internal sealed class TimeColumn(string name, long[] ticks, int count) : RowColumn(name, count, isMetric: false, isNumber: false)
{
    public override OptionValue? this[int row] => Text(ticks[row]);

    /// <summary>A moment, UTC, to the second.</summary>
    public static string Text(long utcTicks) => new DateTime(utcTicks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null)
    {
        long[] sorted = new long[Length(rows)];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = Second(ticks[Row(rows, i)]);
        }

        Array.Sort(sorted);
        var counts = new List<(OptionValue? Value, int Count)>();
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from]; to++)
            {
            }

            counts.Add((Text(sorted[from]), to - from));
        }

        return counts;
    }

    internal override ulong SortKey(int row) => (ulong)ticks[row];

    internal override bool[] Where(FilterNode.Comparison comparison)
    {
        bool[] rows = new bool[Count];
        long second = long.MinValue;
        for (int row = 0; row < rows.Length; row++)
        {
            // Rows lie in order of time, so neighbours often share their second.
            if (row > 0 && Second(ticks[row]) == second)
            {
                rows[row] = rows[row - 1];
                continue;
            }

            second = Second(ticks[row]);
            OptionValue text = Text(second);
            rows[row] = comparison.HoldsFor(text);
        }

        return rows;
    }

    internal override (int[] Groups, int Count) Group(int[]? rows)
    {
        int[] groups = new int[Length(rows)];
        var known = new Dictionary<long, int>();
        for (int i = 0; i < groups.Length; i++)
        {
            long second = Second(ticks[Row(rows, i)]);
            if (!known.TryGetValue(second, out groups[i]))
            {
                known[second] = groups[i] = known.Count;
            }
        }

        return (groups, known.Count);
    }

    private static long Second(long ticks) => ticks - (ticks % TimeSpan.TicksPerSecond);
}
