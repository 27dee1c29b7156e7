using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>Writes frames as escape codes: only the cells that changed since the frame before.</summary>
/// <param name="level">How many colours may be used.</param>
public sealed class AnsiFrames(ColourLevel level)
{
    // The terminal shows what lies between at once, where it knows these; others leave them out.
    private const string Begin = "\e[?2026h", End = "\e[?2026l";

    // Unchanged cells up to so many are written again rather than jumped over, which takes about as many bytes.
    private const int ShortGap = 4;
    private readonly Dictionary<Style, string> _codes = [];

    /// <summary>The codes that turn one frame into the next.</summary>
    /// <param name="before">What the terminal shows; null when that is not known.</param>
    /// <param name="next">What it shall show.</param>
    /// <returns>The codes; empty when nothing changed.</returns>
    public string Difference(Frame? before, Frame next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var output = new StringBuilder();
        bool isKnown = before is not null && before.Size == next.Size;
        if (!isKnown)
        {
            output.Append("\e[0m\e[2J");
        }

        for (int y = 0; y < next.Size.Height; y++)
        {
            int x = 0;
            while (x < next.Size.Width)
            {
                if (isKnown && before![x, y] == next[x, y])
                {
                    x++;
                }
                else
                {
                    x = Write(output, isKnown ? before : null, next, x, y);
                }
            }
        }

        return output.Length == 0 ? "" : $"{Begin}{output}\e[0m{End}";
    }

    /// <summary>Writes changed cells from one on.</summary>
    /// <returns>The column after the last.</returns>
    private int Write(StringBuilder output, Frame? before, Frame next, int x, int y)
    {
        // A change of a wide character's second cell alone is one of the whole character.
        x = next[x, y].Text.Length == 0 && x > 0 ? x - 1 : x;
        output.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{x + 1}H");
        Style? style = null;
        for (int same = 0; x < next.Size.Width; x++)
        {
            var cell = next[x, y];
            same = before is not null && before[x, y] == cell ? same + 1 : 0;
            if (same > ShortGap)
            {
                return x + 1;
            }

            if (cell.Text.Length == 0)
            {
                continue;
            }

            if (style != cell.Style)
            {
                output.Append(Code(cell.Style));
                style = cell.Style;
            }

            output.Append(cell.Text);
            if (x + 1 < next.Size.Width && next[x + 1, y].Text.Length == 0)
            {
                // Terminals differ on some characters' widths: go on where this one ends for us.
                output.Append(CultureInfo.InvariantCulture, $"\e[{x + 3}G");
            }
        }

        return x;
    }

    private string Code(Style style)
    {
        if (!_codes.TryGetValue(style, out string? code))
        {
            _codes[style] = code = StyleCode.Of(style, level);
        }

        return code;
    }
}
