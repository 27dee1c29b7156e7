using System.Globalization;
using System.Text;

namespace PluginHost.Tui.Input;

/// <summary>Keys that are no characters.</summary>
public enum KeyName
{
    /// <summary>A character; see <see cref="Key.Rune"/>.</summary>
    Character,
    Enter,
    Tab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
}

/// <summary>Keys held down with another one. Shift is not told of characters: <c>A</c> is a character of its own.</summary>
[Flags]
public enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>One key as it was pressed. Written and read as <c>a</c>, <c>ctrl-d</c>, <c>shift-tab</c>, <c>space</c>.</summary>
/// <param name="Name">Which.</param>
/// <param name="Rune">The character; of control characters the lower-case letter.</param>
/// <param name="Modifiers">What was held down with it.</param>
public readonly record struct Key(KeyName Name, Rune Rune, KeyModifiers Modifiers)
{
    private const string SpaceWord = "space";

    /// <summary>A character.</summary>
    public Key(char character, KeyModifiers modifiers = KeyModifiers.None)
        : this(KeyName.Character, new Rune(character), modifiers)
    {
    }

    /// <summary>A key that is no character.</summary>
    public Key(KeyName name, KeyModifiers modifiers = KeyModifiers.None)
        : this(name, default, modifiers)
    {
    }

    /// <summary>Whether it types its character.</summary>
    public bool IsText => Name == KeyName.Character && Modifiers == KeyModifiers.None;

    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string text, out Key key)
    {
        ArgumentNullException.ThrowIfNull(text);
        var modifiers = KeyModifiers.None;
        string rest = text;
        while (rest.Length > 1 && Prefix(rest) is var (length, modifier))
        {
            modifiers |= modifier;
            rest = rest[length..];
        }

        key = default;
        if (rest.Length > 0 && Rune.DecodeFromUtf16(rest, out var rune, out int used) == System.Buffers.OperationStatus.Done && used == rest.Length)
        {
            key = new Key(KeyName.Character, rune, modifiers);
            return !modifiers.HasFlag(KeyModifiers.Shift) && !Rune.IsControl(rune) && rune.Value != ' ';
        }

        if (rest.Equals(SpaceWord, StringComparison.OrdinalIgnoreCase))
        {
            key = new Key(' ', modifiers);
            return true;
        }

        bool isNamed = char.IsAsciiLetter(rest.FirstOrDefault()) && Enum.TryParse(rest, ignoreCase: true, out KeyName name)
            && name != KeyName.Character && Enum.IsDefined(name) && (key = new Key(name, modifiers)) is var _;
        return isNamed;
    }

    /// <summary>As it is written in the key table.</summary>
    public override string ToString()
    {
        string held = string.Concat(
            Modifiers.HasFlag(KeyModifiers.Control) ? "ctrl-" : "",
            Modifiers.HasFlag(KeyModifiers.Alt) ? "alt-" : "",
            Modifiers.HasFlag(KeyModifiers.Shift) ? "shift-" : "");
        return held + (Name != KeyName.Character ? Name.ToString().ToLower(CultureInfo.InvariantCulture) : Rune.Value == ' ' ? SpaceWord : Rune.ToString());
    }

    private static (int Length, KeyModifiers Modifier)? Prefix(string text) =>
        text.StartsWith("ctrl-", StringComparison.OrdinalIgnoreCase) ? (5, KeyModifiers.Control)
        : text.StartsWith("alt-", StringComparison.OrdinalIgnoreCase) ? (4, KeyModifiers.Alt)
        : text.StartsWith("shift-", StringComparison.OrdinalIgnoreCase) ? (6, KeyModifiers.Shift)
        : null;
}
