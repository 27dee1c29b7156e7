using System.Text;
using PluginHost.Files;
using Terminal.Gui.Text;

namespace PluginHost.Screens.Drawing;

/// <summary>How many cells of a terminal a character takes: 0, 1 or 2.</summary>
internal static class CellWidth
{
    /// <summary>Of one character; one that is not shown counts as one, which is what is drawn for it.</summary>
    public static int Of(Rune rune)
    {
        bool isPlain = rune.Value is >= ' ' and < 0x7f;
        bool isHidden = rune.IsBmp && !ShownText.IsShown((char)rune.Value);
        return isPlain || isHidden ? 1 : Math.Clamp(rune.GetColumns(), 0, 2);
    }

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
