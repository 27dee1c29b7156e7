using PluginHost.Tui.Keys;

namespace PluginHost.Screens;

/// <summary>What works on every screen.</summary>
internal static class ShellActions
{
    public const string Help = "help", Palette = "commands", Next = "next-screen", Previous = "previous-screen", Quit = "quit",
        Redraw = "redraw", Suspend = "suspend", Show = "show";

    public const string Everywhere = "Everywhere";

    public static IEnumerable<KeyAction> Of(IEnumerable<string> titles) =>
    [
        new(Help, "all keys and commands of this screen", "?", "f1") { Hint = "help", Group = Everywhere },
        new(Palette, "call a command by its name", ":") { Hint = "commands", Group = Everywhere },
        .. titles.Select((title, index) => new KeyAction(IdOf(title), $"go to {title}", $"{index + 1}") { Group = Everywhere }),
        new(Next, "the next screen", "tab") { Group = Everywhere },
        new(Previous, "the screen before", "shift-tab") { Group = Everywhere },
        new(Show, "say again what is shown (without a terminal's drawing)") { Group = Everywhere },
        new(Redraw, "draw everything anew", "ctrl-l") { Group = Everywhere },
        new(Suspend, "back to the shell; fg continues", "ctrl-z") { Group = Everywhere },
        new(Quit, "leave the program", "q", "ctrl-c") { Hint = "quit", Group = Everywhere },
    ];

    /// <summary>A screen's action is its title in small letters.</summary>
    public static string IdOf(string title) => title.ToLowerInvariant();
}
