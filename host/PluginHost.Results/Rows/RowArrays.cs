using System.Runtime.CompilerServices;

namespace PluginHost.Results;

/// <summary>
/// The newest result of each cell, an array for each thing that is known of it, in order of time. Arrays may have room at
/// the end, where <see cref="With"/> puts newer results: those of a million rows are not copied for one more.
/// </summary>
internal sealed record RowArrays
{
    /// <summary>Arrays that are made larger get room for one more row in so many.</summary>
    public const int RoomShare = 8;

    public static RowArrays None { get; } = new()
    {
        Count = 0, Cells = CellKeys.None, Shapes = [], Seeds = [], Runs = [], At = [], Devices = [], Plugins = [], Data = [], NoiseKeys = [], Journals = [],
        Offsets = [], Lengths = [], Metrics = [],
    };

    public required int Count { get; init; }

    public required CellKeys Cells { get; init; }

    public required int[] Shapes { get; init; }

    public required double[] Seeds { get; init; }

    public required int[] Runs { get; init; }

    public required long[] At { get; init; }

    public required int[] Devices { get; init; }

    public required int[] Plugins { get; init; }

    public required int[] Data { get; init; }

    public required int[] NoiseKeys { get; init; }

    public required int[] Journals { get; init; }

    public required long[] Offsets { get; init; }

    public required int[] Lengths { get; init; }

    /// <summary>By code; a metric that came later than these rows has no array here.</summary>
    public required double[][] Metrics { get; init; }

    /// <summary>How many rows the arrays hold, those of later snapshots among them; null for arrays that nobody appends to.</summary>
    private StrongBox<int>? Filled { get; init; }

    /// <summary>Results as they are given, also several of one cell.</summary>
    public static RowArrays InOrder(IReadOnlyCollection<NewRow> rows, RowTables tables) =>
        None.Gather([.. Enumerable.Range(0, rows.Count).Select(row => ~row)], [.. rows], tables.Metrics.Count);

