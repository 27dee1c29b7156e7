using System.Collections.Immutable;

namespace PluginHost.Screens.Results;

/// <summary>A column that is seen.</summary>
/// <param name="Index">Its place among all columns.</param>
/// <param name="Width">How wide it is seen.</param>
internal readonly record struct PlacedColumn(int Index, int Width);

/// <summary>Which columns are seen in a width: pinned ones always, then those from the first scrolled one on.</summary>
/// <param name="Columns">Those that are seen.</param>
/// <param name="HiddenLeft">How many lie further left.</param>
/// <param name="HiddenRight">How many lie further right.</param>
internal sealed record ColumnLayout(ImmutableArray<PlacedColumn> Columns, int HiddenLeft, int HiddenRight)
{
    private const int Gap = 2;

    /// <summary>
    /// How many of the pinned columns can stay: they take at most two thirds of the room; others of them scroll.
    /// </summary>
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

    /// <param name="count">How many columns there are.</param>
    /// <param name="pinned">How many of them, from the left, are pinned.</param>
    /// <param name="widthOf">How wide each wants to be.</param>
    /// <param name="left">How many of those that scroll lie left of what is seen.</param>
    /// <param name="width">The room.</param>
    public static ColumnLayout Of(int count, int pinned, Func<int, int> widthOf, int left, int width)
    {
        var placed = ImmutableArray.CreateBuilder<PlacedColumn>();
        int x = 0, next = 0;
        left = Math.Clamp(left, 0, Math.Max(0, count - pinned - 1));
        for (; next < count; next++)
        {
            next = next == pinned ? next + left : next;
            int wanted = widthOf(next), room = width - x;
            // The first one that scrolls is seen however little room is left; the last one may be cut if most of it is
            // seen.
            bool mustBeSeen = next == pinned + left && room >= 1;
            if (room <= 0 || (room < wanted && !mustBeSeen && room * 2 < wanted))
            {
                break;
            }

            placed.Add(new PlacedColumn(next, Math.Min(wanted, room)));
            x += wanted + Gap;
        }

        return new ColumnLayout(placed.ToImmutable(), left, Math.Max(0, count - next));
    }

    /// <summary>The least scrolled place at which a column is seen whole, from where it is now.</summary>
    public static int Scrolled(int count, int pinned, Func<int, int> widthOf, int left, int width, int column)
    {
        int at = column - pinned;
        if (at < 0)
        {
            return left;
        }

        left = Math.Min(left, at);
        while (left < at && !IsWhole())
        {
            left++;
        }

        return left;

        bool IsWhole()
        {
            var seen = Of(count, pinned, widthOf, left, width).Columns;
            return seen.Contains(new PlacedColumn(column, widthOf(column)));
        }
    }
}
