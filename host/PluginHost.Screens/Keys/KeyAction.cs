using System.Collections.Immutable;


namespace PluginHost.Screens.Keys;

/// <summary>
/// Something a screen can do. The id names it in the command palette, in the linear mode and in the user's key file;
/// help, footers and the palette are made of these.
/// </summary>
/// <param name="Id">One word, such as <c>sort-up</c>; unique within a screen and the shell.</param>
/// <param name="Help">What it does, in a few words that begin with a small letter.</param>
/// <param name="Keys">
/// Its keys when the user gave no others, as <see cref="KeyNames"/> writes them; keys pressed one after the other have
/// spaces between: <c>z [</c>. None for an action that is called by its name alone.
/// </param>
internal sealed record KeyAction(string Id, string Help, params ImmutableArray<string> Keys)
{
    /// <summary>A word or two for the footer; null to stand in help alone.</summary>
    public string? Hint { get; init; }

    /// <summary>
    /// What may follow it in the palette and in the linear mode, such as <c>FILTER</c>; null for nothing.
    /// </summary>
    public string? Argument { get; init; }

    /// <summary>
    /// What its argument may be, where that can be said: the palette completes it. Takes what was typed so far.
    /// </summary>
    public Func<string, IEnumerable<string>>? Values { get; init; }

    /// <summary>The heading it stands below in help, and its menu.</summary>
    public string Group { get; init; } = "";
}
