using System.Collections.Frozen;
using System.Text;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace PluginHost.Screens.Keys;

/// <summary>
/// Keys by name: <c>a</c>, <c>G</c>, <c>ctrl-d</c>, <c>shift-tab</c>, <c>space</c>, <c>f5</c>, <c>alt-x</c>.
/// </summary>
internal static class KeyNames
{
    private const string Control = "ctrl-", Alt = "alt-", Shift = "shift-";

    private static readonly FrozenDictionary<KeyCode, string> Named = new Dictionary<KeyCode, string>
    {
        [KeyCode.Enter] = "enter",
        [KeyCode.Tab] = "tab",
        [KeyCode.Backspace] = "backspace",
        [KeyCode.Esc] = "escape",
        [KeyCode.CursorUp] = "up",
        [KeyCode.CursorDown] = "down",
        [KeyCode.CursorLeft] = "left",
        [KeyCode.CursorRight] = "right",
        [KeyCode.Home] = "home",
        [KeyCode.End] = "end",
        [KeyCode.PageUp] = "pageup",
        [KeyCode.PageDown] = "pagedown",
        [KeyCode.Insert] = "insert",
        [KeyCode.Delete] = "delete",
        [KeyCode.Space] = "space",
        [KeyCode.F1] = "f1",
        [KeyCode.F2] = "f2",
        [KeyCode.F3] = "f3",
        [KeyCode.F4] = "f4",
        [KeyCode.F5] = "f5",
        [KeyCode.F6] = "f6",
        [KeyCode.F7] = "f7",
        [KeyCode.F8] = "f8",
        [KeyCode.F9] = "f9",
        [KeyCode.F10] = "f10",
        [KeyCode.F11] = "f11",
        [KeyCode.F12] = "f12",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Words = Named.Values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a key as it was pressed.</summary>
    public static string Of(Key key)
    {
        var bare = key.KeyCode & ~(KeyCode.CtrlMask | KeyCode.AltMask | KeyCode.ShiftMask);
        string held = Held(key.IsCtrl, key.IsAlt);
        if (Named.TryGetValue(bare, out string? name))
        {
            // Shift is part of a character, not a key held with it.
            return held + (key.IsShift && bare != KeyCode.Space ? Shift : "") + name;
        }

        // Half of a character, of which two keys come, is typed as any other.
        var rune = Rune.IsValid((int)bare) ? new Rune((int)bare) : Rune.ReplacementChar;
        bool isLetter = bare is >= KeyCode.A and <= KeyCode.Z;
        return held + (isLetter && (key.IsCtrl || !key.IsShift) ? Rune.ToLowerInvariant(rune) : rune);
    }

    /// <summary>Whether a key types its character, with nothing held but Shift.</summary>
    public static bool IsText(string name) => name == "space" || IsOne(name, out _);

    private static string Held(bool control, bool alt)
    {
        string held = control ? Control : "";
        return alt ? held + Alt : held;
    }

    /// <summary>Whether a text is one character.</summary>
    private static bool IsOne(string text, out Rune rune)
    {
        rune = default;
        return text.Length > 0 && Rune.TryGetRuneAt(text, 0, out rune) && rune.Utf16SequenceLength == text.Length;
    }

    /// <summary>A name as <see cref="Of"/> writes it, read from what a user wrote; null when it names no key.</summary>
    public static string? Normal(string text)
    {
        string rest = text;
        bool control = Take(Control), alt = Take(Alt), shift = Take(Shift);
        string held = Held(control, alt);
        if (Words.TryGetValue(rest, out string? word))
        {
            return held + (shift ? Shift : "") + word;
        }

        if (!IsOne(rest, out var rune) || shift || rune.Value == ' ' || Rune.IsControl(rune))
        {
            return null;
        }

        return held + (control ? Rune.ToLowerInvariant(rune) : rune);

        bool Take(string prefix)
        {
            if (rest.Length <= prefix.Length || !rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            rest = rest[prefix.Length..];
            return true;
        }
    }
}
