using System.Globalization;

namespace PluginHost.Tables.Comparison;

/// <summary>The values of a table's row fields or column fields; null where a field does not apply.</summary>
public sealed class TableKey : IEquatable<TableKey>
{
    private readonly int _hash;

    internal TableKey(IEnumerable<OptionValue?> values)
    {
        Values = [.. values];
        _hash = Values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
    }

    /// <summary>A value for every field.</summary>
    public IReadOnlyList<OptionValue?> Values { get; }

    /// <inheritdoc/>
    public bool Equals(TableKey? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Values.SequenceEqual(other.Values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TableKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>
    /// Sorts keys field by field: numbers by size, one that does not apply before them; texts (such as the labels of
    /// noises) in the order in which they are first met.
    /// </summary>
    internal static List<TableKey> Sorted(IEnumerable<TableKey> keys)
    {
        TableKey[] all = [.. keys.Distinct()];
        int[][] ranks = [.. Enumerable.Range(0, all.Length == 0 ? 0 : all[0].Values.Count).Select(field => Ranks(Array.ConvertAll(all, key => key.Values[field])))];
        int[] order = [.. Enumerable.Range(0, all.Length)];
        Array.Sort(order, Compare);
        return [.. order.Select(key => all[key])];

        int Compare(int a, int b)
        {
            int difference = 0;
            for (int field = 0; field < ranks.Length && difference == 0; field++)
            {
                difference = ranks[field][a] - ranks[field][b];
            }

            return difference;
        }
    }

    /// <summary>The place of each value in their order.</summary>
    private static int[] Ranks(OptionValue?[] values)
    {
        var places = new Dictionary<ValueTuple<OptionValue?>, int>();
        bool areNumbers = Array.TrueForAll(values, value => value is null or { IsNumber: true });
        var distinct = values.Distinct();
        foreach (var value in areNumbers ? distinct.OrderBy(value => value?.Number ?? double.NegativeInfinity) : distinct)
        {
            places[ValueTuple.Create(value)] = places.Count;
        }

        return Array.ConvertAll(values, value => places[ValueTuple.Create(value)]);
    }
}

/// <summary>What stands where a row and a column meet, for one metric.</summary>
/// <param name="Seeds">The seeds, ascending.</param>
/// <param name="Values">A number for every seed.</param>
/// <param name="Planned">How many seeds are planned; 0 when that is not known.</param>
/// <param name="Published">The paper's value in the metric's own unit (an accuracy in [0, 1]); null for none.</param>
/// <param name="IsBest">Whether it is a marked value.</param>
/// <param name="Notes">Numbers of footnotes, from 1.</param>
public sealed record TableCell(
    IReadOnlyList<int> Seeds, IReadOnlyList<double> Values, int Planned, double? Published, bool IsBest, IReadOnlyList<int> Notes)
{
    /// <summary>The difference to the baseline column of its row; null without one, and in the baseline itself.</summary>
    public BaselineDifference? Against { get; init; }

    /// <summary>A place without results that none is planned for.</summary>
    internal static TableCell None { get; } = new([], [], 0, null, false, []);

    /// <summary>
    /// For every number what tells it from others of its seed, such as <c>cifar</c>; empty where only seeds are
    /// averaged.
    /// </summary>
    public IReadOnlyList<string> Averaged { get; init; } = [];

    /// <summary>The seeds' rows in the snapshot that the table is made of, also of those that lack the metric.</summary>
    internal IReadOnlyList<int> Results { get; init; } = [];

    /// <summary>What a number is called among the others: its seed, and its value of what is averaged over.</summary>
    public string NameOf(int number) => Averaged.Count == 0
        ? Seeds[number].ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Seeds[number]}, {Averaged[number]}");

    /// <summary>The numbers in a few; null when there is no result.</summary>
    public Statistics? Numbers { get; } = Values.Count == 0 ? null : Statistics.Of(Values);
}
