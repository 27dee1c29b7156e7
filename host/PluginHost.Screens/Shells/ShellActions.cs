using System.Collections.Immutable;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Shells;

/// <summary>What works on every screen.</summary>
internal static class ShellActions
{
    public const string Help = "help", Palette = "commands", Menu = "menu", Next = "next-screen",
        Previous = "previous-screen", Quit = "quit", Redraw = "redraw", Suspend = "suspend",
        Show = "show", Theme = "theme";

    public const string Everywhere = "Everywhere";

    /// <summary>The names of the themes.</summary>
    public static ImmutableArray<string> ThemeNames { get; } = ["dark", "light", "high-contrast", "none"];

    /// <summary>What works also while something is typed or asked.</summary>
    public static ImmutableArray<KeyAction> Always { get; } =
    [
        new(Redraw, "draw everything anew", "ctrl-l") { Group = Everywhere },
        new(Suspend, "back to the shell; fg continues", "ctrl-z") { Group = Everywhere },
    ];

    public static IEnumerable<KeyAction> Of(IEnumerable<string> titles) =>
    [
        new(Help, "all keys and commands of this screen", "?", "f1") { Hint = "help", Group = Everywhere },
        new(Palette, "call a command by its name", ":", "ctrl-p") { Hint = "commands", Group = Everywhere },
        new(Menu, "the menus", "f9") { Group = Everywhere },
        .. titles.Select(GoTo),
        new(Next, "the next screen", "tab") { Group = Everywhere },
        new(Previous, "the screen before", "shift-tab") { Group = Everywhere },
        new(Theme, "other colours: dark, light, high-contrast or none; without a name the next ones")
        {
            Group = Everywhere, Argument = "[NAME]", Values = _ => ThemeNames,
        },
        new(Show, "say again what is shown (without a terminal's drawing)") { Group = Everywhere },
        .. Always,
        new(Quit, "leave the program", "q", "ctrl-c") { Hint = "quit", Group = Everywhere },
    ];

    private static KeyAction GoTo(string title, int index) =>
        new(IdOf(title), $"go to {title}", $"{index + 1}") { Group = Everywhere };

    /// <summary>A screen's action is its title in small letters.</summary>
    public static string IdOf(string title) => title.ToLowerInvariant();
}
