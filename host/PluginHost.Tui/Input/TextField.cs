using System.Text;
using PluginHost.Tui.Drawing;

namespace PluginHost.Tui.Input;

/// <summary>A line of text that is being typed.</summary>
/// <param name="Text">What stands there.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
public sealed record TextField(string Text, int Cursor)
{
    /// <summary>Nothing typed yet.</summary>
    public static TextField Empty { get; } = new("", 0);

    /// <summary>A text with the cursor behind it.</summary>
    public static TextField Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextField(text, text.Length);
    }

    /// <summary>
    /// Characters, Backspace, Delete, arrows, Home and End, and Ctrl-A, E, U, K, W as in a shell. Any other key, such as
    /// Enter, Esc, Tab, Up and Down, leaves it as it is: those are for who holds the field.
    /// </summary>
    public TextField Press(Key key) => (key.Name, key.Modifiers, (char)key.Rune.Value) switch
    {
        (KeyName.Character, KeyModifiers.None, _) => Insert(key.Rune.ToString()),
        (KeyName.Backspace, KeyModifiers.None or KeyModifiers.Shift, _) => new(Text.Remove(Before, Cursor - Before), Before),
        (KeyName.Backspace, KeyModifiers.Alt, _) or (_, KeyModifiers.Control, 'w') => new(Text.Remove(WordBefore, Cursor - WordBefore), WordBefore),
        (KeyName.Delete, _, _) or (_, KeyModifiers.Control, 'd') => this with { Text = Text.Remove(Cursor, Behind - Cursor) },
        (KeyName.Left, KeyModifiers.Control or KeyModifiers.Alt, _) or (_, KeyModifiers.Alt, 'b') => this with { Cursor = WordBefore },
        (KeyName.Right, KeyModifiers.Control or KeyModifiers.Alt, _) or (_, KeyModifiers.Alt, 'f') => this with { Cursor = WordBehind },
        (KeyName.Left, _, _) or (_, KeyModifiers.Control, 'b') => this with { Cursor = Before },
        (KeyName.Right, _, _) or (_, KeyModifiers.Control, 'f') => this with { Cursor = Behind },
        (KeyName.Home, _, _) or (_, KeyModifiers.Control, 'a') => this with { Cursor = 0 },
        (KeyName.End, _, _) or (_, KeyModifiers.Control, 'e') => this with { Cursor = Text.Length },
        (_, KeyModifiers.Control, 'u') => new(Text[Cursor..], 0),
        (_, KeyModifiers.Control, 'k') => this with { Text = Text[..Cursor] },
        _ => this,
    };

    /// <summary>A text where the cursor is; line ends become spaces.</summary>
    public TextField Insert(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string line = string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)));
        return new TextField(Text.Insert(Cursor, line), Cursor + line.Length);
    }

    /// <summary>Drawn in one line of a width, scrolled so that the cursor is seen.</summary>
    public Line Draw(int width, Look look)
    {
        ArgumentNullException.ThrowIfNull(look);
        var line = Line.Of(Text[..Cursor])
            + Line.Of(Cursor < Text.Length ? Text[Cursor..Behind] : " ", look.Caret)
            + Line.Of(Text[Behind..]);
        int caret = CellWidth.Of(Text[..Cursor]) + 2;
        return line.Slice(Math.Max(0, caret - width), width).Fit(width, look);
    }

    private int Before => Cursor > 0 ? Cursor - (Cursor > 1 && char.IsLowSurrogate(Text[Cursor - 1]) ? 2 : 1) : 0;

    private int Behind => Cursor < Text.Length ? Cursor + (Rune.TryGetRuneAt(Text, Cursor, out var rune) ? rune.Utf16SequenceLength : 1) : Cursor;

    private int WordBefore
    {
        get
        {
            int at = Cursor;
            while (at > 0 && Text[at - 1] == ' ')
            {
                at--;
            }

            while (at > 0 && Text[at - 1] != ' ')
            {
                at--;
            }

            return at;
        }
    }

    private int WordBehind
    {
        get
        {
            int at = Cursor;
            while (at < Text.Length && Text[at] == ' ')
            {
                at++;
            }

            while (at < Text.Length && Text[at] != ' ')
            {
                at++;
            }

            return at;
        }
    }
}
