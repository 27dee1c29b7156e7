using System.Globalization;
using PluginHost.Store.Records;

namespace PluginHost.Tables.Filters;

internal enum FilterTokenKind
{
    End,
    Name,
    Text,
    Number,
    Operator,
}

/// <summary>A word of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a quoted text what is between the quotes.</param>
/// <param name="Position">Where it begins, from 0.</param>
/// <param name="Number">The value of a number.</param>
/// <param name="Length">How many characters it takes, quotes included.</param>
/// <param name="IsShare">Whether the number was written with a per cent sign; it is a share then.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position, double Number = 0, int Length = 0, bool IsShare = false)
{
    // More than anybody means; decimals, which make 0.1% exactly 0.001, hold no more than 28 digits.
    private const double LargestPercent = 1e9;

    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "~", "(", ")", ","];

    /// <summary>Splits a filter into words, an end mark last.</summary>
    /// <exception cref="QueryException">A character that means nothing, or a quote without its end.</exception>
    public static List<FilterToken> Split(string filter)
    {
        var tokens = new List<FilterToken>();
        int at = 0;
        while (true)
        {
            while (at < filter.Length && char.IsWhiteSpace(filter[at]))
            {
                at++;
            }

            if (at == filter.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", at));
                return tokens;
            }

            var (token, next) = Next(filter, at);
            tokens.Add(token with { Length = next - at });
            at = next;
        }
    }

    /// <summary>Whether a character can be in a word without quotes.</summary>
    public static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '/' or ':';

    private static (FilterToken Token, int Next) Next(string filter, int at)
    {
        char first = filter[at];
        if (Operators.FirstOrDefault(o => string.CompareOrdinal(filter, at, o, 0, o.Length) == 0) is { } symbol)
        {
            return (new FilterToken(FilterTokenKind.Operator, symbol, at), at + symbol.Length);
        }

        if (first is '"' or '\'')
        {
            int end = filter.IndexOf(first, at + 1);
            return end < 0
                ? throw FilterExpression.Error(filter, at, "this text has no closing quote")
                : (new FilterToken(FilterTokenKind.Text, filter[(at + 1)..end], at), end + 1);
        }

        int stop = at;
        while (stop < filter.Length && IsOfWord(filter[stop]))
        {
            stop++;
        }

        if (stop == at)
        {
            throw FilterExpression.Error(filter, at, first == '='
                ? "a comparison is written =="
                : first is '&' or '|' ? $"write {first}{first}" : $"'{first}' means nothing in a filter");
        }

        string word = filter[at..stop];
        if (stop < filter.Length && filter[stop] == '%' && NumberIn(word) is { } percent)
        {
            if (double.Abs(percent) > LargestPercent)
            {
                throw FilterExpression.Error(
                    filter, at, $"{word}% is larger than any share; shares lie between 0% and 100%");
            }

            double share = (double)((decimal)percent / 100);
            return (new FilterToken(FilterTokenKind.Number, word + "%", at, share, IsShare: true), stop + 1);
        }

        if (NumberIn(word) is { } number)
        {
            return (new FilterToken(FilterTokenKind.Number, word, at, number), stop);
        }

        return IsTooLarge(word)
            ? throw FilterExpression.Error(filter, at, $"{word} is a larger number than there are")
            : (new FilterToken(FilterTokenKind.Name, word, at), stop);
    }

    /// <summary>Whether it is written as a number, and is none that can be held; the word infinity is a word.</summary>
    private static bool IsTooLarge(string word) =>
        word.Any(char.IsAsciiDigit)
        && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsInfinity(number);

    // Radii may be written as they are printed: 8/255.
    private static double? NumberIn(string word)
    {
        string plain = word.EndsWith("/255", StringComparison.Ordinal) ? word[..^4] : word;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
    }
}
