using System.Text;

namespace PluginHost.Screens.Drawing;

/// <summary>Lines in tones, such as those of a script, broken where they do not fit.</summary>
internal static class WrappedLine
{
    private const int Further = 4;

    /// <summary>
    /// A line in as many as it needs, broken between words where that is possible. Those that follow stand a little
    /// further to the right than the first, so that it is seen where a line begins.
    /// </summary>
    public static IEnumerable<Line> Of(Line line, int width)
    {
        if (line.Width <= width || width < 1)
        {
            return [line];
        }

        string text = line.ToString();
        int indent = Math.Min(text.Length - text.TrimStart(' ').Length + Further, width / 2);
        var lines = new List<Line>();
        for (int start = 0; start < text.Length;)
        {
            var before = lines.Count == 0 ? Line.Empty : new string(' ', indent);
            int end = EndOf(text, start, width - before.Width);
            lines.Add(before + line.Slice(CellWidth.Of(text[..start]), CellWidth.Of(text[start..end])));
            start = end;
            while (start < text.Length && text[start] == ' ')
            {
                start++;
            }
        }

        return lines;
    }

    /// <summary>Where a line ends that begins at a place: at its last space, else where the room ends.</summary>
    private static int EndOf(string text, int start, int room)
    {
        int cells = 0, space = -1;
        bool isInText = false;
        for (int at = start; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out int units);
            cells += CellWidth.Of(rune);
            if (cells > room)
            {
                return space > start ? space : Math.Max(at, start + units);
            }

            isInText |= rune.Value != ' ';
            space = isInText && rune.Value == ' ' ? at : space;
            at += units;
        }

        return text.Length;
    }
}
