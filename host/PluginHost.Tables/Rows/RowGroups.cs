using System.Runtime.InteropServices;

namespace PluginHost.Tables.Rows;

/// <summary>
/// Rows put together that have the same values in some columns, such as all seeds of one place of a table.
/// </summary>
public sealed class RowGroups
{
    private readonly int[] _rows;
    private readonly int[] _of;

    // Where among the rows each group's first one stands.
    private readonly int[] _first;

    private RowGroups(int[] rows, int[] of, int count)
    {
        _rows = rows;
        _of = of;
        _first = new int[count];
        Array.Fill(_first, -1);
        for (int i = 0; i < of.Length; i++)
        {
            _first[of[i]] = _first[of[i]] < 0 ? i : _first[of[i]];
        }

        First = Array.ConvertAll(_first, i => rows[i]);
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _first.Length;

    /// <summary>The rows that were grouped.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>The first row of each group; groups are numbered in the order of their first rows.</summary>
    public IReadOnlyList<int> First { get; }

    /// <summary>The group of one of <see cref="Rows"/>, by its place there.</summary>
    public int this[int place] => _of[place];

    /// <summary>Groups rows.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="columns">The columns; one that does not exist is the same everywhere.</param>
    /// <param name="subset">The rows to group; null for all.</param>
    public static RowGroups Of(ResultRows rows, IEnumerable<string> columns, int[]? subset = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        int[] chosen = subset ?? [.. Enumerable.Range(0, rows.Count)];
        var groups = new RowGroups(chosen, new int[chosen.Length], chosen.Length == 0 ? 0 : 1);
        foreach (var column in columns.Select(rows.Column).OfType<RowColumn>())
        {
            groups = groups.SplitBy(column.Group(chosen));
        }

        return groups;
    }

    /// <summary>The rows of every group, in the order of <see cref="Rows"/>.</summary>
    public int[][] Members()
    {
        int[] counts = new int[Count];
        foreach (int group in _of)
        {
            counts[group]++;
        }

        int[][] members = [.. counts.Select(count => new int[count])];
        Array.Clear(counts);
        for (int i = 0; i < _of.Length; i++)
        {
            members[_of[i]][counts[_of[i]]++] = _rows[i];
        }

        return members;
    }

    /// <summary>Smaller groups: rows of two parts are no longer together.</summary>
    /// <param name="parts">A number for each of the rows, from 0, and how many numbers there are.</param>
    internal RowGroups SplitBy((int[] Of, int Count) parts)
    {
        long most = (long)Count * parts.Count;
        if (parts.Count <= 1)
        {
            return this;
        }

        // A table of all pairs is quicker than a dictionary of those that occur, as long as it is not much longer than the rows.
        int[]? table = most <= 4L * _of.Length ? new int[most] : null;
        var known = new Dictionary<long, int>();
        int[] joined = new int[_of.Length];
        int count = 0;
        for (int i = 0; i < joined.Length; i++)
        {
            long pair = ((long)_of[i] * parts.Count) + parts.Of[i];
            ref int next = ref (table is null ? ref CollectionsMarshal.GetValueRefOrAddDefault(known, pair, out _) : ref table[pair]);
            // A pair that is met for the first time stands as 0.
            next = next == 0 ? ++count : next;
            joined[i] = next - 1;
        }

        return new RowGroups(_rows, joined, count);
    }

    /// <summary>Whether rows of one group lie in two parts.</summary>
    /// <param name="parts">A number for each of the rows.</param>
    internal bool AreSplitBy(int[] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] != parts[_first[_of[i]]])
            {
                return true;
            }
        }

        return false;
    }
}
