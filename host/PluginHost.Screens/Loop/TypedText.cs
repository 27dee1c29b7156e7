namespace PluginHost.Screens.Loop;

/// <summary>What stands in a line that is typed.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
internal readonly record struct TypedText(string Text, int Cursor)
{
    /// <summary>A text that is gone on with at its end.</summary>
    public static TypedText Of(string text) => new(text, text.Length);

    /// <summary>As it was typed.</summary>
    public static TypedText Of(TextTyped typed) => new(typed.Text, typed.Cursor);
}
