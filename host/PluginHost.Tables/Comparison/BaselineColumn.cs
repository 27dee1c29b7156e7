using PluginHost.Store.Records;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Comparison;

/// <summary>Finds the column that another is compared with.</summary>
internal sealed class BaselineColumn
{
    private readonly TableAxes _axes;
    private readonly int _field;
    private readonly OptionValue? _value;

    /// <param name="axes">The table's columns.</param>
    /// <param name="baseline">A value of a column field, such as <c>clean</c>; <c>noise=clean</c> names the field too.</param>
    /// <exception cref="QueryException">No column has it.</exception>
    public BaselineColumn(TableAxes axes, string baseline)
    {
        _axes = axes;
        var all = axes.ColumnFields.SelectMany((field, i) => axes.Columns.Keys.Select(column => (Field: field, Index: i, Value: column.Values[i]))).Distinct().ToList();
        int equals = baseline.IndexOf('=', StringComparison.Ordinal);
        string wanted = baseline[(equals + 1)..].Trim(), name = equals > 0 ? baseline[..equals].Trim() : "";
        var found = all.FindAll(v => (name.Length == 0 || v.Field == name)
            && (IsWanted(FieldText.Field(v.Field, v.Value)) || IsWanted(v.Value?.ToString() ?? "none")));
        (Name, _field, _value) = found switch
        {
            [] when axes.ColumnFields.Count == 0 => throw new QueryException("a table without column fields has no baseline column; give --columns"),
            [] => throw new QueryException($"no column is the baseline '{baseline}'{Nearest.Hint(wanted, all.Select(v => FieldText.Field(v.Field, v.Value)))}"),
            _ when found.Select(v => v.Index).Distinct().Count() > 1 => throw new QueryException(
                $"several column fields have the value '{baseline}'; write {string.Join(" or ", found.Select(v => $"{v.Field}={wanted}").Distinct())}"),
            [var one, ..] => (FieldText.Field(one.Field, one.Value), one.Index, one.Value),
        };

        bool IsWanted(string text) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The column that a column is compared with; null for the baseline itself, and where there is none.</summary>
    public TableKey? For(TableKey column) => column.Values[_field] == _value ? null : _axes.Columns.Keys.FirstOrDefault(other =>
        other.Values[_field] == _value && Enumerable.Range(0, column.Values.Count).All(i => i == _field || other.Values[i] == column.Values[i]));
}
