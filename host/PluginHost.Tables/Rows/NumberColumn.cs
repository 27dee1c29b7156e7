using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>A column of numbers that are mostly different: a metric, or the seed.</summary>
internal sealed class NumberColumn(string name, double[] numbers, bool isMetric) : RowColumn(name, numbers.Length, isMetric, isNumber: true)
{
    private const ulong SignBit = 1UL << 63;

    public override OptionValue? this[int row] => MetricNames.IsMissing(numbers[row]) ? default(OptionValue?) : numbers[row];

    public override IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null)
    {
        double[] sorted = new double[Length(rows)];
        int known = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double number = numbers[Row(rows, i)];
            if (!MetricNames.IsMissing(number))
            {
                sorted[known++] = number;
            }
        }

        Array.Sort(sorted, 0, known);
        var counts = new List<(OptionValue? Value, int Count)>();
        for (int from = 0, to; from < known; from = to)
        {
            for (to = from + 1; to < known && sorted[to].Equals(sorted[from]); to++)
            {
            }

            counts.Add((sorted[from], to - from));
        }

        if (known < sorted.Length)
        {
            counts.Add((null, sorted.Length - known));
        }

        return counts;
    }

    internal override ulong SortKey(int row)
    {
        double number = numbers[row];
        if (double.IsNaN(number))
        {
            return MetricNames.IsMissing(number) ? MissingKey : MissingKey - 1;
        }

        // The bits of positive numbers sort as they do, those of negative ones the other way round.
        ulong bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number);
        return (bits & SignBit) == 0 ? bits | SignBit : ~bits;
    }

    internal override bool[] Where(FilterNode.Comparison comparison)
    {
        bool[] rows = new bool[Count];
        bool missing = comparison.HoldsFor(null);
        var holds = comparison is { IsNone: false, Value.Number: { } limit }
            ? Simple(comparison.Operator, limit)
            : null;
        for (int row = 0; row < rows.Length; row++)
        {
            double number = numbers[row];
            rows[row] = holds is null || double.IsNaN(number) ? Slowly(number) : holds(number);
        }

        return rows;

        bool Slowly(double number) => MetricNames.IsMissing(number) ? missing : comparison.HoldsFor(number);
    }

    internal override (int[] Groups, int Count) Group(int[]? rows)
    {
        int[] groups = new int[Length(rows)];
        var known = new Dictionary<double, int>();
        int missing = -1, count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            double number = numbers[Row(rows, i)];
            if (MetricNames.IsMissing(number))
            {
                groups[i] = missing >= 0 ? missing : missing = count++;
            }
            else if (!known.TryGetValue(number, out groups[i]))
            {
                known[number] = groups[i] = count++;
            }
        }

        return (groups, count);
    }

    private static Func<double, bool>? Simple(string comparison, double limit) => comparison switch
    {
        "==" => number => number == limit,
        "!=" => number => number != limit,
        "<" => number => number < limit,
        "<=" => number => number <= limit,
        ">" => number => number > limit,
        ">=" => number => number >= limit,
        _ => null,
    };
}
