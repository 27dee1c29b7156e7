using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Recipes;

/// <summary>Says where the scripts stand, and beside them the text, the plan or the check of the chosen one.</summary>
internal static class RecipesView
{
    public const string List = "recipes", PageText = "page";

    private const int NameWidth = 16, SummaryWidth = 32, WideSummaryWidth = 44, PresetsWidth = 34, Gap = 2;

    // Between the list and the page: its scroll bar, and the edge with a space.
    private const int ScrollBar = 1, EdgeWidth = ScrollBar + 2;

    private const int SummaryFrom = 110, PresetsFrom = 170;

    // A title above the page, and a line below everything.
    private const int OtherLines = 2;

    public static IReadOnlyList<Part> Parts(RecipesScreen screen, Size room, Symbols symbols)
    {
        var area = Area.Of(room);
        if (screen.Scripts.IsEmpty)
        {
            return [new TextPart("nothing", area, Nothing(screen))];
        }

        var above = area.Top(room.Height - 1);
        IEnumerable<Part> page = Page(screen, above.Right(PageLeft(screen, room)), room);
        var bottom = Bottom(screen, area.Below(room.Height - 1), symbols);
        if (screen.Reads)
        {
            return [.. page, .. bottom];
        }

        var list = above.Left(ListWidth(room.Width) + ScrollBar);
        return [Table(screen, list, room.Width), Edge(above, room.Width, symbols), .. page, .. bottom];
    }

    /// <summary>How many lines of the page are seen.</summary>
    public static int PageHeight(Size room) => Math.Max(1, room.Height - OtherLines);

    /// <summary>What is read, in lines as wide as they may be; the last column is the scroll bar's.</summary>
    public static IReadOnlyList<Line> PageLines(RecipesScreen screen, Size room) =>
        RecipePages.Lines(screen, Math.Max(1, room.Width - PageLeft(screen, room) - 1));

    /// <summary>With which preset the chosen recipe is started, in words.</summary>
    public static string Preset(RecipesScreen screen) => screen.Form.Preset ?? screen.Chosen?.OwnPreset ?? "";

    /// <summary>The columns of the list.</summary>
    private static (string Title, int Width)[] Columns(int width)
    {
        if (width < SummaryFrom)
        {
            return [("recipe", NameWidth)];
        }

        return width < PresetsFrom
            ? [("recipe", NameWidth), ("what", SummaryWidth)]
            : [("recipe", NameWidth), ("what", WideSummaryWidth), ("presets", PresetsWidth)];
    }

    private static int ListWidth(int width) => Columns(width).Sum(column => column.Width + Gap) - Gap;

    private static int PageLeft(RecipesScreen screen, Size room) =>
        screen.Reads ? 0 : ListWidth(room.Width) + EdgeWidth;

    private static List<Line> Nothing(RecipesScreen screen)
    {
        if (!screen.IsLoaded)
        {
            return [Line.Of("  looking for scripts", Tone.Dim)];
        }

        string folder = Running.Words.Shown.Path(Path.Combine(screen.Places.Root, "scripts"));
        var none = Line.Of($"  No scripts in {folder}.", Tone.Strong);
        return [Line.Empty, none, Line.Of("  n writes one to begin with.", Tone.Dim)];
    }

    private static TablePart Table(RecipesScreen screen, Area area, int width)
    {
        var shown = screen.Shown;
        var heads = Columns(width).Select(column => new TableHead(Line.Of(column.Title, Tone.Head), column.Width));
        return new TablePart(List, area, [.. heads], shown.Length, (row, column) => Cell(shown[row], column))
        {
            Cursor = shown.IsEmpty ? -1 : screen.Cursor.Index,
            Top = screen.Cursor.Top,
        };
    }

    private static Line Cell(RecipeScript script, int column) => column switch
    {
        0 => script.Info.Name,
        1 => Line.Of(script.Info.Summary, Tone.Dim),
        _ => Line.Of(string.Join(", ", script.PresetNames.OrderBy(name => name != script.Default)), Tone.Dim),
    };

    private static TextPart Edge(Area above, int width, Symbols symbols)
    {
        var line = Line.Of(symbols.Vertical, Tone.Dim);
        var area = above.Right(ListWidth(width) + ScrollBar).Left(1);
        return new TextPart("edge", area, [.. Enumerable.Repeat(line, above.Height)]);
    }

    private static IEnumerable<Part> Page(RecipesScreen screen, Area area, Size room)
    {
        var lines = PageLines(screen, room);
        int more = lines.Count - screen.PageTop - PageHeight(room);
        string page = screen.Page.ToString().ToLowerInvariant();
        var title = Line.Of(screen.Chosen is { } recipe ? $"{recipe.Info.Name}: {page}" : "", Tone.Head);
        title += Line.Of(RecipePages.Rest(screen, more), Tone.Dim);
        yield return new TextPart("page-title", area.Top(1), [title]);
        yield return new TextPart(PageText, area.Below(1), lines) { Top = screen.PageTop };
    }

    private static IEnumerable<Part> Bottom(RecipesScreen screen, Area area, Symbols symbols)
    {
        if (screen.Typing is { } typing)
        {
            var label = Line.Of(" options ", Tone.Accent);
            return [new FieldPart(RecipesScreen.MoreField, area, label, typing.Text, typing.Cursor)];
        }

        if (screen.Filter.IsTyped)
        {
            return screen.Filter.Parts(area, screen.Shown.Length, screen.Scripts.Length);
        }

        var form = screen.Form;
        var line = Filter(screen) + Line.Of(" start with preset ", Tone.Dim) + Line.Of(Preset(screen), Tone.Strong)
            + Line.Of(", device ", Tone.Dim) + Line.Of(form.Device, Tone.Strong)
            + Line.Of(form.More.Length > 0 ? ", " : "", Tone.Dim) + Line.Of(form.More, Tone.Strong);
        return [new TextPart("form", area, [line.Fit(area.Width, symbols)])];
    }

    private static Line Filter(RecipesScreen screen) => screen.Filter.IsOn
        ? screen.Filter.Told(screen.Shown.Length, screen.Scripts.Length)
        : Line.Empty;
}
