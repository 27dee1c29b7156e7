using System.Collections.Concurrent;
using System.Collections.Immutable;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Rows;

/// <summary>
/// The newest result of every cell, those in the trash left out, in the order in which they were recorded: a snapshot
/// that never changes. <see cref="ResultStore.Refresh"/> makes another one when there is something new. Columns are
/// made when they are first asked for.
/// </summary>
public sealed class ResultRows
{
    private const string Seed = "seed";

    private readonly StoredResults _stored;
    private readonly StoredResult[] _results;
    private readonly StoredSpec[] _specs;
    private readonly int[] _specOf;
    private readonly ConcurrentDictionary<string, RowColumn?> _columns = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, int>> _byCell;

    /// <param name="stored">The results, in the order of the rows.</param>
    public ResultRows(StoredResults stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var results = stored.Items;
        (_stored, _results) = (stored, results);
        var numbers = new Dictionary<StoredSpec, int>(ReferenceEqualityComparer.Instance);
        _specOf = new int[results.Length];
        for (int row = 0; row < results.Length; row++)
        {
            var spec = results[row].Spec;
            if (!numbers.TryGetValue(spec, out _specOf[row]))
            {
                numbers[spec] = _specOf[row] = numbers.Count;
            }
        }

        _specs = [.. numbers.Keys];
        _byCell = new(() => results.Index().ToDictionary(row => row.Item.Cell, row => row.Index, StringComparer.Ordinal));
        SpecFields = [.. _specs.Select(spec => spec.Names).Distinct().SelectMany(names => names).Distinct().Order(StringComparer.Ordinal)];
        MetricColumns = [.. Recorded(results).Except(SpecFields).Order(StringComparer.Ordinal)];
        string[] seed = results.Length > 0 ? [Seed] : [];
        Names = [.. SpecFields.Concat(seed).Order(StringComparer.Ordinal), .. MetricColumns, .. FieldTable.Of(FieldKind.Record)];
    }

    /// <summary>No results.</summary>
    public static ResultRows None { get; } = new(StoredResults.Of([]));

    /// <summary>Whether they are only the newest of those that there are.</summary>
    public bool IsPart => _stored.IsPart;

    /// <summary>How many there are.</summary>
    public int Count => _results.Length;

    /// <summary>
    /// The columns: the specs' fields, then the metrics, then <c>cell, run, experiment, device, at, tags, note,
    /// imported</c>.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a column is a measured number rather than a field.</summary>
    public bool IsMetric(string name) => MetricColumns.Contains(name);

    /// <summary>A column; null when no result has such a thing.</summary>
    public RowColumn? Column(string name) => _columns.GetOrAdd(name, Make);

    /// <summary>A row's value; null where it has none.</summary>
    public OptionValue? this[int row, string name]
    {
        get
        {
            var result = _results[row];
            if (FieldTable.Reader(name) is { } of)
            {
                return of(result);
            }

            return name == Seed ? result.Seed : result.Spec[name] ?? _stored.Metrics.ValueIn(result, name);
        }
    }

    /// <summary>A row's cell.</summary>
    public string Cell(int row) => _results[row].Cell;

    /// <summary>The noise artifact of a row; null for clean data.</summary>
    public string? NoiseKey(int row) => _results[row].NoiseKey;

    /// <summary>The row of a cell; −1 when it has none.</summary>
    public int Find(string cell) => _byCell.Value.GetValueOrDefault(cell, -1);

    /// <summary>A row as an object of its own, with its whole spec.</summary>
    /// <exception cref="StoreException">The journal that tells its spec changed since it was read.</exception>
    public ResultRow Row(int row) => _stored.Row(_results[row]);

    /// <summary>Makes rows of results at hand; of each cell the one that was recorded last.</summary>
    public static ResultRows Of(IEnumerable<ResultRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var stored = StoredResults.Of(rows);
        var newest = stored.Items.GroupBy(result => result.Cell, StringComparer.Ordinal)
            .Select(cell => cell.Aggregate((a, b) => b.Order >= a.Order ? b : a));
        var ordered = newest.OrderBy(result => result.Order).ThenBy(result => result.Cell, StringComparer.Ordinal);
        return new ResultRows(stored.With([.. ordered]));
    }

    /// <summary>Makes rows of results at hand, all of them in their order, also several of one cell.</summary>
    internal static ResultRows InOrder(IEnumerable<ResultRow> rows) => new(StoredResults.Of(rows));

    internal IReadOnlyList<StoredResult> Results => _results;

    /// <summary>The fields that specs have, without the seed.</summary>
    internal IReadOnlyList<string> SpecFields { get; }

    /// <summary>The metrics that results have.</summary>
    internal IReadOnlyList<string> MetricColumns { get; }

    /// <summary>The columns in which one of some rows has a value.</summary>
    internal IEnumerable<string> NamesIn(int[] rows)
    {
        var results = Array.ConvertAll(rows, row => _results[row]);
        var fields = results.Select(result => result.Spec.Names).Distinct().SelectMany(names => names);
        var known = fields.Concat(Recorded(results)).ToHashSet(StringComparer.Ordinal);
        return Names.Where(name => known.Contains(name) || (name == Seed && results.Length > 0)
            || (FieldTable.Reader(name) is { } of && Array.Exists(results, result => of(result) is not null)));
    }

    /// <summary>A row's whole spec.</summary>
    internal CellSpec Spec(int row) => _stored.Spec(_results[row]);

    /// <summary>A number for each of some rows: the same where specs are, seeds aside.</summary>
    internal (int[] Groups, int Count) GroupBySpec(int[] rows)
    {
        int[] groups = new int[rows.Length], ofSpec = new int[_specs.Length];
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            // A spec that is met for the first time stands as 0.
            ref int next = ref ofSpec[_specOf[rows[i]]];
            next = next == 0 ? ++count : next;
            groups[i] = next - 1;
        }

        return (groups, count);
    }

    /// <summary>The metrics that one of some results has.</summary>
    private IEnumerable<string> Recorded(StoredResult[] results)
    {
        var names = _stored.Metrics.Names;
        bool[] has = new bool[names.Length];
        foreach (var result in results)
        {
            for (int metric = 0; metric < result.Metrics.Length; metric++)
            {
                has[metric] |= !MetricNames.IsMissing(result.Metrics[metric]);
            }
        }

        return names.Where((_, metric) => has[metric]);
    }

    private RowColumn? Make(string name) => name switch
    {
        _ when FieldTable.Reader(name) is { } of => CodedColumn.Of(name, _results, of),
        Seed when Count > 0 => new NumberColumn(name, [.. _results.Select(result => (double)result.Seed)], isMetric: false),
        _ when MetricColumns.Contains(name) => new NumberColumn(name, Numbers(_stored.Metrics.Names.IndexOf(name)), isMetric: true),
        _ when SpecFields.Contains(name) => CodedColumn.Of(name, _specs, spec => spec[name], _specOf),
        _ => null,
    };

    private double[] Numbers(int metric) => Array.ConvertAll(
        _results, result => metric < result.Metrics.Length ? result.Metrics[metric] : MetricNames.Missing);
}
