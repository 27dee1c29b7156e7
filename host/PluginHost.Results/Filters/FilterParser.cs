using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>Recursive descent: or, and, not, comparison.</summary>
internal sealed class FilterParser(string text, IEnumerable<string> names)
{
    private readonly List<FilterToken> _tokens = FilterToken.Split(text);
    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.Ordinal);
    private int _next;

    private FilterToken Current => _tokens[_next];

    public FilterNode Parse()
    {
        if (Current.Kind == FilterTokenKind.End)
        {
            throw FilterExpression.Error(text, 0, "the filter is empty");
        }

        var root = Or();
        return Current.Kind == FilterTokenKind.End
            ? root
            : throw FilterExpression.Error(text, Current.Position, $"'{Current.Text}' is not expected here; join conditions with && or ||");
    }

    private FilterNode Or()
    {
        var left = And();
        while (Takes("||"))
        {
            left = new FilterNode.Either(left, And());
        }

        return left;
    }

    private FilterNode And()
    {
        var left = Not();
        while (Takes("&&"))
        {
            left = new FilterNode.Both(left, Not());
        }

        return left;
    }

    private FilterNode Not()
    {
        if (Takes("!"))
        {
            return new FilterNode.Not(Not());
        }

        var open = Current;
        if (!Takes("("))
        {
            return Comparison();
        }

        var inner = Or();
        return Takes(")") ? inner : throw FilterExpression.Error(text, open.Position, "this parenthesis is not closed");
    }

    private FilterNode.Comparison Comparison()
    {
        var name = Take();
        if (name.Kind != FilterTokenKind.Name)
        {
            throw FilterExpression.Error(text, name.Position, name.Kind == FilterTokenKind.End
                ? "a field is missing at the end"
                : $"a field is expected here, not '{name.Text}' (fields stand on the left, values on the right)");
        }

        if (!_names.Contains(name.Text))
        {
            throw FilterExpression.Error(text, name.Position, $"there is no field or metric '{name.Text}'{Nearest.Hint(name.Text, _names)}");
        }

        if (Current is not { Kind: FilterTokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" or "~" })
        {
            return new FilterNode.Comparison(name.Text, "==", true, IsNone: false);
        }

        string comparison = Take().Text;
        var value = Take();
        bool isNone = value is { Kind: FilterTokenKind.Name, Text: "none" };
        return value.Kind switch
        {
            FilterTokenKind.Number => new FilterNode.Comparison(name.Text, comparison, value.Number, false),
            FilterTokenKind.Name or FilterTokenKind.Text when isNone && comparison is not ("==" or "!=") =>
                throw FilterExpression.Error(text, value.Position, "none can only be compared by == and !="),
            FilterTokenKind.Name or FilterTokenKind.Text => new FilterNode.Comparison(name.Text, comparison, value.Text, isNone),
            FilterTokenKind.End => throw FilterExpression.Error(text, value.Position, $"a value is missing after {comparison}"),
            _ => throw FilterExpression.Error(text, value.Position, $"a value is expected here, not '{value.Text}'"),
        };
    }

    private FilterToken Take() => Current.Kind == FilterTokenKind.End ? Current : _tokens[_next++];

    private bool Takes(string symbol)
    {
        if (Current.Kind == FilterTokenKind.Operator && Current.Text == symbol)
        {
            _next++;
            return true;
        }

        return false;
    }
}
