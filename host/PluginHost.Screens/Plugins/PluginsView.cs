using PluginHost.Loading;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Plugins;

/// <summary>Says where the plugins stand, and beside them what is known of the chosen one.</summary>
internal static class PluginsView
{
    public const string List = "plugins", PageText = "page", Card = "card";

    // Columns of the list on narrow terminals, from 110 columns on, and from 170 on.
    private static readonly int[] Narrow = [5, 14, 10], Middle = [12, 18, 7, 10], Wide = [12, 18, 7, 10, 44];

    private static readonly string[] NarrowTitles = ["kind", "plugin", "state"];

    private static readonly string[] AllTitles = ["kind", "plugin", "version", "state", "what"];

    private const int MiddleFrom = 110, WideFrom = 170, Gap = 2, ScrollBar = 1, EdgeWidth = ScrollBar + 2;

    public static IReadOnlyList<Part> Parts(PluginsScreen screen, Size room, Symbols symbols)
    {
        var area = Area.Of(room);
        if (screen.Plugins.IsEmpty)
        {
            return [new TextPart("nothing", area, [.. Nothing(screen, room.Width)])];
        }

        var above = area.Top(room.Height - 1);
        var bottom = area.Below(room.Height - 1);
        IEnumerable<Part> page = Page(screen, above.Right(PageLeft(screen, room)), room, symbols);
        if (screen.Reads)
        {
            return [.. page, .. Bottom(screen, bottom)];
        }

        var table = Table(screen, above.Left(ListWidth(room.Width) + ScrollBar), room.Width, symbols);
        return [table, Edge(above, room.Width, symbols), .. page, .. Bottom(screen, bottom)];
    }

    /// <summary>How many lines of the page are seen.</summary>
    public static int PageHeight(PluginsScreen screen, Size room) =>
        Math.Max(1, room.Height - 1 - Head(screen, room, Symbols.Unicode).Count);

    /// <summary>What is read, in lines as wide as they may be; none of a card, which scrolls by itself.</summary>
    public static IReadOnlyList<Line> PageLines(PluginsScreen screen, Size room) =>
        PluginPages.Lines(screen, PageWidth(screen, room));

    private static int[] Columns(int width)
    {
        if (width < MiddleFrom)
        {
            return Narrow;
        }

        return width < WideFrom ? Middle : Wide;
    }

    private static int ListWidth(int width) => Columns(width).Sum() + ((Columns(width).Length - 1) * Gap);

    private static List<Line> Head(PluginsScreen screen, Size room, Symbols symbols) =>
        PluginPages.Head(screen, PageWidth(screen, room), room.Height, symbols);

    private static int PageLeft(PluginsScreen screen, Size room) =>
        screen.Reads ? 0 : ListWidth(room.Width) + EdgeWidth;

    // The last column is the scroll bar's.
    private static int PageWidth(PluginsScreen screen, Size room) =>
        Math.Max(1, room.Width - PageLeft(screen, room) - 1);

    private static IEnumerable<Line> Nothing(PluginsScreen screen, int width)
    {
        if (screen.Stamp is null)
        {
            return [Line.Of("  looking at the plugins", Tone.Dim)];
        }

        string where = screen.Folders.Count > 0
            ? string.Join(", ", screen.Folders)
            : "no folder; name one in plugins.json, or build the plugins";
        return
        [
            Line.Empty, Line.Of("  No plugins were found.", Tone.Strong),
            .. Wrapped.Of($"Searched: {where}", Math.Max(1, width - 2), Tone.Dim).Select(line => "  " + line),
            Line.Of("  n makes one from a template.", Tone.Dim),
        ];
    }

    private static TablePart Table(PluginsScreen screen, Area area, int width, Symbols symbols)
    {
        var shown = screen.Shown;
        int[] columns = Columns(width);
        string[] titles = columns == Narrow ? NarrowTitles : AllTitles;
        return new TablePart(
            List, area,
            [.. columns.Zip(titles, (column, title) => new TableHead(Line.Of(title, Tone.Head), column))],
            shown.Length,
            (row, column) => Cell(shown[row], titles[column], columns == Narrow, symbols))
        {
            Cursor = shown.IsEmpty ? -1 : screen.Cursor.Index,
            Top = screen.Cursor.Top,
        };
    }

    private static Line Cell(PluginEntry plugin, string title, bool isNarrow, Symbols symbols) => title switch
    {
        "kind" when isNarrow && plugin.Kind == "augmentation" => Line.Of("augm.", Tone.Dim),
        "kind" => Line.Of(plugin.Kind, Tone.Dim),
        "plugin" => plugin.Id,
        "version" => Line.Of(plugin.Version, Tone.Dim),
        "state" => PluginPages.Say(plugin, symbols),
        _ => Line.Of(plugin.Summary, Tone.Dim),
    };

    private static TextPart Edge(Area above, int width, Symbols symbols)
    {
        var line = Line.Of(symbols.Vertical, Tone.Dim);
        var area = above.Right(ListWidth(width) + ScrollBar).Left(1);
        return new TextPart("edge", area, [.. Enumerable.Repeat(line, above.Height)]);
    }

    private static IEnumerable<Part> Page(PluginsScreen screen, Area area, Size room, Symbols symbols)
    {
        var head = Head(screen, room, symbols);
        yield return new TextPart("page-head", area.Top(head.Count), head);
        var below = area.Below(head.Count);
        if (screen.Page == PluginPage.Card && screen.Chosen is { Card.Length: > 0 } plugin)
        {
            yield return new MarkdownPart(Card, below, plugin.Card);
            yield break;
        }

        yield return new TextPart(PageText, below, PageLines(screen, room)) { Top = screen.PageTop };
    }

    private static IEnumerable<Part> Bottom(PluginsScreen screen, Area area)
    {
        if (screen.Filter.IsTyped)
        {
            return screen.Filter.Parts(area, screen.Shown.Length, screen.Plugins.Length);
        }

        int ready = screen.Plugins.Count(plugin => plugin.Report.State == PluginState.Ready);
        var count = Line.Of($" {ready} ready, {screen.Plugins.Length - ready} not", Tone.Dim);
        return [new TextPart("foot", area, [screen.Filter.IsOn
            ? screen.Filter.Told(screen.Shown.Length, screen.Plugins.Length) + count
            : count])];
    }
}