    /// <summary>The same with more results; of each cell the newest stays.</summary>
    public RowArrays With(IReadOnlyCollection<NewRow> added, RowTables tables)
    {
        bool[] replaced = new bool[Count];
        var newest = new List<NewRow>();
        foreach (var row in added.GroupBy(row => row.Cell, StringComparer.Ordinal).Select(Newest))
        {
            int known = Cells.Find(row.Cell);
            if (known >= 0 && NewRow.Compare((At[known], tables.Journals[Journals[known]], Offsets[known]), (row.At, row.JournalName, row.Offset)) > 0)
            {
                continue;
            }

            newest.Add(row);
            if (known >= 0)
            {
                replaced[known] = true;
            }
        }

        newest.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Cell, b.Cell));
        return newest.Count == 0 ? this
            : !replaced.Contains(true) && AreLater(newest[0]) ? Append(newest, tables.Metrics.Count)
            : Gather(Merged(replaced, newest), newest, tables.Metrics.Count);
    }

    private bool AreLater(NewRow first) => Count == 0 || At[Count - 1] < first.At
        || (At[Count - 1] == first.At && string.CompareOrdinal(Cells[Count - 1], first.Cell) < 0);

    private RowArrays Append(List<NewRow> added, int metrics)
    {
        int count = Count + added.Count;
        bool isRoomy = Filled?.Value == Count && Shapes.Length >= count;
        var to = isRoomy ? this : WithRoom(count + (count / RoomShare));
        var numbers = to.Metrics.Concat(Enumerable.Range(to.Metrics.Length, metrics - to.Metrics.Length).Select(_ => Missing(to.Shapes.Length))).ToArray();
        for (int i = 0; i < added.Count; i++)
        {
            var (row, at) = (added[i], Count + i);
            (to.Shapes[at], to.Seeds[at], to.Runs[at], to.At[at], to.Devices[at], to.Plugins[at]) = (row.Shape, row.Seed, row.Run, row.At, row.Device, row.Plugins);
            (to.Data[at], to.NoiseKeys[at], to.Journals[at], to.Offsets[at], to.Lengths[at]) = (row.Data, row.NoiseKey, row.Journal, row.Offset, row.Length);
            for (int metric = 0; metric < metrics; metric++)
            {
                numbers[metric][at] = MetricOf(row, metric);
            }
        }

        var filled = to.Filled ?? new StrongBox<int>();
        filled.Value = count;
        return to with { Count = count, Cells = Cells.Append([.. added.Select(row => row.Cell)], isRoomy), Metrics = numbers, Filled = filled };
    }

    private RowArrays WithRoom(int room) => this with
    {
        Shapes = Larger(Shapes, room), Seeds = Larger(Seeds, room), Runs = Larger(Runs, room), At = Larger(At, room), Devices = Larger(Devices, room),
        Plugins = Larger(Plugins, room), Data = Larger(Data, room), NoiseKeys = Larger(NoiseKeys, room), Journals = Larger(Journals, room),
        Offsets = Larger(Offsets, room), Lengths = Larger(Lengths, room), Metrics = [.. Metrics.Select(metric => Larger(metric, room))], Filled = null,
    };

    private T[] Larger<T>(T[] array, int room)
    {
        var larger = new T[room];
        array.AsSpan(0, Count).CopyTo(larger);
        return larger;
    }

    private static double[] Missing(int length)
    {
        double[] missing = new double[length];
        Array.Fill(missing, NumberColumn.Missing);
        return missing;
    }

    /// <summary>The same without some rows.</summary>
    public RowArrays Without(bool[] left) => Gather([.. Enumerable.Range(0, Count).Where(row => !left[row])], [], Metrics.Length);

    private int[] Merged(bool[] replaced, List<NewRow> added)
    {
        int[] source = new int[Count - replaced.Count(r => r) + added.Count];
        int row = 0, next = 0;
        for (int i = 0; i < source.Length; i++)
        {
            while (row < Count && replaced[row])
            {
                row++;
            }

            bool known = next == added.Count || (row < Count && (At[row] < added[next].At
                || (At[row] == added[next].At && string.CompareOrdinal(Cells[row], added[next].Cell) < 0)));
            source[i] = known ? row++ : ~next++;
        }

        return source;
    }

    private RowArrays Gather(int[] source, List<NewRow> added, int metrics) => new()
    {
        Count = source.Length,
        Cells = Cells.Gather(source, [.. added.Select(row => row.Cell)]),
        Shapes = Gathered(source, Shapes, added, row => row.Shape),
        Seeds = Gathered(source, Seeds, added, row => row.Seed),
        Runs = Gathered(source, Runs, added, row => row.Run),
        At = Gathered(source, At, added, row => row.At),
        Devices = Gathered(source, Devices, added, row => row.Device),
        Plugins = Gathered(source, Plugins, added, row => row.Plugins),
        Data = Gathered(source, Data, added, row => row.Data),
        NoiseKeys = Gathered(source, NoiseKeys, added, row => row.NoiseKey),
        Journals = Gathered(source, Journals, added, row => row.Journal),
        Offsets = Gathered(source, Offsets, added, row => row.Offset),
        Lengths = Gathered(source, Lengths, added, row => row.Length),
        Metrics = [.. Enumerable.Range(0, metrics).Select(metric => Gathered(
            source, metric < Metrics.Length ? Metrics[metric] : null, added, row => MetricOf(row, metric), NumberColumn.Missing))],
    };

    private static T[] Gathered<T>(int[] source, T[]? known, List<NewRow> added, Func<NewRow, T> of, T unknown = default!)
    {
        var gathered = new T[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            int from = source[i];
            gathered[i] = from < 0 ? of(added[~from]) : known is null ? unknown : known[from];
        }

        return gathered;
    }

    private static double MetricOf(NewRow row, int metric)
    {
        foreach (var (code, value) in row.Metrics)
        {
            if (code == metric)
            {
                return value;
            }
        }

        return NumberColumn.Missing;
    }

    private static NewRow Newest(IEnumerable<NewRow> rows) => rows.Aggregate((a, b) =>
        NewRow.Compare((a.At, a.JournalName, a.Offset), (b.At, b.JournalName, b.Offset)) > 0 ? a : b);
}
