using System.Globalization;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Lists;

/// <summary>Where the cursor of a list stands, and which line is seen first.</summary>
/// <param name="Index">The line of the cursor, from 0.</param>
/// <param name="Top">The first line that is seen.</param>
internal readonly record struct ListCursor(int Index, int Top)
{
    private const string Up = "up", Down = "down", PageUp = "page-up", PageDown = "page-down", First = "first",
        Last = "last";

    /// <summary>The keys that move a cursor.</summary>
    public static IEnumerable<KeyAction> Actions(string group) =>
    [
        new(Up, "one line up", "up", "k") { Group = group },
        new(Down, "one line down", "down", "j") { Group = group },
        new(PageUp, "a page up", "pageup", "ctrl-u") { Group = group },
        new(PageDown, "a page down", "pagedown", "ctrl-d") { Group = group },
        new(First, "to the first line", "home", "g") { Group = group },
        new(Last, "to the last line", "end", "G") { Group = group },
    ];

    /// <summary>The cursor after an action; null when that does not move it.</summary>
    /// <param name="action">The action's id.</param>
    /// <param name="count">How many lines there are.</param>
    /// <param name="page">How many are seen.</param>
    public ListCursor? Moved(string action, int count, int page) =>
        Target(Index, action, count, page) is { } index ? To(index, count, page) : null;

    /// <summary>The cursor on a line, as near as there is one, scrolled as little as needed to see it.</summary>
    public ListCursor To(int index, int count, int page)
    {
        int at = Math.Clamp(index, 0, Math.Max(0, count - 1));
        int top = Math.Clamp(Top, at - Math.Max(1, page) + 1, at);
        return new ListCursor(at, Math.Clamp(top, 0, Math.Max(0, count - Math.Max(1, page))));
    }

    /// <summary>The first line that is seen after an action that scrolls; null when it does not.</summary>
    /// <param name="top">The first line that is seen now.</param>
    /// <param name="action">The action's id.</param>
    /// <param name="count">How many lines there are.</param>
    /// <param name="page">How many are seen.</param>
    public static int? Scrolled(int top, string action, int count, int page) =>
        Target(top, action, count, page) is { } line ? Math.Clamp(line, 0, Math.Max(0, count - page)) : null;

    /// <summary>The line that a linear command such as <c>open 3</c> means, from 0; null when there is none.</summary>
    public static int? Numbered(string? argument, int count)
    {
        bool isNumber = int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= 1 && number <= count ? number - 1 : null;
    }

    /// <summary>
    /// The line that an action leads to from another, which need not exist; null when it moves nothing.
    /// </summary>
    private static int? Target(int line, string action, int count, int page) => action switch
    {
        Up => line - 1,
        Down => line + 1,
        PageUp => line - Math.Max(1, page - 1),
        PageDown => line + Math.Max(1, page - 1),
        First => 0,
        Last => count - 1,
        _ => null,
    };
}
