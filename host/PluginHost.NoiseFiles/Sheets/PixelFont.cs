namespace PluginHost.NoiseFiles.Sheets;

/// <summary>
/// A font of 3 × 5 dots for captions of images: it needs no font of the machine, so that the same sheet has the same bytes
/// everywhere. Small letters are drawn as capitals.
/// </summary>
internal static class PixelFont
{
    /// <summary>The width of a character with the gap behind it, in dots.</summary>
    public const int Advance = 4;

    /// <summary>The height of a line, in dots.</summary>
    public const int Height = 5;

    private const int Width = 3;

    // Each character with five octal digits: its rows, the left dot in the highest bit.
    private static readonly Dictionary<char, string> Glyphs = (
        "A25755 B65656 C34443 D65556 E74647 F74644 G34553 H55755 I72227 J11152 K55655 L44447 M57755 N65555 O25552 P65644 Q25573 "
        + "R65655 S34216 T72222 U55557 V55552 W55775 X55255 Y55222 Z71247 075557 126227 261247 361216 455711 574616 634757 771122 "
        + "875757 975716 -00700 .00002 ,00024 /11244 :02020 =07070 +02720 (12221 )42224 %51245 #57575 ×05250 _00007 ±27207 ?61202")
        .Split(' ').ToDictionary(entry => entry[0], entry => entry[1..]);

    /// <summary>The dots of a text that are set, from its upper left corner.</summary>
    public static IEnumerable<(int X, int Y)> Dots(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == ' ')
            {
                continue;
            }

            string rows = Glyphs.GetValueOrDefault(char.ToUpperInvariant(text[at])) ?? Glyphs['?'];
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    if (((rows[y] - '0') >> (Width - 1 - x) & 1) == 1)
                    {
                        yield return ((at * Advance) + x, y);
                    }
                }
            }
        }
    }
}
