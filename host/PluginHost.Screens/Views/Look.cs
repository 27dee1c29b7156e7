using System.Collections.Frozen;
using PluginHost.Files;
using PluginHost.Screens.Drawing;
using Terminal.Gui.Configuration;
using Terminal.Gui.ViewBase;
using Line = PluginHost.Screens.Drawing.Line;

namespace PluginHost.Screens.Views;

/// <summary>How the screens look on this terminal.</summary>
/// <param name="level">How many colours there are.</param>
/// <param name="theme">The colours of tones.</param>
/// <param name="symbols">The signs.</param>
internal sealed class Look(ColourLevel level, Theme theme, Symbols symbols)
{
    /// <summary>Signs of ASCII in place of those that texts have most.</summary>
    private static readonly FrozenDictionary<char, char> Plain = new Dictionary<char, char>
    {
        ['±'] = '~', ['…'] = '~', ['×'] = 'x', ['·'] = '.', ['█'] = '#', ['Δ'] = 'd',
        ['–'] = '-', ['─'] = '-', ['—'] = '-', ['│'] = '|',
        ['↑'] = '^', ['↓'] = 'v', ['→'] = '>', ['←'] = '<', ['≤'] = '<', ['≥'] = '>',
        ['¹'] = '1', ['²'] = '2', ['³'] = '3', ['⁴'] = '4', ['⁵'] = '5',
        ['⁶'] = '6', ['⁷'] = '7', ['⁸'] = '8', ['⁹'] = '9',
    }.ToFrozenDictionary();

    /// <summary>How many colours there are.</summary>
    public ColourLevel Level { get; } = level;

    /// <summary>The colours of tones.</summary>
    public Theme Theme { get; private set; } = theme.Of(level);

    /// <summary>The signs.</summary>
    public Symbols Symbols { get; } = symbols;

    /// <summary>Whether images may have colours.</summary>
    public bool HasColours => Level != ColourLevel.None && Theme != Theme.None;

    /// <summary>Other colours; a terminal without colours has none.</summary>
    /// <param name="name">The theme; null for the one after the present.</param>
    /// <returns>The name of the theme that holds now; null when there is none of this name.</returns>
    public string? Change(string? name)
    {
        var themes = Theme.All;
        int next = (themes.ToList().FindIndex(theme => theme.Name == Theme.Name) + 1) % themes.Count;
        var chosen = name is null ? themes[next] : themes.FirstOrDefault(t => t.Name == name);
        if (chosen is null)
        {
            return null;
        }

        Theme = chosen.Of(Level);
        return Theme.Name;
    }

    /// <summary>Gives Terminal.Gui its signs and colours. They hold for the whole process.</summary>
    public void Apply()
    {
        foreach (string name in SchemeManager.GetSchemeNames())
        {
            SchemeManager.AddScheme(name, Theme.Scheme);
        }

        GlyphSettings.Current = Symbols.IsAscii ? Ascii() : new GlyphSettings();
    }

    /// <summary>Paints a line; the rest of the width is cleared.</summary>
    /// <param name="view">Where.</param>
    /// <param name="line">What.</param>
    /// <param name="x">The first column, in the view.</param>
    /// <param name="y">The line, in the view.</param>
    /// <param name="width">How many cells; what is longer is cut.</param>
    public void Paint(View view, Line line, int x, int y, int width)
    {
        view.Move(x, y);
        foreach (var piece in line.Fit(width, Symbols).Pieces)
        {
            view.SetAttribute(Theme[piece.Tone]);
            view.AddStr(Shown(piece.Text));
        }
    }

    /// <summary>
    /// A text as it is drawn: nothing that was recorded may command the terminal (<see cref="ShownText"/>), and a
    /// terminal without other signs gets those of ASCII.
    /// </summary>
    public string Shown(string text)
    {
        // Blanks for tabs and line feeds; half of a character stands there while one is typed.
        string line = text.Any(char.IsControl) ? string.Concat(text.Select(Blank)) : text;
        string shown = ShownText.Of(line, '?');
        return !Symbols.IsAscii || System.Text.Ascii.IsValid(shown)
            ? shown
            : string.Concat(shown.Select(InAscii));

        static char Blank(char c) => char.IsControl(c) ? ' ' : c;

        static char InAscii(char c) => char.IsAscii(c) ? c : Plain.GetValueOrDefault(c, '?');
    }

    /// <summary>Terminal.Gui's own signs, in ASCII.</summary>
    private static GlyphSettings Ascii() => new()
    {
        HLine = new('-'), VLine = new('|'),
        ULCorner = new('+'), URCorner = new('+'), LLCorner = new('+'), LRCorner = new('+'),
        LeftTee = new('+'), RightTee = new('+'), TopTee = new('+'), BottomTee = new('+'), Cross = new('+'),
        Stipple = new('.'), ContinuousMeterSegment = new('#'), BlocksMeterSegment = new('#'),
        UpArrow = new('^'), DownArrow = new('v'), LeftArrow = new('<'), RightArrow = new('>'),
        HorizontalEllipsis = new('~'),
        CheckStateChecked = new('x'), CheckStateUnChecked = new('_'), Selected = new('*'), UnSelected = new('o'),
        LeftDefaultIndicator = new('*'), RightDefaultIndicator = new('*'),
        LeftBracket = new('['), RightBracket = new(']'),
    };
}
