using System.Collections.Immutable;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Shells;

/// <summary>Asked before the program ends, where something would be lost.</summary>
internal static class QuitQuestion
{
    private const string Group = "Question";

    /// <summary>What can be done about it.</summary>
    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        new(TypingActions.Accept, "leave the program", "enter", "y", "q", "ctrl-c") { Hint = "quit", Group = Group },
        new(TypingActions.Cancel, "stay", "escape", "n") { Hint = "stay", Group = Group },
    ];

    public static Dialog Dialog(IEnumerable<string> lost) =>
        new("Quit", new DialogText($"{string.Join("; ", lost)}. Leave the program?"));

    public static IEnumerable<string> Linear(IEnumerable<string> lost) =>
        [$"{string.Join("; ", lost)}: accept leaves the program, cancel stays"];
}
