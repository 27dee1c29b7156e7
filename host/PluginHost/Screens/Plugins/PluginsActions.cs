using System.Collections.Immutable;
using PluginHost.Screens.Lists;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Plugins;

/// <summary>What can be done with plugins.</summary>
internal static class PluginsActions
{
    private const string Group = "Plugins", Read = "read", Back = "back", Card = "card", Refresh = "refresh", Open = "open", CopyPath = "copy-path";

    public static ImmutableArray<KeyAction> Of(PluginsScreen screen) =>
    [
        screen.Reads
            ? new(Back, "back to the list", "escape", "left", "h") { Hint = "list", Group = Group }
            : new(Read, "scroll what is told of it", "enter", "right", "l") { Hint = "read", Group = Group },
        new(Card, "its method card, or its options again", "m") { Hint = screen.ShowsCard ? "options" : "method card", Group = Group },
        new(Open, "choose a plugin by its number") { Group = Group, Argument = "NUMBER" },
        new(CopyPath, "copy the path of its file", "y") { Group = Group },
        new(Refresh, "look at all plugins anew", "r") { Hint = "refresh", Group = Group },
        .. ListCursor.Actions(Group),
    ];

    public static Step Do(PluginsScreen screen, ActionCalled called) => called.Id switch
    {
        Read => Step.To(screen with { Reads = true }),
        Back => Step.To(screen with { Reads = false, Reading = default }),
        Card => Step.To(screen with { ShowsCard = !screen.ShowsCard, Reading = default }),
        Refresh => Step.To(screen, screen.Survey(always: true)),
        Open => ListCursor.Numbered(called.Argument, screen.Plugins.Length) is { } index
            ? Step.To(screen.Move(index) with { Reads = true }) : Step.To(screen, new Notify($"open takes a number from 1 to {screen.Plugins.Length}", Status.Failed)),
        CopyPath when screen.Chosen is { } plugin => Step.To(screen, new Copy(plugin.Report.File, "the path")),
        _ when screen.Reads => Scroll(screen, called.Id),
        _ => screen.Cursor.Moved(called.Id, screen.Plugins.Length, screen.ListLines) is { } moved ? Step.To(screen.Move(moved.Index)) : Step.Stay(screen),
    };

    private static Step Scroll(PluginsScreen screen, string action)
    {
        int count = PluginsView.Details(screen, PluginsView.DetailWidth(screen, screen.Size.Width), new Look(ColourLevel.None, Symbols.Unicode)).Count;
        int last = Math.Max(0, count - screen.ListLines);
        return screen.Reading.Moved(action, count, screen.ListLines) is { } moved
            ? Step.To(screen with { Reading = new ListCursor(Math.Min(moved.Index, last), Math.Min(moved.Index, last)) })
            : Step.Stay(screen);
    }
}
