using PluginHost.Store.Records;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Filters;

/// <summary>Recursive descent: or, and, not, comparison.</summary>
internal sealed class FilterParser(string text, IEnumerable<string> names)
{
    private const int Deepest = 100;

    private readonly List<FilterToken> _tokens = FilterToken.Split(text);
    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.Ordinal);
    private int _next;
    private int _depth;

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
        List<FilterNode> parts = [And()];
        while (Takes("||") || TakesWord("or"))
        {
            parts.Add(And());
        }

        return parts is [var only] ? only : new FilterNode.Any(parts);
    }

    private FilterNode And()
    {
        List<FilterNode> parts = [Not()];
        while (Takes("&&") || TakesWord("and"))
        {
            parts.Add(Not());
        }

        return parts is [var only] ? only : new FilterNode.All(parts);
    }

    private FilterNode Not()
    {
        var first = Current;
        if (Takes("!") || TakesWord("not"))
        {
            return new FilterNode.Not(Nested(first, Not));
        }

        if (!Takes("("))
        {
            return Comparison();
        }

        var inner = Nested(first, Or);
        return Takes(")") ? inner : throw Open(first);
    }

    /// <summary>Reads what stands inside a parenthesis or behind a not; the stack holds so many of them only.</summary>
    private FilterNode Nested(FilterToken opening, Func<FilterNode> read)
    {
        if (_depth == Deepest)
        {
            throw FilterExpression.Error(
                text, opening.Position,
                $"more than {Deepest} parentheses and nots are inside each other here; write it flatter");
        }

        _depth++;
        var inner = read();
        _depth--;
        return inner;
    }

    private QueryException Open(FilterToken parenthesis) =>
        FilterExpression.Error(text, parenthesis.Position, "this parenthesis is not closed");

    private FilterNode Comparison()
    {
        var name = Take();
        if (name.Kind != FilterTokenKind.Name)
        {
            throw FilterExpression.Error(text, name.Position, name.Kind == FilterTokenKind.End
                ? "a field is missing at the end"
                : $"a field is expected here, not '{name.Text}' (fields stand on the left, values on the right)");
        }

        string field = FieldTable.Whole(name.Text);
        if (!_names.Contains(field))
        {
            throw FilterExpression.Error(text, name.Position, $"there is no field or metric '{name.Text}'{Nearest.Hint(name.Text, _names.Concat(FieldTable.ShortNames.Where(n => _names.Contains(FieldTable.Whole(n)))))}");
        }

        if (IsWord("in"))
        {
            return OneOf(field);
        }

        if (Current is not { Kind: FilterTokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" or "~" })
        {
            return new FilterNode.Comparison(field, "==", true, IsNone: false);
        }

        string comparison = Take().Text;
        return Compared(field, comparison, Take());
    }

    /// <summary><c>noise in (em, rem)</c> is <c>noise == em || noise == rem</c>.</summary>
    private FilterNode OneOf(string field)
    {
        Take();
        var open = Current;
        if (!Takes("("))
        {
            throw FilterExpression.Error(text, Current.Position, "values in parentheses are expected after in, such as in (1, 2)");
        }

        List<FilterNode> any = [Compared(field, "==", Take())];
        while (Takes(","))
        {
            any.Add(Compared(field, "==", Take()));
        }

        return Takes(")") ? new FilterNode.Any(any) : throw Open(open);
    }

    private FilterNode Compared(string field, string comparison, FilterToken value)
    {
        bool isNone = value is { Kind: FilterTokenKind.Name, Text: "none" };
        return value.Kind switch
        {
            FilterTokenKind.Number => new FilterNode.Comparison(
                field,
                comparison,
                value.IsShare ? value.Number : FieldTable.RecordedNumber(field, value.Number),
                false),
            FilterTokenKind.Name or FilterTokenKind.Text when isNone && comparison is not ("==" or "!=") =>
                throw FilterExpression.Error(text, value.Position, "none can only be compared by == and !="),
            FilterTokenKind.Name or FilterTokenKind.Text when field == "noise" && !isNone && comparison is "==" or "!=" => Noise(comparison, value.Text),
            FilterTokenKind.Name or FilterTokenKind.Text => new FilterNode.Comparison(field, comparison, value.Text, isNone),
            FilterTokenKind.End => throw FilterExpression.Error(text, value.Position, $"a value is missing after {comparison}"),
            _ => throw FilterExpression.Error(text, value.Position, $"a value is expected here, not '{value.Text}'"),
        };
    }

    /// <summary>A noise is known by its label (<c>REM 8-4</c>) and by its method (<c>rem</c>).</summary>
    private static FilterNode Noise(string comparison, string value)
    {
        var label = new FilterNode.Comparison("noise", comparison, value, IsNone: false);
        var method = new FilterNode.Comparison("noise.method", comparison, value.ToLowerInvariant(), IsNone: false);
        return comparison == "==" ? new FilterNode.Any([label, method]) : new FilterNode.All([label, method]);
    }

    private FilterToken Take() => Current.Kind == FilterTokenKind.End ? Current : _tokens[_next++];

    // A field of such a name is not taken for the word: an operator, or the end, follows a field.
    private bool IsWord(string word) => Current.Kind == FilterTokenKind.Name && Current.Text == word && !_names.Contains(word);

    private bool TakesWord(string word)
    {
        if (IsWord(word))
        {
            _next++;
            return true;
        }

        return false;
    }

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
