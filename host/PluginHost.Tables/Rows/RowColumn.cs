using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>A column of <see cref="ResultRows"/>.</summary>
public abstract class RowColumn
{
    private protected RowColumn(string name, int count, bool isMetric, bool isNumber)
    {
        Name = name;
        Count = count;
        IsMetric = isMetric;
        IsNumber = isNumber;
    }

    /// <summary>The field's or metric's name.</summary>
    public string Name { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>Whether it is a measured number rather than a field.</summary>
    public bool IsMetric { get; }

    /// <summary>Whether all its values are numbers.</summary>
    public bool IsNumber { get; }

    /// <summary>A row's value; null where it has none.</summary>
    public abstract OptionValue? this[int row] { get; }

    /// <summary>The order of two rows: numbers before texts, missing values last.</summary>
    public int Compare(int a, int b) => SortKey(a).CompareTo(SortKey(b));

    /// <summary>The distinct values with how many of the rows have each, in order, a missing value last.</summary>
    /// <param name="rows">The rows; null for all.</param>
    public abstract IReadOnlyList<(OptionValue? Value, int Count)> Counts(int[]? rows = null);

    /// <summary>What a missing value sorts by.</summary>
    internal const ulong MissingKey = ulong.MaxValue;

    /// <summary>A number that sorts as the value does.</summary>
    internal abstract ulong SortKey(int row);

    /// <summary>In which rows a comparison holds.</summary>
    internal abstract bool[] Where(FilterNode.Comparison comparison);

    /// <summary>
    /// A number for each of the rows: the same where values are the same, from 0, in order of first appearance.
    /// </summary>
    internal abstract (int[] Groups, int Count) Group(int[]? rows);

    private protected static int Row(int[]? rows, int i) => rows is null ? i : rows[i];

    private protected int Length(int[]? rows) => rows?.Length ?? Count;
}
