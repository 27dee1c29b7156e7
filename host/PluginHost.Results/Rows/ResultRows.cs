using System.Collections.Immutable;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// The newest result of every cell, those in the trash left out, in order of time: a snapshot by columns, made for a million
/// rows. It never changes; <see cref="ResultStore.Refresh"/> makes another one when there is something new.
/// </summary>
public sealed class ResultRows
{
    private readonly RowArrays _arrays;
    private readonly RowTables _tables;
    private readonly IReadOnlyDictionary<string, Remarks> _remarks;
    private readonly Dictionary<string, RowColumn> _columns = new(StringComparer.Ordinal);

    // Rows whose noise is called otherwise than in their spec.
    private readonly IReadOnlyDictionary<int, string> _labels = ImmutableDictionary<int, string>.Empty;

    internal ResultRows(RowArrays arrays, RowTables tables, IReadOnlyDictionary<string, Remarks> remarks)
    {
        _arrays = arrays;
        _tables = tables;
        _remarks = remarks;
        int count = arrays.Count;
        foreach (var field in tables.Shapes.Fields)
        {
            Add(new CodedColumn(field.Name, count, field.Values.Now, field.Shapes.Items, arrays.Shapes));
        }

        SpecFields = [.. _columns.Keys];
        if (count > 0)
        {
            Add(new NumberColumn("seed", arrays.Seeds, count, isMetric: false));
        }

        string[] fields = [.. _columns.Keys.Order(StringComparer.Ordinal)];
        for (int metric = 0; metric < arrays.Metrics.Length; metric++)
        {
            if (!_columns.ContainsKey(tables.Metrics[metric]))
            {
                Add(new NumberColumn(tables.Metrics[metric], arrays.Metrics[metric], count, isMetric: true));
            }
        }

        string[] metrics = [.. _columns.Keys.Except(fields).Order(StringComparer.Ordinal)];
        var marks = RowMarks.Of(arrays, tables, remarks);
        RowColumn[] about =
        [
            new CellColumn("cell", arrays.Cells),
            Coded("run", tables.Runs.Now, arrays.Runs),
            RowMarks.Experiments(arrays, tables),
            Coded("device", tables.Devices.Now, arrays.Devices),
            new TimeColumn("at", arrays.At, count),
            marks.Tags,
            marks.Notes,
        ];
        Array.ForEach(about, Add);
        Names = [.. fields.Concat(metrics).Concat(about.Select(column => column.Name)).Distinct(StringComparer.Ordinal)];

        void Add(RowColumn column) => _columns[column.Name] = column;

        CodedColumn Coded(string name, ReadOnlyMemory<string> texts, int[] codes) =>
            new(name, count, RowMarks.Values(texts), codes, through: null);
    }

    private ResultRows(ResultRows rows, IReadOnlyDictionary<int, string> labels, RowColumn noise)
    {
        (_arrays, _tables, _remarks, _labels) = (rows._arrays, rows._tables, rows._remarks, labels);
        (Names, SpecFields) = (rows.Names, rows.SpecFields);
        _columns = new Dictionary<string, RowColumn>(rows._columns, StringComparer.Ordinal) { [noise.Name] = noise };
    }

    /// <summary>No results.</summary>
    public static ResultRows None { get; } = new(RowArrays.None, new RowTables(), ImmutableDictionary<string, Remarks>.Empty);

    /// <summary>How many there are.</summary>
    public int Count => _arrays.Count;

    /// <summary>The columns: the specs' fields, then the metrics, then <c>cell, run, experiment, device, at, tags, note</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A column; null when no result has such a thing.</summary>
    public RowColumn? Column(string name) => _columns.GetValueOrDefault(name);

    /// <summary>A row's value; null where it has none.</summary>
    public OptionValue? this[int row, string name] => Column(name)?[row];

    /// <summary>A row's cell.</summary>
    public string Cell(int row) => _arrays.Cells[row];

    /// <summary>The row of a cell; −1 when it has none.</summary>
    public int Find(string cell) => _arrays.Cells.Find(cell);

    /// <summary>A row as an object of its own, with its whole spec.</summary>
    public ResultRow Row(int row)
    {
        int run = _arrays.Runs[row];
        string cell = _arrays.Cells[row], runName = _tables.Runs[run];
        var (tags, note) = RowMarks.Of(cell, runName, _remarks);
        return new ResultRow
        {
            Cell = cell,
            Run = runName,
            Experiment = _tables.Experiments.Items[run],
            At = new DateTimeOffset(_arrays.At[row], TimeSpan.Zero),
            Spec = Spec(row),
            Metrics = Metrics(row),
            Plugins = _tables.PluginsOf(_arrays.Plugins[row]),
            DataSha256 = _tables.Data[_arrays.Data[row]],
            NoiseKey = _arrays.NoiseKeys[row] is >= 0 and var key ? _tables.NoiseKeys[key] : null,
            Device = _tables.Devices[_arrays.Devices[row]],
            Environment = _tables.EnvironmentOf(run),
            Tags = tags,
            Note = note,
        };
    }

