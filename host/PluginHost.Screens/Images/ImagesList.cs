using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Images;

/// <summary>The list of noise sets, and the line of its filter.</summary>
internal static class ImagesList
{
    /// <summary>The id of the list.</summary>
    public const string Id = "noises";

    private const int Gap = 2, KeyWidth = 12, LeastLabel = 8, MostLabel = 22, LeastData = 6, MostData = 20;

    /// <summary>Whether the filter takes a line.</summary>
    public static bool HasFilterLine(ImagesScreen screen) => screen.Filter.IsTyped || screen.Filter.IsOn;

    /// <summary>The list.</summary>
    public static TablePart Table(ImagesScreen screen, int width)
    {
        var shown = screen.Shown;
        int label = Math.Clamp(Widest(noise => noise.Label), LeastLabel, MostLabel);
        int data = Math.Clamp(Widest(noise => noise.DataText), LeastData, MostData);
        // The last cell of the line is the scroll bar's.
        int detail = Math.Max(LeastLabel, width - 1 - label - data - KeyWidth - (4 * Gap));
        ImmutableArray<TableHead> heads =
            [new("noise", label), new("images", data), new("key", KeyWidth), new("what made it", detail)];
        var area = new Area(0, 0, width, screen.ListLines + 1);
        return new TablePart(Id, area, heads, shown.Length, (row, column) => Cell(shown[row], column))
        {
            Cursor = shown.IsEmpty ? -1 : screen.Cursor.Index,
            Top = screen.Cursor.Top,
        };

        int Widest(Func<ListedNoise, string> text) =>
            shown.Select(noise => CellWidth.Of(text(noise))).DefaultIfEmpty(0).Max();
    }

    private static Line Cell(ListedNoise noise, int column) => column switch
    {
        0 => noise.Label,
        1 => noise.DataText,
        2 => noise.Key,
        _ => Line.Of(noise.Detail, Tone.Dim),
    };

    /// <summary>The line of the filter, and how many noise sets it leaves.</summary>
    public static IEnumerable<Part> Filter(ImagesScreen screen, Area line)
    {
        if (screen.Filter.IsTyped)
        {
            return screen.Filter.Parts(line, screen.Shown.Length, screen.Noises.Length);
        }

        if (!screen.Filter.IsOn)
        {
            return [];
        }

        string clear = screen.ShowsAll ? "" : "; Esc: all";
        var told = Line.Of($" filter '{screen.Filter.Text}': ", Tone.Dim)
            + Line.Of($"{screen.Shown.Length} of {screen.Noises.Length} fit{clear}", Tone.Dim);
        return [new TextPart("filter", line, [told])];
    }
}
