using PluginHost.Store.Records;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Filters;

/// <summary>
/// A condition on fields and metrics, such as <c>noise == rem &amp;&amp; train.radius &gt;= 2 &amp;&amp; accuracy &lt; 50</c>. Compares a
/// field with a value by == != &lt; &lt;= &gt; &gt;= and ~ (contains, letter case ignored), or with several: <c>seed in (0, 1)</c>;
/// joins with &amp;&amp; || ! (or and, or, not) and parentheses. Texts need quotes only when they hold spaces. Accuracies are
/// compared in per cent, as tables print them; <c>20%</c> is a share, <c>8/255</c> a radius. A noise is found by its label and
/// by its method. A field that a row lacks is equal to <c>none</c>; a field alone means it is true.
/// </summary>
public sealed class FilterExpression
{
    private readonly FilterNode _root;

    private FilterExpression(string text, FilterNode root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>The condition as written.</summary>
    public string Text { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="names">The fields and metrics that exist; another name is an error.</param>
    /// <exception cref="QueryException">It cannot be read; says where and what is near.</exception>
    public static FilterExpression Parse(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterExpression(text, new FilterParser(text, names).Parse());
    }

    /// <summary>Reads a condition on results.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="rows">
    /// The results: their fields and metrics may be named, and also those of <see cref="FieldTable"/>.
    /// </param>
    /// <exception cref="QueryException">It cannot be read; says where and what is near.</exception>
    public static FilterExpression Parse(string text, IEnumerable<ResultRow> rows) => Parse(
        text, rows.SelectMany(r => r.Fields.Keys.Concat(r.Metrics.Keys)).Concat(FieldTable.Names));

    /// <summary>Reads a condition on cells that are planned.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="cells">
    /// The cells: their fields may be named, and also every setting of <see cref="FieldTable"/>, for cells of another
    /// experiment may have it.
    /// </param>
    /// <exception cref="QueryException">It cannot be read; says where and what is near.</exception>
    public static FilterExpression Parse(string text, IEnumerable<CellSpec> cells) => Parse(
        text, cells.SelectMany(cell => cell.Fields().Keys).Concat(FieldTable.Of(FieldKind.Setting)));

    internal FilterNode Root => _root;

    /// <summary>Whether the condition holds.</summary>
    /// <param name="value">The value of a field or metric; null for one that does not apply.</param>
    public bool Matches(Func<string, OptionValue?> value) => _root.Holds(value);

    /// <summary>Whether the condition holds for a spec's fields.</summary>
    public bool Matches(IReadOnlyDictionary<string, OptionValue> fields) =>
        Matches(name => fields.TryGetValue(name, out var value) ? value : default(OptionValue?));

    /// <summary>
    /// When nothing matches: for every field of the condition, the values that it has, such as
    /// <c>noise is one of clean, EM 8, REM 8-4</c>.
    /// </summary>
    public string ValuesSeen(IEnumerable<Func<string, OptionValue?>> rows)
    {
        var all = rows.ToList();
        return string.Join("; ", _root.Fields().Distinct().Select(field =>
        {
            var values = all.Select(row => row(field)).Where(v => v is not null).Select(v => v!.Value).Distinct().ToList();
            return values.Count == 0
                ? $"{field} has no value here"
                : $"{field} is {(values.Count > 1 ? "one of " : "")}{string.Join(", ", values.Order().Take(12).Select(value => FieldText.Written(field, value)))}{(values.Count > 12 ? " …" : "")}";
        }));
    }

    /// <summary>The condition as written.</summary>
    public override string ToString() => Text;

    internal static QueryException Error(string filter, int position, string problem) =>
        new($"filter, column {position + 1}: {problem}\n  {filter}\n  {new string(' ', position)}^", position);
}
