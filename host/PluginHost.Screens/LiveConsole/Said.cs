namespace PluginHost.Screens.LiveConsole;

/// <summary>A line of what was typed and answered.</summary>
internal readonly record struct Said(SaidKind Kind, string Text);

/// <summary>Who said a line.</summary>
internal enum SaidKind
{
    /// <summary>The user: the first line of a statement.</summary>
    Typed,

    /// <summary>The user: a further line of a statement.</summary>
    Continued,

    Answer,

    Error,

    /// <summary>The screen itself.</summary>
    Hint,
}
