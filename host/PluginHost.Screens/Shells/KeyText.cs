using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Shells;

/// <summary>Keys as people are shown them.</summary>
internal static class KeyText
{
    /// <summary>Keys that are pressed one after the other, such as <c>z [</c> or <c>↑</c>.</summary>
    public static string Of(string keys, Symbols symbols) => string.Join(' ', keys.Split(' ').Select(key => key switch
    {
        "up" => symbols.Up,
        "down" => symbols.Down,
        "left" => symbols.Left,
        "right" => symbols.Right,
        "escape" => "Esc",
        "pageup" => "PgUp",
        "pagedown" => "PgDn",
        _ when key.Length > 1 => char.ToUpperInvariant(key[0]) + key[1..],
        _ => key,
    }));

    /// <summary>All keys of an action.</summary>
    public static string All(KeyAction action, Symbols symbols) =>
        string.Join("  ", action.Keys.Select(keys => Of(keys, symbols)));
}
