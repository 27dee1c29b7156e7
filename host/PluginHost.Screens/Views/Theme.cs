using PluginHost.Screens.Drawing;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace PluginHost.Screens.Views;

/// <summary>
/// What tones look like. The colours are Okabe and Ito's, which people with any colour vision can tell apart; without
/// colours, bold, underlined and reversed are left.
/// </summary>
internal sealed class Theme
{
    private static readonly Attribute Plain = new(Color.None, Color.None);
    private static readonly Attribute Reversed = new(Color.None, Color.None, TextStyle.Reverse);

    private readonly Dictionary<Tone, Attribute> _tones;

    private Theme(string name, Dictionary<Tone, Attribute> tones) => (Name, _tones) = (name, tones);

    /// <summary>The terminal's own colours alone.</summary>
    public static Theme None { get; } = new("none", new()
    {
        [Tone.Head] = Painted(Color.None, TextStyle.Bold | TextStyle.Underline),
        [Tone.Strong] = Painted(Color.None, TextStyle.Bold),
        [Tone.Accent] = Painted(Color.None, TextStyle.Bold),
        [Tone.Bad] = Painted(Color.None, TextStyle.Bold),
        [Tone.Selected] = Reversed,
        [Tone.Marked] = Painted(Color.None, TextStyle.Bold),
        [Tone.Series1] = Painted(Color.None, TextStyle.Bold),
    });

    // Okabe and Ito, Color Universal Design (2008), as near as 256 colours have them; their black does not stand on
    // every background.
    private static readonly Theme Dark = Coloured(
        "dark", orange: new(215, 135, 0), sky: new(95, 175, 215), green: new(0, 175, 135), blue: new(95, 135, 215),
        vermilion: new(215, 95, 0), purple: new(215, 135, 175), yellow: new(215, 215, 95), grey: new(138, 138, 138));

    // The same hues, dark enough to be read on white.
    private static readonly Theme Light = Coloured(
        "light", orange: new(135, 95, 0), sky: new(0, 95, 175), green: new(0, 95, 0), blue: new(0, 0, 175),
        vermilion: new(175, 0, 0), purple: new(135, 0, 135), yellow: new(95, 95, 0), grey: new(98, 98, 98));

    // Few bright colours, and no grey.
    private static readonly Theme HighContrast = Coloured(
        "high-contrast", orange: new(255, 255, 0), sky: new(0, 255, 255), green: new(0, 255, 0),
        blue: new(255, 255, 255), vermilion: new(255, 95, 95), purple: new(255, 0, 255),
        yellow: new(255, 255, 0), grey: Color.None);

    // What comes nearest in meaning, not in red, green and blue: orange would become the red of what failed.
    private static readonly Theme DarkOfSixteen = Coloured(
        "dark", orange: new(ColorName16.Yellow), sky: new(ColorName16.Cyan), green: new(ColorName16.Green),
        blue: new(ColorName16.BrightBlue), vermilion: new(ColorName16.BrightRed), purple: new(ColorName16.Magenta),
        yellow: new(ColorName16.BrightYellow), grey: new(ColorName16.DarkGray));

    private static readonly Theme LightOfSixteen = Coloured(
        "light", orange: new(ColorName16.Magenta), sky: new(ColorName16.Blue), green: new(ColorName16.Green),
        blue: new(ColorName16.BrightBlue), vermilion: new(ColorName16.Red), purple: new(ColorName16.Magenta),
        yellow: new(ColorName16.Cyan), grey: new(ColorName16.DarkGray));

    /// <summary>Those that can be chosen by name.</summary>
    public static IReadOnlyList<Theme> All { get; } = [Dark, Light, HighContrast, None];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>For Terminal.Gui's own views.</summary>
    public Scheme Scheme => new(Plain)
    {
        Focus = Reversed,
        HotNormal = this[Tone.Accent],
        HotFocus = Reversed,
        Active = Reversed,
        HotActive = Reversed,
        Highlight = this[Tone.Strong],
        Editable = Painted(Color.None, TextStyle.Underline),
        ReadOnly = Plain,
        Disabled = this[Tone.Dim],
    };

    /// <summary>The theme as a terminal with so many colours has it.</summary>
    public Theme Of(ColourLevel level) => (level, Name) switch
    {
        (ColourLevel.None, _) => None,
        (ColourLevel.Sixteen, "dark") => DarkOfSixteen,
        (ColourLevel.Sixteen, "light") => LightOfSixteen,
        _ => this,
    };

    public Attribute this[Tone tone] => _tones.GetValueOrDefault(tone, Plain);

    private static Theme Coloured(
        string name, Color orange, Color sky, Color green, Color blue, Color vermilion, Color purple, Color yellow,
        Color grey) => new(name, new()
        {
            [Tone.Dim] = Painted(grey),
            [Tone.Head] = Painted(sky, TextStyle.Bold),
            [Tone.Strong] = Painted(Color.None, TextStyle.Bold),
            [Tone.Accent] = Painted(orange, TextStyle.Bold),
            [Tone.Good] = Painted(green),
            [Tone.Bad] = Painted(vermilion, TextStyle.Bold),
            [Tone.Warn] = Painted(orange),
            [Tone.Busy] = Painted(sky),
            [Tone.Selected] = Reversed,
            [Tone.Marked] = Painted(orange, TextStyle.Bold),
            [Tone.Series0] = Painted(sky),
            [Tone.Series1] = Painted(orange),
            [Tone.Series2] = Painted(green),
            [Tone.Series3] = Painted(purple),
            [Tone.Series4] = Painted(vermilion),
            [Tone.Series5] = Painted(yellow),
            [Tone.Series6] = Painted(blue),
        });

    private static Attribute Painted(Color colour, TextStyle style = TextStyle.None) => new(colour, Color.None, style);
}
