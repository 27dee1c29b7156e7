using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// A column of few distinct values: a code for each row, or for each of the things that rows are made with (a spec, a run),
/// <paramref name="through"/> which the row's code is found then. Code −1 is a missing value.
/// </summary>
internal sealed class CodedColumn(string name, int count, ReadOnlyMemory<OptionValue> values, int[] codes, int[]? through)
    : RowColumn(name, count, isMetric: false, isNumber: values.Length > 0 && AllNumbers(values.Span))
{
    // Made when first asked for; two threads that make it at the same time make the same.
    private int[]? _ranks;

    public override OptionValue? this[int row] => Code(row) is >= 0 and var code ? values.Span[code] : default(OptionValue?);

    public override IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null)
    {
        int[] counts = new int[values.Length + 1];
        int length = Length(rows);
        for (int i = 0; i < length; i++)
        {
            counts[Code(Row(rows, i)) + 1]++;
        }

        return [.. Enumerable.Range(0, values.Length).Where(code => counts[code + 1] > 0).OrderBy(code => Ranks()[code])
            .Select(code => ((OptionValue?)values.Span[code], counts[code + 1])), .. counts[0] > 0 ? [(default(OptionValue?), counts[0])] : Array.Empty<(OptionValue?, int)>()];
    }

    internal override ulong SortKey(int row) => Code(row) is >= 0 and var code ? (ulong)Ranks()[code] : MissingKey;

    internal override bool[] Where(FilterNode.Comparison comparison)
    {
        bool[] holds = new bool[values.Length + 1];
        holds[0] = comparison.HoldsFor(null);
        for (int code = 0; code < values.Length; code++)
        {
            var value = values.Span[code];
            holds[code + 1] = comparison.HoldsFor(value);
        }

        bool[] rows = new bool[Count];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = holds[Code(row) + 1];
        }

        return rows;
    }

    internal override (int[] Groups, int Count) Group(int[]? rows)
    {
        int[] groups = new int[Length(rows)], ofCode = new int[values.Length + 1];
        Array.Fill(ofCode, -1);
        int count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            ref int group = ref ofCode[Code(Row(rows, i)) + 1];
            groups[i] = group >= 0 ? group : group = count++;
        }

        return (groups, count);
    }

    private int Code(int row) => codes[through is null ? row : through[row]];

    private int[] Ranks()
    {
        if (_ranks is { } known)
        {
            return known;
        }

        var sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)], ranks = new int[sorted.Length];
        Array.Sort(sorted, order);
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return _ranks = ranks;
    }

    private static bool AllNumbers(ReadOnlySpan<OptionValue> values)
    {
        foreach (var value in values)
        {
            if (!value.IsNumber)
            {
                return false;
            }
        }

        return true;
    }
}
