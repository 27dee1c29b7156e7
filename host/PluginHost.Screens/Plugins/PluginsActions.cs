using System.Collections.Immutable;
using PluginHost.Loading.Metadata;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Plugins;

/// <summary>What can be done with plugins.</summary>
internal static class PluginsActions
{
    private const string Group = "Plugins", Read = "read", Back = "back", Card = "card", Verify = "verify", New = "new",
        Filter = "filter", Clear = "clear", Refresh = "refresh", Open = "open", CopyPath = "copy-path";

    public static ImmutableArray<KeyAction> Of(PluginsScreen screen)
    {
        if (screen.Naming is not null)
        {
            return NewPlugin.Actions;
        }

        return screen.Filter.IsTyped ? ListFilter.Actions : OfList(screen);
    }

    public static Step Do(PluginsScreen screen, ActionCalled called) => called.Id switch
    {
        TypingActions.Accept => screen.Accept(),
        TypingActions.Cancel => screen.Cancel(),
        NewPlugin.Kinds => screen.OfKind(called.Argument),
        Read => Step.To((screen with { Reads = true }).Scrolled(0)),
        Back when screen.Reads => Step.To((screen with { Reads = false }).Scrolled(0)),
        Back => Step.To(screen.Showing(PluginPage.Details)),
        Card => Step.To(screen.Showing(screen.Page == PluginPage.Card ? PluginPage.Details : PluginPage.Card)),
        Verify when screen.Page == PluginPage.Verification => Step.To(screen.Showing(PluginPage.Details)),
        Verify => screen.Verify(),
        New when called.Argument is { } words => Make(screen, words),
        New => Step.To(screen with { Naming = NewPlugin.Empty }),
        Refresh => Step.To(screen, screen.Survey(always: true) with { Says = "looking at the plugins" }),
        Open => ListCursor.Numbered(called.Argument, screen.Shown.Length) is { } index
            ? Step.To(screen.Move(index) with { Reads = true })
            : Step.To(screen, new Notify($"open takes a number from 1 to {screen.Shown.Length}", Status.Failed)),
        Filter when called.Argument is { } text => Step.To(screen.Filtered(ListFilter.Of(text))),
        Filter => Step.To(screen with { Filter = screen.Filter.Begin(screen.Chosen?.Key), Reads = false }),
        Clear => Step.To(screen.Filtered(ListFilter.None)),
        TypingActions.Complete => Step.To(
            screen.Filtered(screen.Filter.Completed(screen.Plugins.SelectMany(plugin => plugin.Texts)))),
        CopyPath when screen.Chosen is { } plugin => Step.To(screen, new Copy(plugin.Report.File, "the path")),
        _ => Go(screen, called.Id),
    };

    private static ImmutableArray<KeyAction> OfList(PluginsScreen screen) =>
    [
        .. screen.Reads
            ? (KeyAction[])[new(Back, "back to the list", "escape", "left", "h") { Hint = "list", Group = Group }]
            : [new(Read, "scroll what is told of it", "enter", "right", "l") { Hint = "read", Group = Group }],
        .. !screen.Reads && screen.Page != PluginPage.Details
            ? (KeyAction[])[new(Back, "its options again", "escape", "left", "h") { Group = Group }]
            : [],
        new(Card, "its method card, or its options again", "m")
        {
            Hint = screen.Page == PluginPage.Card ? "options" : "method card", Group = Group,
        },
        new(Verify, "try it on small data, or its options again", "v")
        {
            Hint = screen.Page == PluginPage.Verification ? "options" : "verify", Group = Group,
        },
        new(Filter, "only plugins that hold these words", "/") { Hint = "filter", Argument = "WORDS", Group = Group },
        new(New, "make a plugin from a template", "n")
        {
            Hint = "new", Argument = "KIND NAME", Values = Kinds, Group = Group,
        },
        new(Clear, "all plugins again", screen.Filter.IsOn && !screen.Reads ? ["escape"] : []) { Group = Group },
        new(Open, "choose a plugin by its number") { Group = Group, Argument = "NUMBER" },
        new(CopyPath, "copy the path of its file", "y") { Group = Group },
        new(Refresh, "look at all plugins anew", "r") { Hint = "refresh", Group = Group },
        // The card has these keys itself while it is read.
        .. screen.ReadsCard ? [] : ListCursor.Actions(Group),
    ];

    private static Step Make(PluginsScreen screen, string words)
    {
        string[] parts = words.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var naming = NewPlugin.Empty.OfKind(parts.FirstOrDefault());
        if (naming is not null && parts.Length == 2)
        {
            return (screen with { Naming = naming with { Name = TypedText.Of(parts[1]) } }).Make();
        }

        string kinds = string.Join(", ", PluginKindWords.All);
        return Step.To(screen, new Notify($"new takes a kind ({kinds}) and a name", Status.Failed));
    }

    private static IEnumerable<string> Kinds(string typed) =>
        PluginKindWords.All.Where(kind => kind.StartsWith(typed, StringComparison.Ordinal)).Select(kind => kind + " ");

    private static Step Go(PluginsScreen screen, string action)
    {
        if (!screen.Reads)
        {
            var moved = screen.Cursor.Moved(action, screen.Shown.Length, screen.ListLines);
            return moved is { } cursor ? Step.To(screen.Move(cursor.Index)) : Step.Stay(screen);
        }

        int count = PluginsView.PageLines(screen, screen.Size).Count;
        int? top = ListCursor.Scrolled(screen.PageTop, action, count, PluginsView.PageHeight(screen, screen.Size));
        return top is { } line ? Step.To(screen with { PageTop = line }) : Step.Stay(screen);
    }
}
