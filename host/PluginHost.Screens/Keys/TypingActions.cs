using System.Collections.Immutable;

namespace PluginHost.Screens.Keys;

/// <summary>What lines that are typed have.</summary>
internal static class TypingActions
{
    public const string Accept = "accept", Cancel = "cancel", Complete = "complete";

    /// <summary>The actions of a line of one's own words, such as a name.</summary>
    /// <param name="group">Their heading in help.</param>
    /// <param name="accept">What Enter does, in a word.</param>
    public static ImmutableArray<KeyAction> Of(string group, string accept = "apply") =>
    [
        new(Accept, "take what was typed", "enter") { Hint = accept, Group = group },
        new(Cancel, "leave it", "escape", "ctrl-c") { Hint = "cancel", Group = group },
    ];

    /// <summary>The actions of a line whose words can be completed.</summary>
    /// <param name="group">Their heading in help.</param>
    /// <param name="accept">What Enter does, in a word.</param>
    public static ImmutableArray<KeyAction> Completing(string group, string accept = "apply") =>
        Of(group, accept).Insert(1, new(Complete, "complete the word", "tab") { Hint = "complete", Group = group });
}
