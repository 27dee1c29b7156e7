using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The newest result of each cell, an array for each thing that is known of it, in order of time.</summary>
internal sealed record RowArrays
{
    public static RowArrays None { get; } = new()
    {
        Cells = CellKeys.None, Shapes = [], Seeds = [], Runs = [], At = [], Devices = [], Plugins = [], Data = [], NoiseKeys = [], Journals = [],
        Offsets = [], Lengths = [], Metrics = [],
    };

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

    public int Count => Shapes.Length;

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
        return newest.Count == 0 ? this : Gather(Merged(replaced, newest), newest, tables.Metrics.Count);
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
