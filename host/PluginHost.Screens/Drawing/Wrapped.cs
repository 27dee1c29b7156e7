using System.Text;

namespace PluginHost.Screens.Drawing;

/// <summary>What does not fit on a line in as many as it needs, broken between words where that is possible.</summary>
internal static class Wrapped
{
    private const int Further = 4;

    /// <summary>A text, whose own line breaks stay. Lines that follow are indented like the first.</summary>
    public static IReadOnlyList<Line> Of(string text, int width, Tone tone = Tone.Text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Broken(Line.Of(line, tone), width, 0))];

    /// <summary>
    /// A line in tones, such as one of a script. Lines that follow stand a little further to the right than the
    /// first, so that it is seen where a line begins.
    /// </summary>
    public static IReadOnlyList<Line> Hanging(Line line, int width) => Broken(line, width, Further);

    private static IReadOnlyList<Line> Broken(Line line, int width, int further)
    {
        if (line.Width <= width || width < 1)
        {
            return [line];
        }

        string text = line.ToString();
        int indent = Math.Min(text.Length - text.TrimStart(' ').Length + further, width / 2);
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
            isInText |= rune.Value != ' ';
            // The space itself needs no room.
            space = isInText && rune.Value == ' ' ? at : space;
            if (cells > room)
            {
                int broken = at > start ? at : at + units;
                return space > start ? space : broken;
            }

            at += units;
        }

        return text.Length;
    }
}
