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
            Spec = _tables.Shapes.Spec(_arrays.Shapes[row], (int)_arrays.Seeds[row]),
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
    public static ResultRows Of(IEnumerable<ResultRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tables = new RowTables();
        var added = new List<NewRow>();
        var remarks = new Dictionary<string, Remarks>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            tables.Describe(row.Run, row.Experiment, row.Environment);
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

        return new ResultRows(RowArrays.None.With(added, tables), tables, remarks);
    }

    internal RowArrays Arrays => _arrays;

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
