using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>
/// A column of which every distinct value is kept once. Each row, or each of the things that rows are made with (a
/// spec),
/// <paramref name="through"/> which the row's code is found then, has the code of its value.
/// </summary>
internal sealed class CodedColumn(string name, int count, OptionValue?[] values, int[] codes, int[]? through)
    : RowColumn(name, count, isMetric: false, isNumber: IsOfNumbers(values))
{
    // Made when first asked for; two threads that make it at the same time make the same.
    private int[]? _ranks;

    public override OptionValue? this[int row] => values[Code(row)];

    /// <summary>Makes a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="items">The rows, or what they are made with.</param>
    /// <param name="valueOf">An item's value.</param>
    /// <param name="through">For each row its item; null when the items are the rows.</param>
    public static CodedColumn Of<T>(string name, IReadOnlyList<T> items, Func<T, OptionValue?> valueOf, int[]? through = null)
    {
        // A missing value is a value like others here; dictionaries have no null keys.
        var known = new Dictionary<ValueTuple<OptionValue?>, int>();
        int[] codes = new int[items.Count];
        for (int item = 0; item < codes.Length; item++)
        {
            var value = ValueTuple.Create(valueOf(items[item]));
            if (!known.TryGetValue(value, out codes[item]))
            {
                known[value] = codes[item] = known.Count;
            }
        }

        return new CodedColumn(name, through?.Length ?? items.Count, [.. known.Keys.Select(value => value.Item1)], codes, through);
    }

    public override IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null)
    {
        int[] counts = new int[values.Length];
        int length = Length(rows);
        for (int i = 0; i < length; i++)
        {
            counts[Code(Row(rows, i))]++;
        }

        int[] ranks = Ranks();
        return [.. Enumerable.Range(0, values.Length).Where(code => counts[code] > 0).OrderBy(code => ranks[code])
            .Select(code => (values[code], counts[code]))];
    }

    internal override ulong SortKey(int row) => values[Code(row)] is null ? MissingKey : (ulong)Ranks()[Code(row)];

    internal override bool[] Where(FilterNode.Comparison comparison)
    {
        bool[] holds = Array.ConvertAll(values, comparison.HoldsFor);
        bool[] rows = new bool[Count];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = holds[Code(row)];
        }

        return rows;
    }

    internal override (int[] Groups, int Count) Group(int[]? rows)
    {
        int[] groups = new int[Length(rows)], ofCode = new int[values.Length];
        int count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            // A value that is met for the first time stands as 0.
            ref int next = ref ofCode[Code(Row(rows, i))];
            next = next == 0 ? ++count : next;
            groups[i] = next - 1;
        }

        return (groups, count);
    }

    private int Code(int row) => codes[through is null ? row : through[row]];

    /// <summary>The place of each value in their order, a missing one last.</summary>
    private int[] Ranks()
    {
        if (_ranks is { } known)
        {
            return known;
        }

        int[] order = [.. Enumerable.Range(0, values.Length)], ranks = new int[values.Length];
        Array.Sort(order, (a, b) => Comparer<OptionValue?>.Default.Compare(values[a], values[b]) is var compared
            && values[a] is null == values[b] is null ? compared : -compared);
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return _ranks = ranks;
    }

    private static bool IsOfNumbers(OptionValue?[] values) =>
        Array.Exists(values, value => value is not null) && Array.TrueForAll(values, value => value is null or { IsNumber: true });
}
