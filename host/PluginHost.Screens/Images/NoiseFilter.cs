using System.Collections.Immutable;
using PluginHost.Screens.Lists;

namespace PluginHost.Screens.Images;

/// <summary>Words that leave those noise sets in the list in which all of them occur.</summary>
/// <param name="Text">The words.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
internal sealed record NoiseFilter(string Text, int Cursor)
{
    /// <summary>The id of its line.</summary>
    public const string Field = "filter";

    /// <summary>Leaves all.</summary>
    public static NoiseFilter None { get; } = Of("");

    /// <summary>Whether it is being typed.</summary>
    public bool IsTyping { get; private init; }

    /// <summary>What Esc brings back while it is typed.</summary>
    public (string Text, ListCursor List) Before { get; private init; }

    /// <summary>Whether something is left out.</summary>
    public bool IsSet => Words(Text).Length > 0;

    public static NoiseFilter Of(string text) => new(text, text.Length);

    /// <summary>The same, to be typed.</summary>
    /// <param name="list">Where the cursor of the list stands.</param>
    public NoiseFilter Begun(ListCursor list) =>
        this with { IsTyping = true, Cursor = Text.Length, Before = (Text, list) };

    /// <summary>With what was typed.</summary>
    public NoiseFilter Typed(string text, int cursor) => this with { Text = text, Cursor = cursor };

    /// <summary>The word before the cursor as far as all words that begin like it agree.</summary>
    /// <param name="noises">Those whose words it may become.</param>
    public NoiseFilter Completed(ImmutableArray<ListedNoise> noises)
    {
        string word = Text[..Cursor].Split(' ')[^1];
        var fitting = noises.SelectMany(noise => Words($"{noise.Label} {noise.DataText} {noise.Detail}"))
            .Where(other => other.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToList();
        if (word.Length == 0 || fitting.Count == 0)
        {
            return this;
        }

        string first = fitting[0];
        int shared = fitting.Min(other => first.Zip(other).TakeWhile(IsSame).Count());
        string text = Text[..(Cursor - word.Length)] + first[..shared];
        return Typed(text + Text[Cursor..], text.Length);
    }

    public bool Fits(ListedNoise noise) => Words(Text).All(word =>
        noise.Label.Contains(word, StringComparison.OrdinalIgnoreCase)
        || noise.DataText.Contains(word, StringComparison.OrdinalIgnoreCase)
        || noise.Detail.Contains(word, StringComparison.OrdinalIgnoreCase)
        || noise.Id.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsSame((char One, char Other) pair) =>
        char.ToLowerInvariant(pair.One) == char.ToLowerInvariant(pair.Other);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
