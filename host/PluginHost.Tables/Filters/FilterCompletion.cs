using PluginHost.Store.Records;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Filters;

/// <summary>What kind of word a completion is.</summary>
public enum CompletionKind
{
    /// <summary>A field or metric.</summary>
    Name,

    /// <summary>A comparison, or a word that joins conditions.</summary>
    Operator,

    /// <summary>A value.</summary>
    Value,
}

/// <summary>The words that may stand at a place of a filter.</summary>
/// <param name="From">Where the word at the cursor begins, from 0: a completion replaces it.</param>
/// <param name="Length">How many characters are replaced.</param>
/// <param name="Kind">What is expected there.</param>
/// <param name="Words">What may be put there, as it is to be typed (with quotes where they are needed), the likeliest first.</param>
public sealed record FilterCompletion(int From, int Length, CompletionKind Kind, IReadOnlyList<string> Words)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "~", "in"];

    private static readonly string[] TextComparisons = ["==", "!=", "~", "in"];

    private static readonly string[] Joins = ["&&", "||"];

    private enum Place
    {
        Condition,
        Comparison,
        Value,
        List,
        Join,
    }

    /// <summary>The words that may stand at the cursor.</summary>
    /// <param name="text">The filter, which need not be complete.</param>
    /// <param name="position">The cursor, from 0 to the text's length.</param>
    /// <param name="names">The fields and metrics that exist.</param>
    /// <param name="valuesOf">The values seen of a field.</param>
    public static FilterCompletion At(
        string text, int position, IReadOnlyCollection<string> names, Func<string, IEnumerable<OptionValue>> valuesOf)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(valuesOf);
        string before = text[..Math.Clamp(position, 0, text.Length)];
        int from = WordAt(before);
        string word = before[from..];
        var (place, field) = PlaceAt(before[..from]);
        if (place == Place.Comparison && word.Length > 0 && char.IsLetter(word[0]) && !"in".StartsWith(word, StringComparison.Ordinal))
        {
            // "flag && other": a field alone is a condition.
            place = Place.Join;
        }

        return place switch
        {
            Place.Condition => Of(CompletionKind.Name, Matching(names.Concat(FieldTable.ShortNames.Where(n => names.Contains(FieldTable.Whole(n)))), word)),
            Place.Comparison => Of(CompletionKind.Operator, ComparisonsOf(field).Where(o => o.StartsWith(word, StringComparison.Ordinal))),
            Place.Join => Of(CompletionKind.Operator, Joins.Where(o => o.StartsWith(word, StringComparison.Ordinal))),
            _ when place == Place.List && word.Length == 0 && before[..from].TrimEnd().EndsWith("in", StringComparison.Ordinal) =>
                Of(CompletionKind.Operator, ["("]),
            _ => Of(CompletionKind.Value, Values(field, word)),
        };

        FilterCompletion Of(CompletionKind kind, IEnumerable<string> words) => new(from, position - from, kind, [.. words]);

        IEnumerable<string> ComparisonsOf(string name) => valuesOf(name).Any(v => v.IsNumber) || !valuesOf(name).Any() ? Comparisons : TextComparisons;

        IEnumerable<string> Values(string name, string typed)
        {
            var seen = valuesOf(name).Distinct().Order().Select(value => Quoted(FieldText.Written(name, value)));
            var methods = name == "noise" ? valuesOf("noise.method").Distinct().Order().Select(v => Quoted(v.ToString())) : [];
            return Matching(seen.Concat(methods).Distinct(), typed.Trim('"', '\''), keepOrder: true);
        }
    }

    /// <summary>Words that begin with what was typed, then those with a part that does, then those that hold it.</summary>
    private static IEnumerable<string> Matching(IEnumerable<string> words, string typed, bool keepOrder = false)
    {
        var ranked = words.Distinct().Select(word => (Word: word, Rank: Rank(word.TrimStart('"'), typed))).Where(w => w.Rank < 3);
        return (keepOrder ? ranked.OrderBy(w => w.Rank) : ranked.OrderBy(w => w.Rank).ThenBy(w => w.Word, StringComparer.Ordinal)).Select(w => w.Word);
    }

    private static int Rank(string word, string typed) =>
        word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0
        : word.Contains("." + typed, StringComparison.OrdinalIgnoreCase) || word.Contains("-" + typed, StringComparison.OrdinalIgnoreCase) ? 1
        : word.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 2
        : 3;

    private static string Quoted(string value) =>
        value.Length > 0 && value.All(FilterToken.IsOfWord) ? value : $"\"{value}\"";

    /// <summary>Where the word that ends at the cursor begins; an open quote begins one.</summary>
    private static int WordAt(string before)
    {
        char? quote = null;
        int open = 0;
        for (int i = 0; i < before.Length; i++)
        {
            if (quote is null && before[i] is '"' or '\'')
            {
                (quote, open) = (before[i], i);
            }
            else if (before[i] == quote)
            {
                quote = null;
            }
        }

        if (quote is not null)
        {
            return open;
        }

        int from = before.Length;
        if (from > 0 && IsOfOperator(before[from - 1]))
        {
            while (from > 0 && IsOfOperator(before[from - 1]))
            {
                from--;
            }

            // A whole operator is behind us: the next word begins here.
            return Comparisons.Contains(before[from..]) || Joins.Contains(before[from..]) || before[from..] is "!" or "(" ? before.Length : from;
        }

        while (from > 0 && FilterToken.IsOfWord(before[from - 1]))
        {
            from--;
        }

        return from;
    }

    private static bool IsOfOperator(char c) => c is '=' or '!' or '<' or '>' or '~' or '&' or '|';

    private static (Place Place, string Field) PlaceAt(string before)
    {
        var place = Place.Condition;
        string field = "";
        foreach (var token in Tokens(before).Where(token => token.Kind != FilterTokenKind.End))
        {
            place = (place, token) switch
            {
                (Place.Condition, { Kind: FilterTokenKind.Name, Text: "not" }) => Place.Condition,
                (Place.Condition, { Kind: FilterTokenKind.Name }) => Place.Comparison,
                (Place.Comparison, { Kind: FilterTokenKind.Name, Text: "in" }) => Place.List,
                (Place.Comparison, { Text: "==" or "!=" or "<" or "<=" or ">" or ">=" or "~" }) => Place.Value,
                (Place.Value, _) => Place.Join,
                (Place.List, { Text: ")" }) => Place.Join,
                (Place.List, _) => Place.List,
                (_, { Text: "&&" or "||" or "and" or "or" }) => Place.Condition,
                _ => place,
            };
            if (place == Place.Comparison && token.Kind == FilterTokenKind.Name)
            {
                field = FieldTable.Whole(token.Text);
            }
        }

        return (place, field);
    }

    private static List<FilterToken> Tokens(string before)
    {
        try
        {
            return FilterToken.Split(before);
        }
        catch (QueryException)
        {
            // What is mistyped before the cursor is told when the filter is read; there is nothing to complete after it.
            return [];
        }
    }
}
