using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Comparison;

/// <summary>The rows of a table, or its columns: what each stands for, in order.</summary>
internal sealed class TableAxis
{
    private readonly RowGroups _groups;
    private readonly int[] _ofGroup;
    private readonly Dictionary<TableKey, int> _places;

    private TableAxis(IReadOnlyList<TableKey> keys, RowGroups groups, IReadOnlyList<TableKey> ofGroups)
    {
        Keys = keys;
        _places = keys.Index().ToDictionary(key => key.Item, key => key.Index);
        _groups = groups;
        _ofGroup = [.. ofGroups.Select(Find)];
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<TableKey> Keys { get; }

    /// <summary>The place of one of the chosen results, by its own place among them.</summary>
    public int this[int result] => _ofGroup[_groups[result]];

    public static TableAxis Of(RowSelection results, IReadOnlyList<string> fields, IEnumerable<CellSpec> planned)
    {
        var groups = RowGroups.Of(results.Rows, fields, results.Chosen);
        List<TableKey> ofGroups = [.. groups.First.Select(row => new TableKey(fields.Select(field => results.Rows[row, field])))];
        return new TableAxis(TableKey.Sorted(planned.Select(spec => Key(spec, fields)).Concat(ofGroups)), groups, ofGroups);
    }

    public static TableKey Key(CellSpec spec, IEnumerable<string> fields)
    {
        var values = spec.Fields();
        return new TableKey(fields.Select(f => values.TryGetValue(f, out var value) ? value : (OptionValue?)null));
    }

    /// <summary>The place of a key.</summary>
    /// <exception cref="KeyNotFoundException">The axis has no such key.</exception>
    public int Find(TableKey key) => _places[key];
}
