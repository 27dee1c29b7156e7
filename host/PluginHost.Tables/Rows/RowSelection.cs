using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>
/// Some rows of a snapshot in an order of their own, such as those of a plan: what a table is made of.
/// </summary>
public sealed class RowSelection
{
    private readonly int[] _chosen;

    /// <summary>Chooses rows.</summary>
    /// <param name="rows">The snapshot.</param>
    /// <param name="chosen">Numbers of its rows; null for all.</param>
    public RowSelection(ResultRows rows, int[]? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        _chosen = chosen ?? [.. Enumerable.Range(0, rows.Count)];
    }

    /// <summary>The snapshot that they are chosen from.</summary>
    public ResultRows Rows { get; }

    /// <summary>How many are chosen.</summary>
    public int Count => _chosen.Length;

    internal int[] Chosen => _chosen;

    /// <summary>Results at hand, all of them, in their order.</summary>
    public static RowSelection Of(IReadOnlyList<ResultRow> results) => new(ResultRows.InOrder(results));

    /// <summary>The columns in which a chosen row has a value.</summary>
    public IEnumerable<string> Names() => Rows.NamesIn(_chosen);

    /// <summary>Reads a condition on them; the names of <see cref="FieldTable"/> may stand in it.</summary>
    /// <param name="text">The condition.</param>
    /// <exception cref="QueryException">It cannot be read; says where and what is near.</exception>
    public FilterExpression Condition(string text) =>
        FilterExpression.Parse(text, Names().Concat(FieldTable.Names));

    /// <summary>Those that fit a condition.</summary>
    public RowSelection Where(FilterExpression filter)
    {
        bool[] holds = RowFilter.Holding(filter, Rows);
        return new RowSelection(Rows, Array.FindAll(_chosen, row => holds[row]));
    }

    /// <summary>Those that have a value in a column.</summary>
    public RowSelection Where(string name, OptionValue value)
    {
        var column = Rows.Column(name);
        return new RowSelection(Rows, Array.FindAll(_chosen, row => column?[row] == value));
    }

    /// <summary>Each as an object of its own.</summary>
    public IEnumerable<ResultRow> Results() => _chosen.Select(Rows.Row);

    /// <summary>What each has, asked by name; see <see cref="FilterExpression.ValuesSeen"/>.</summary>
    public IEnumerable<Func<string, OptionValue?>> Values() => _chosen.Select(row => (Func<string, OptionValue?>)(name => Rows[row, name]));
}
