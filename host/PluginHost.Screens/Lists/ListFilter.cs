using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Lists;

/// <summary>Words that a list is narrowed by; what fits is shown while they are typed.</summary>
/// <param name="Typed">The words.</param>
/// <param name="Before">What stood there before it was typed; null while nothing is.</param>
/// <param name="Chosen">What the cursor was on before that, by its name; null for nothing.</param>
internal sealed record ListFilter(TypedText Typed, string? Before, string? Chosen)
{
    public const string Field = "filter";

    private const string Group = "Filter";

    private const int CountWidth = 20;

    /// <summary>Nothing is left out.</summary>
    public static ListFilter None { get; } = Of("");

    /// <summary>What can be done while it is typed.</summary>
    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        .. TypingActions.Completing(Group, "keep"),
        // The list is moved by keys that are no text and that the line does not need.
        .. ListCursor.Actions(Group).Where(action => action.Keys[0] is "up" or "down" or "pageup" or "pagedown")
            .Select(action => action with { Keys = [action.Keys[0]] }),
    ];

    public string Text => Typed.Text;

    public bool IsTyped => Before is not null;

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsOn => Words.Length > 0;

    private string[] Words => WordsOf(Text);

    public static ListFilter Of(string text) => new(TypedText.Of(text), null, null);

    /// <summary>Goes on with it.</summary>
    /// <param name="chosen">What the cursor is on now.</param>
    public ListFilter Begin(string? chosen) => new(TypedText.Of(Text), Text, chosen);

    public ListFilter Type(TextTyped typed) => this with { Typed = TypedText.Of(typed) };

    /// <summary>The word before the cursor as far as all words that begin like it agree.</summary>
    /// <param name="texts">Those whose words it may become.</param>
    public ListFilter Completed(IEnumerable<string> texts)
    {
        string word = Text[..Typed.Cursor].Split(' ')[^1];
        var fitting = texts.SelectMany(WordsOf)
            .Where(other => other.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToList();
        if (word.Length == 0 || fitting.Count == 0)
        {
            return this;
        }

        string first = fitting[0];
        int shared = fitting.Min(other => first.Zip(other).TakeWhile(IsSame).Count());
        string before = Text[..(Typed.Cursor - word.Length)] + first[..shared];
        return this with { Typed = new TypedText(before + Text[Typed.Cursor..], before.Length) };
    }

    /// <summary>What was typed stays.</summary>
    public ListFilter Keep() => Of(Text.Trim());

    /// <summary>As it was before it was typed.</summary>
    public ListFilter Restore() => Of(Before ?? Text);

    /// <summary>Whether each word stands somewhere in the texts; capital and small letters are the same.</summary>
    public bool Fits(IEnumerable<string> texts) =>
        Words.All(word => texts.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSame((char One, char Other) pair) =>
        char.ToLowerInvariant(pair.One) == char.ToLowerInvariant(pair.Other);

    /// <summary>How many are left, such as <c>5 of 31 fit</c>.</summary>
    private static string Count(int fitting, int all) => $"{fitting} of {all} fit";

    /// <summary>How many it leaves, and how all come back.</summary>
    public Line Told(int fitting, int all) => Line.Of($" {Count(fitting, all)} '{Text}' (Esc: all);", Tone.Accent);

    /// <summary>The same, for behind a title in the linear mode; nothing where nothing is left out.</summary>
    public string Linear(int fitting, int all) => IsOn ? $", {Count(fitting, all)} '{Text}', 'clear' shows all" : "";

    /// <summary>The line that it is typed in, and how many fit.</summary>
    public IEnumerable<Part> Parts(Area line, int fitting, int all)
    {
        int field = Math.Max(CountWidth, line.Width - CountWidth);
        var count = Line.Of($" {Count(fitting, all)}", fitting == 0 ? Tone.Warn : Tone.Dim);
        yield return new FieldPart(Field, line.Left(field), Line.Of(" filter ", Tone.Accent), Text, Typed.Cursor);
        yield return new TextPart("filter-count", line.Right(field), [count]);
    }
}
