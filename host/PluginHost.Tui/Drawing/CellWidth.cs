using System.Text;
using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>How many cells of a terminal a character takes: 0, 1 or 2.</summary>
public static class CellWidth
{
    /// <summary>Of one character; control characters count as one, which is what is drawn for them.</summary>
    public static int Of(Rune rune) => rune.Value is >= ' ' and < 0x7f || Rune.IsControl(rune)
        ? 1
        : Math.Clamp(rune.ToString().GetCellWidth(), 0, 2);

    /// <summary>Of a text.</summary>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }
}
