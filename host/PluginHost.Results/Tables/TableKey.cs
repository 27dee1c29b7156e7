using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The values of a table's row fields or column fields; null where a field does not apply.</summary>
public sealed class TableKey : IEquatable<TableKey>
{
    internal TableKey(IEnumerable<OptionValue?> values) => Values = [.. values];

    /// <summary>A value for every field.</summary>
    public IReadOnlyList<OptionValue?> Values { get; }

    /// <inheritdoc/>
    public bool Equals(TableKey? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TableKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));

    /// <summary>
    /// Sorts keys field by field: numbers by size, one that does not apply before them; texts (such as the labels of
    /// noises) in the order in which they are first met.
    /// </summary>
    internal static List<TableKey> Sorted(IEnumerable<TableKey> keys)
    {
        var all = keys.Distinct().ToList();
        var ranks = Enumerable.Range(0, all.Count == 0 ? 0 : all[0].Values.Count).Select(field =>
        {
            var values = all.Select(key => key.Values[field]).Distinct().ToList();
            if (values.TrueForAll(v => v is null or { IsNumber: true }))
            {
                values = [.. values.OrderBy(v => v?.Number ?? double.NegativeInfinity)];
            }

            return values;
        }).ToList();
        IEnumerable<TableKey> sorted = all;
        for (int i = ranks.Count - 1; i >= 0; i--)
        {
            int field = i;
            sorted = sorted.OrderBy(key => ranks[field].IndexOf(key.Values[field]));
        }

        return [.. sorted];
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

    /// <summary>The results of the seeds, also of those that lack the metric.</summary>
    internal IReadOnlyList<ResultRow> Results { get; init; } = [];

    /// <summary>The numbers in a few; null when there is no result.</summary>
    public Statistics? Numbers { get; } = Values.Count == 0 ? null : Statistics.Of(Values);
}
