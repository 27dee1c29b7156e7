using System.Globalization;
using System.Text;

namespace PluginHost.Torch.IO;

/// <summary>
/// The value of a Python literal, as in the header of an npy file: texts, whole numbers, truth values, tuples, lists
/// and dictionaries. Nothing is run; <c>8L</c> (Python 2) and <c>np.int64(8)</c> (printed by NumPy 2) are numbers too.
/// </summary>
internal ref struct PythonLiteral
{
    private const int Deepest = 20;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>
    /// Reads a literal: string, long, bool, null, object?[] for tuples and lists, or a dictionary.
    /// </summary>
    /// <exception cref="FormatException">It is none, or a dictionary has a key twice.</exception>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var literal = new PythonLiteral(text);
        object? value = literal.Value(0);
        literal.SkipSpace();
        return literal._at == text.Length ? value : throw Wrong();
    }

    private object? Value(int depth)
    {
        SkipSpace();
        if (depth > Deepest)
        {
            throw Wrong();
        }

        return Peek() switch
        {
            '{' => Dictionary(depth),
            '(' => Items('(', ')', depth),
            '[' => Items('[', ']', depth),
            '\'' or '"' => Text(),
            '-' or '+' or (>= '0' and <= '9') => Number(),
            _ => Named(depth),
        };
    }

    private Dictionary<string, object?> Dictionary(int depth)
    {
        var values = new Dictionary<string, object?>();
        Take('{');
        while (!Ends('}'))
        {
            string key = Value(depth + 1) as string ?? throw Wrong();
            SkipSpace();
            Take(':');
            if (!values.TryAdd(key, Value(depth + 1)))
            {
                throw Wrong();
            }

            Separator('}');
        }

        return values;
    }

    private object? Items(char first, char last, int depth)
    {
        var values = new List<object?>();
        bool isTuple = first != '(';
        Take(first);
        while (!Ends(last))
        {
            values.Add(Value(depth + 1));
            isTuple |= Separator(last);
        }

        // (8) is a number in parentheses, (8,) is a tuple.
        return isTuple || values.Count == 0 ? values.ToArray() : values[0];
    }

    private string Text()
    {
        char quote = Peek();
        var text = new StringBuilder();
        for (_at++; Peek() != quote; _at++)
        {
            if (_at == _text.Length || Peek() is '\\' or '\n')
            {
                throw Wrong();
            }

            text.Append(Peek());
        }

        _at++;
        return text.ToString();
    }

    private long Number()
    {
        int first = _at++;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        ReadOnlySpan<char> digits = _text[first.._at];
        _at += _at < _text.Length && _text[_at] is 'L' or 'l' ? 1 : 0;
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong();
    }

    /// <summary>A word of Python, a text with a letter in front, or a number that is wrapped in its type.</summary>
    private object? Named(int depth)
    {
        int first = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_'))
        {
            _at++;
        }

        string name = _text[first.._at].ToString();
        return (name, Peek()) switch
        {
            ("True", _) => true,
            ("False", _) => false,
            ("None", _) => null,
            ("u" or "b", '\'' or '"') => Text(),
            ({ Length: > 0 }, '(') when name.Contains("int", StringComparison.Ordinal) => Items('(', ')', depth),
            _ => throw Wrong(),
        };
    }

    /// <returns>Whether there was one.</returns>
    private bool Separator(char last)
    {
        SkipSpace();
        if (Peek() == ',')
        {
            _at++;
            return true;
        }

        return Peek() == last ? false : throw Wrong();
    }

    private bool Ends(char last)
    {
        SkipSpace();
        if (Peek() != last)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Take(char expected)
    {
        if (Peek() != expected)
        {
            throw Wrong();
        }

        _at++;
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t' or '\f')
        {
            _at++;
        }
    }

    private static FormatException Wrong() => new("it is no literal of Python");
}