    /// <summary>Makes rows of results at hand; of each cell the newest.</summary>
    /// <exception cref="ArgumentException">Results of one run tell different things of that run.</exception>
    public static ResultRows Of(IEnumerable<ResultRow> rows) => Of(rows, RowArrays.None.With);

    /// <summary>Makes rows of results at hand, all of them in their order, also several of one cell.</summary>
    /// <exception cref="ArgumentException">Results of one run tell different things of that run.</exception>
    internal static ResultRows InOrder(IEnumerable<ResultRow> rows) => Of(rows, RowArrays.InOrder);

    internal RowArrays Arrays => _arrays;

    internal RowTables Tables => _tables;

    /// <summary>The fields that specs have, without the seed.</summary>
    internal IReadOnlyList<string> SpecFields { get; }

    /// <summary>A row's whole spec.</summary>
    internal CellSpec Spec(int row)
    {
        var spec = _tables.Shapes.Spec(_arrays.Shapes[row], (int)_arrays.Seeds[row]);
        return _labels.TryGetValue(row, out string? label) ? spec with { NoiseLabel = label } : spec;
    }

    /// <summary>A number for each of some rows: the same where specs are, seeds aside.</summary>
    internal (int[] Groups, int Count) GroupBySpec(int[] rows)
    {
        int[] groups = new int[rows.Length], ofShape = new int[_tables.Shapes.Count];
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            // A spec that is met for the first time stands as 0.
            ref int next = ref ofShape[_arrays.Shapes[rows[i]]];
            next = next == 0 ? ++count : next;
            groups[i] = next - 1;
        }

        return (groups, count);
    }

    /// <summary>The same rows, some of whose noises are called otherwise.</summary>
    internal ResultRows Called(IEnumerable<(int Row, string Label)> labels)
    {
        var renamed = new Dictionary<int, string>();
        foreach (var (row, label) in labels.Where(called => this[called.Row, "noise"] != called.Label))
        {
            renamed[row] = label;
        }

        return renamed.Count > 0 && Column("noise") is { } noise ? new ResultRows(this, renamed, Renamed(noise, renamed)) : this;
    }

    private static CodedColumn Renamed(RowColumn column, Dictionary<int, string> labels)
    {
        var values = new Codes<OptionValue>();
        var (codes, count) = column.Group(null);
        int[] ofGroup = new int[count];
        Array.Fill(ofGroup, -1);
        for (int row = 0; row < codes.Length; row++)
        {
            ref int code = ref ofGroup[codes[row]];
            codes[row] = code >= 0 || column[row] is not { } value ? code : code = values.Of(value);
        }

        foreach (var (row, label) in labels)
        {
            codes[row] = values.Of(label);
        }

        return new CodedColumn(column.Name, column.Count, values.Now, codes, through: null);
    }

    private static ResultRows Of(IEnumerable<ResultRow> rows, Func<IReadOnlyCollection<NewRow>, RowTables, RowArrays> arrays)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tables = new RowTables();
        var added = new List<NewRow>();
        var remarks = new Dictionary<string, Remarks>(StringComparer.Ordinal);
        var runs = new Dictionary<string, ResultRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (runs.TryAdd(row.Run, row))
            {
                tables.Describe(row.Run, row.Experiment, row.Environment);
            }
            else if (runs[row.Run] is var first && (first.Experiment != row.Experiment || !first.Environment.SequenceEqual(row.Environment)))
            {
                throw new ArgumentException($"results of the run {row.Run} tell different experiments or environments of it", nameof(rows));
            }

            added.Add(tables.Row(
                new CellFinished(
                    row.Cell, row.Spec, row.Metrics, ImmutableSortedDictionary<string, Curve>.Empty, row.Plugins, row.DataSha256, row.NoiseKey, row.Device)
                { At = row.At, Run = row.Run },
                "", added.Count, 0));
            if (!row.Tags.IsEmpty || row.Note is not null)
            {
                remarks[row.Cell] = new Remarks(row.Tags, row.Note, null);
            }
        }

        return new ResultRows(arrays(added, tables), tables, remarks);
    }

    private ImmutableSortedDictionary<string, double> Metrics(int row)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (int metric = 0; metric < _arrays.Metrics.Length; metric++)
        {
            double value = _arrays.Metrics[metric][row];
            if (!NumberColumn.IsMissing(value))
            {
                metrics[_tables.Metrics[metric]] = value;
            }
        }

        return metrics.ToImmutable();
    }
}
