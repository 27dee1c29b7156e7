using System.Text;
using Terminal.Gui.Text;

namespace PluginHost.Screens.Drawing;

/// <summary>How many cells of a terminal a character takes: 0, 1 or 2.</summary>
internal static class CellWidth
{
    /// <summary>Of one character; control characters count as one, which is what is drawn for them.</summary>
    public static int Of(Rune rune) => rune.Value is >= ' ' and < 0x7f || Rune.IsControl(rune)
        ? 1
        : Math.Clamp(rune.GetColumns(), 0, 2);

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
