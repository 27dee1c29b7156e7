using System.Buffers.Binary;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The column <c>cell</c>: keys, all different.</summary>
internal sealed class CellColumn(string name, CellKeys keys) : RowColumn(name, keys.Count, isMetric: false, isNumber: false)
{
    public override OptionValue? this[int row] => keys[row];

    internal override bool KeysAreShortened => true;

    public override IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null) =>
        [.. (rows ?? Enumerable.Range(0, Count)).Select(row => keys[row]).Order(StringComparer.Ordinal).Select(key => ((OptionValue?)key, 1))];

    internal override ulong SortKey(int row)
    {
        var bytes = keys.Bytes(row);
        Span<byte> first = stackalloc byte[8];
        bytes[..Math.Min(8, bytes.Length)].CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }

    internal override int CompareEqualKeys(int a, int b) => keys.Bytes(a).SequenceCompareTo(keys.Bytes(b));

    internal override bool[] Where(FilterNode.Comparison comparison)
    {
        bool[] rows = new bool[Count];
        for (int row = 0; row < rows.Length; row++)
        {
            OptionValue key = keys[row];
            rows[row] = comparison.HoldsFor(key);
        }

        return rows;
    }

    internal override (int[] Groups, int Count) Group(int[]? rows)
    {
        int count = Length(rows);
        return ([.. Enumerable.Range(0, count)], count);
    }
}
