namespace PluginHost.Screens.Drawing;

/// <summary>
/// What a piece of text means; the theme gives it colours, or bold, underlined and reversed where there are none.
/// </summary>
internal enum Tone
{
    /// <summary>Text as the terminal has it.</summary>
    Text,

    /// <summary>Of lesser weight.</summary>
    Dim,

    /// <summary>Heads of columns and boxes.</summary>
    Head,

    Strong,

    /// <summary>Keys in hints, and names of things that can be chosen.</summary>
    Accent,

    Good,

    Bad,

    Warn,

    /// <summary>Something is at work.</summary>
    Busy,

    /// <summary>What the cursor is on.</summary>
    Selected,

    /// <summary>Rows that were marked.</summary>
    Marked,

    /// <summary>The first of several curves or groups; the others follow.</summary>
    Series0,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
}

/// <summary>Tones by number.</summary>
internal static class Tones
{
    private const int SeriesCount = 7;

    /// <summary>The tone of one of several curves or groups.</summary>
    public static Tone Series(int number) => Tone.Series0 + (number % SeriesCount);
}
