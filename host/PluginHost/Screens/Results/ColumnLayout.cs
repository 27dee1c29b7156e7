using System.Collections.Immutable;

namespace PluginHost.Screens.Results;

/// <summary>A column where it stands on the screen.</summary>
internal readonly record struct PlacedColumn(string Name, int X, int Width);

/// <summary>Which columns are seen in a width: pinned ones always, then those from the first scrolled one on.</summary>
/// <param name="Columns">Those that are seen.</param>
/// <param name="HiddenLeft">How many lie further left.</param>
/// <param name="HiddenRight">How many lie further right.</param>
internal sealed record ColumnLayout(ImmutableArray<PlacedColumn> Columns, int HiddenLeft, int HiddenRight)
{
    private const int Gap = 2;

    /// <summary>How many of the pinned columns can stay: they take at most two thirds of the room; others of them scroll.</summary>
    /// <param name="widths">How wide the pinned columns are.</param>
    /// <param name="width">The room.</param>
    public static int Staying(IReadOnlyList<int> widths, int width)
    {
        int staying = 0, taken = 0;
        while (staying < widths.Count && (taken + widths[staying]) * 3 <= width * 2)
        {
            taken += widths[staying++] + Gap;
        }

        return staying;
    }

    /// <param name="columns">All columns in order.</param>
    /// <param name="pinned">How many of them are pinned.</param>
    /// <param name="widthOf">How wide each wants to be.</param>
    /// <param name="left">The first one that is not pinned and seen.</param>
    /// <param name="width">The room.</param>
    public static ColumnLayout Of(ImmutableArray<string> columns, int pinned, Func<string, int> widthOf, int left, int width)
    {
        var placed = ImmutableArray.CreateBuilder<PlacedColumn>();
        int x = 0, next = 0;
        left = Math.Clamp(left, 0, Math.Max(0, columns.Length - pinned - 1));
        for (; next < columns.Length; next++)
        {
            next = next == pinned ? next + left : next;
            int wanted = widthOf(columns[next]), room = width - x;
            // The first one that scrolls is seen however little room is left; the last one may be cut if most of it is seen.
            if (room < wanted && (next != pinned + left || room < 1) && room * 2 < wanted)
            {
                break;
            }

            if (room <= 0)
            {
                break;
            }

            placed.Add(new PlacedColumn(columns[next], x, Math.Min(wanted, room)));
            x += wanted + Gap;
        }

        return new ColumnLayout(placed.ToImmutable(), left, Math.Max(0, columns.Length - next));
    }

    /// <summary>The least scrolled place at which a column is seen whole, from where it is now.</summary>
    public static int Scrolled(ImmutableArray<string> columns, int pinned, Func<string, int> widthOf, int left, int width, string column)
    {
        int at = columns.IndexOf(column) - pinned;
        if (at < 0)
        {
            return left;
        }

        left = Math.Min(left, at);
        while (left < at && !Of(columns, pinned, widthOf, left, width).Columns.Any(c => c.Name == column && c.Width == widthOf(column)))
        {
            left++;
        }

        return left;
    }
}
