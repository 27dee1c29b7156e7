namespace PluginHost.Results;

/// <summary>Rows put together that have the same values in some columns, such as all seeds of one place of a table.</summary>
public sealed class RowGroups
{
    private readonly int[] _of;

    private RowGroups(int[] rows, int[] of, int count)
    {
        Rows = rows;
        _of = of;
        Count = count;
        var first = new int[count];
        Array.Fill(first, -1);
        for (int i = 0; i < of.Length; i++)
        {
            first[of[i]] = first[of[i]] < 0 ? rows[i] : first[of[i]];
        }

        First = first;
    }

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>The rows that were grouped.</summary>
    public IReadOnlyList<int> Rows { get; }

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
        int[] groups = new int[chosen.Length];
        int count = chosen.Length == 0 ? 0 : 1;
        foreach (var column in columns.Select(rows.Column).OfType<RowColumn>())
        {
            (groups, count) = Joined(groups, column.Group(chosen).Groups);
        }

        return new RowGroups(chosen, groups, count);
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
            members[_of[i]][counts[_of[i]]++] = Rows[i];
        }

        return members;
    }

    private static (int[] Groups, int Count) Joined(int[] left, int[] right)
    {
        var known = new Dictionary<(int, int), int>();
        int[] joined = new int[left.Length];
        for (int i = 0; i < joined.Length; i++)
        {
            if (!known.TryGetValue((left[i], right[i]), out joined[i]))
            {
                known[(left[i], right[i])] = joined[i] = known.Count;
            }
        }

        return (joined, known.Count);
    }
}
