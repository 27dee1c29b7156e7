using System.Collections.Frozen;

namespace PluginHost.Screens.Drawing;

/// <summary>
/// Colours a line of C# by what can be seen of the line alone: comments, texts, numbers, words of the language.
/// </summary>
internal static class ScriptColours
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "var", "new", "return", "if", "else", "for", "foreach", "in", "while", "using", "static", "void", "int",
        "double", "float", "string", "bool", "long", "true", "false", "null", "with", "is", "not", "and", "or",
        "switch", "case", "break", "public", "private", "record", "class", "out", "ref", "throw",
        "try", "catch", "finally", "this", "default", "await", "async",
    }.ToFrozenSet();

    public static Line Of(string line)
    {
        var pieces = new List<Line>();
        int at = 0;
        while (at < line.Length)
        {
            int end = End(line, at);
            pieces.Add(Line.Of(line[at..end], ToneOf(line, at, end)));
            at = end;
        }

        return Line.Join(pieces);
    }

    private static int End(string line, int at) => line[at] switch
    {
        '/' when line.AsSpan(at).StartsWith("//") => line.Length,
        '#' when line.AsSpan(0, at).Trim().IsEmpty => line.Length,
        '"' => EndOfText(line, at + 1),
        var c when IsWord(c) => EndOf(line, at, IsWord),
        _ => EndOfSigns(line, at),
    };

    private static int EndOfSigns(string line, int at)
    {
        int end = EndOf(line, at, c => !IsWord(c) && c is not ('"' or '/' or '#'));
        return Math.Max(end, at + 1);
    }

    private static int EndOfText(string line, int at)
    {
        for (; at < line.Length && line[at] != '"'; at++)
        {
            at += line[at] == '\\' ? 1 : 0;
        }

        return Math.Min(line.Length, at + 1);
    }

    private static int EndOf(string line, int at, Func<char, bool> belongs)
    {
        while (at < line.Length && belongs(line[at]))
        {
            at++;
        }

        return at;
    }

    private static Tone ToneOf(string line, int at, int end) => line[at] switch
    {
        '/' when line.AsSpan(at).StartsWith("//") => Tone.Dim,
        '#' => Tone.Head,
        '"' => Tone.Good,
        >= '0' and <= '9' => Tones.Series(1),
        _ when Words.Contains(line[at..end]) => Tone.Head,
        >= 'A' and <= 'Z' => Tone.Strong,
        _ => Tone.Text,
    };

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
