namespace PluginHost.Screens.Drawing;

/// <summary>Texts broken into lines.</summary>
internal static class Wrapped
{
    /// <summary>A text in lines of at most so many cells, broken between words where that is possible.</summary>
    public static IReadOnlyList<Line> Of(string text, int width, Tone tone = Tone.Text)
    {
        var lines = new List<Line>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' '))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && CellWidth.Of(longer) > width)
                {
                    lines.Add(Line.Of(line, tone));
                    longer = word;
                }

                line = longer;
                for (var whole = Line.Of(line); width > 0 && whole.Width > width; whole = Line.Of(line))
                {
                    var part = whole.Slice(0, width);
                    lines.Add(Line.Of(part.ToString(), tone));
                    line = whole.Slice(width, whole.Width - width).ToString();
                }
            }

            lines.Add(Line.Of(line, tone));
        }

        return lines;
    }
}
