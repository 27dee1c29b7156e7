using System.Buffers;

namespace PluginHost.Files;

/// <summary>
/// Texts from outside (names, notes, paths, messages of other libraries) as they can be shown: nothing that was
/// recorded or downloaded may command a terminal, begin a new line, or turn the order of what stands beside it.
/// </summary>
public static class ShownText
{
    private const char Instead = '\uFFFD';

    private static readonly char[] s_controls = [.. Range(0x00, 0x1F), .. Range(0x7F, 0x9F)];

    // Marks that turn the direction of a text, and separators that some terminals take for a new line.
    private static readonly char[] s_marks =
        ['\u061C', '\u200E', '\u200F', .. Range(0x2028, 0x202E), .. Range(0x2066, 0x2069)];

    private static readonly SearchValues<char> s_hidden = SearchValues.Create([.. s_controls, .. s_marks]);

    private static readonly SearchValues<char> s_turning = SearchValues.Create(s_marks);

    private static readonly SearchValues<char> s_suspects =
        SearchValues.Create([.. s_controls, .. s_marks, .. Range(0xD800, 0xDFFF)]);

    /// <summary>The text with � for each character that is not shown.</summary>
    /// <param name="text">Any text, also with halves of characters.</param>
    public static string Of(string text) => Of(text, Instead);

    /// <summary>The text with another sign for each character that is not shown.</summary>
    public static string Of(string text, char instead)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(s_suspects))
        {
            return text;
        }

        return string.Create(text.Length, (text, instead), static (shown, from) =>
        {
            for (int i = 0; i < shown.Length; i++)
            {
                shown[i] = IsShown(from.text, i) ? from.text[i] : from.instead;
            }
        });
    }

    /// <summary>Several lines; their line feeds and tabs stay.</summary>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAny(s_suspects) ? string.Join('\n', text.Split('\n').Select(Line)) : text;

        static string Line(string line) => string.Join('\t', line.TrimEnd('\r').Split('\t').Select(Of));
    }

    /// <summary>A JSON text with escapes for what is not shown: it means the same.</summary>
    public static string Json(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.AsSpan().ContainsAny(s_turning) ? string.Concat(json.Select(Escaped)) : json;

        static string Escaped(char c) => s_turning.Contains(c) ? $"\\u{(int)c:x4}" : c.ToString();
    }

    /// <summary>Whether a character can be shown.</summary>
    public static bool IsShown(char c) => !s_hidden.Contains(c);

    /// <summary>Whether a character of a text can be shown; half of a character cannot.</summary>
    public static bool IsShown(string text, int at)
    {
        ArgumentNullException.ThrowIfNull(text);
        char c = text[at];
        if (!char.IsSurrogate(c))
        {
            return IsShown(c);
        }

        bool isFirst = at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1]);
        bool isSecond = at > 0 && char.IsSurrogatePair(text[at - 1], c);
        return isFirst || isSecond;
    }

    private static IEnumerable<char> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
