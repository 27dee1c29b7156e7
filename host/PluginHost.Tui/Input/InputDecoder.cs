using System.Globalization;
using System.Text;

namespace PluginHost.Tui.Input;

/// <summary>
/// Turns a terminal's bytes into keys, pasted text and mouse events, however they are cut into pieces. Unknown sequences are
/// left out whole. An escape that nothing follows is the Esc key once <see cref="Flush"/> says that time is up.
/// </summary>
public sealed class InputDecoder
{
    private const byte Escape = 0x1b, Delete = 0x7f;

    // Longer than any sequence that terminals send: what goes on for longer is rubbish.
    private const int LongestSequence = 64;
    private static readonly byte[] PasteEnd = "\e[201~"u8.ToArray();
    private readonly List<byte> _pending = [];
    private readonly List<byte> _pasted = [];
    private bool _isPasting;

    /// <summary>Whether more bytes, or the time-out, must tell what the last ones are.</summary>
    public bool IsWaiting => _pending.Count > 0 && !_isPasting;

    /// <summary>Takes more bytes.</summary>
    /// <returns>What is complete by them.</returns>
    public IReadOnlyList<TerminalInput> Feed(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        return Decoded(timeIsUp: false);
    }

    /// <summary>Says that nothing follows for now: an escape alone is the key, a broken sequence is dropped.</summary>
    public IReadOnlyList<TerminalInput> Flush() => _isPasting ? [] : Decoded(timeIsUp: true);

    private List<TerminalInput> Decoded(bool timeIsUp)
    {
        var found = new List<TerminalInput>();
        var bytes = _pending.ToArray().AsSpan();
        int at = 0;
        while (at < bytes.Length)
        {
            if (_isPasting)
            {
                at += Paste(bytes[at..], found);
                if (_isPasting)
                {
                    break;
                }

                continue;
            }

            int used = Next(bytes[at..], timeIsUp, out var input);
            if (used == 0)
            {
                break;
            }

            at += used;
            if (input is not null)
            {
                found.Add(input);
            }
        }

        _pending.RemoveRange(0, at);
        return found;
    }

    /// <summary>Collects up to the end mark, whose beginning may be all that has come of it.</summary>
    private int Paste(ReadOnlySpan<byte> bytes, List<TerminalInput> found)
    {
        int end = bytes.IndexOf(PasteEnd);
        if (end >= 0)
        {
            _pasted.AddRange(bytes[..end]);
            found.Add(new PasteInput(Encoding.UTF8.GetString([.. _pasted]).ReplaceLineEndings("\n")));
            _pasted.Clear();
            _isPasting = false;
            return end + PasteEnd.Length;
        }

        int beginning = LengthOfBeginning(bytes);
        _pasted.AddRange(bytes[..^beginning]);
        return bytes.Length - beginning;
    }

    private static int LengthOfBeginning(ReadOnlySpan<byte> bytes)
    {
        for (int length = Math.Min(PasteEnd.Length - 1, bytes.Length); length > 0; length--)
        {
            if (PasteEnd.AsSpan().StartsWith(bytes[^length..]))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Reads one input; 0 when its end has not come yet.</summary>
    private int Next(ReadOnlySpan<byte> bytes, bool timeIsUp, out TerminalInput? input)
    {
        input = null;
        return bytes[0] == Escape ? AfterEscape(bytes, timeIsUp, out input) : Character(bytes, KeyModifiers.None, timeIsUp, out input);
    }

    private int AfterEscape(ReadOnlySpan<byte> bytes, bool timeIsUp, out TerminalInput? input)
    {
        input = null;
        if (bytes.Length == 1 || bytes[1] == Escape)
        {
            // Two escapes: the first is the key, unless the second begins a sequence with Alt, which few terminals send so.
            if (bytes.Length == 1 && !timeIsUp)
            {
                return 0;
            }

            input = new KeyInput(new Key(KeyName.Escape));
            return 1;
        }

        if (bytes[1] is (byte)'[' or (byte)'O')
        {
            if (bytes.Length == 2)
            {
                if (!timeIsUp)
                {
                    return 0;
                }

                input = new KeyInput(new Key((char)bytes[1], KeyModifiers.Alt));
                return 2;
            }

            return bytes[1] == (byte)'[' ? Sequence(bytes, timeIsUp, out input) : FunctionKey(bytes, out input);
        }

        int used = Character(bytes[1..], KeyModifiers.Alt, timeIsUp, out input);
        return used == 0 ? 0 : used + 1;
    }

    /// <summary>A sequence <c>ESC [ parameters final</c>.</summary>
    private int Sequence(ReadOnlySpan<byte> bytes, bool timeIsUp, out TerminalInput? input)
    {
        input = null;
        // The console of Linux sends F1 to F5 as ESC [ [ A to E.
        if (bytes[2] == (byte)'[')
        {
            if (bytes.Length == 3)
            {
                return timeIsUp ? 3 : 0;
            }

            input = bytes[3] is >= (byte)'A' and <= (byte)'E' ? new KeyInput(new Key(KeyName.F1 + (bytes[3] - 'A'))) : null;
            return 4;
        }

        int end = 2;
        while (end < bytes.Length && bytes[end] is >= 0x20 and < 0x40)
        {
            end++;
        }

        if (end == bytes.Length)
        {
            return timeIsUp || end > LongestSequence ? end : 0;
        }

        if (bytes[end] is < 0x40 or > 0x7e)
        {
            // Broken off by a control character or another escape, which is read on its own.
            return end;
        }

        string parameters = Encoding.ASCII.GetString(bytes[2..end]);
        char final = (char)bytes[end];
        if (final == '~' && parameters == "200")
        {
            _isPasting = true;
        }
        else
        {
            input = parameters.StartsWith('<') ? MouseSequence.Read(parameters[1..], final) : KeySequence(parameters, final);
        }

        return end + 1;
    }

    private static KeyInput? KeySequence(string parameters, char final)
    {
        string[] parts = parameters.Split(';');
        int first = Number(parts[0]), held = parts.Length > 1 ? Number(parts[1]) - 1 : 0;
        var modifiers = held is > 0 and < 8 ? (KeyModifiers)held : KeyModifiers.None;
        if (final == 'Z')
        {
            return new KeyInput(new Key(KeyName.Tab, KeyModifiers.Shift));
        }

        var name = final == '~' ? Numbered(first) : Lettered(final);
        return name is { } known ? new KeyInput(new Key(known, modifiers)) : null;
    }

    private static int FunctionKey(ReadOnlySpan<byte> bytes, out TerminalInput? input)
    {
        input = Lettered((char)bytes[2]) is { } name ? new KeyInput(new Key(name)) : null;
        return 3;
    }

    private static KeyName? Lettered(char final) => final switch
    {
        'A' => KeyName.Up,
        'B' => KeyName.Down,
        'C' => KeyName.Right,
        'D' => KeyName.Left,
        'F' => KeyName.End,
        'H' => KeyName.Home,
        'M' => KeyName.Enter,
        'P' => KeyName.F1,
        'Q' => KeyName.F2,
        'R' => KeyName.F3,
        'S' => KeyName.F4,
        _ => null,
    };

    private static KeyName? Numbered(int number) => number switch
    {
        1 or 7 => KeyName.Home,
        2 => KeyName.Insert,
        3 => KeyName.Delete,
        4 or 8 => KeyName.End,
        5 => KeyName.PageUp,
        6 => KeyName.PageDown,
        >= 11 and <= 15 => KeyName.F1 + (number - 11),
        >= 17 and <= 21 => KeyName.F6 + (number - 17),
        23 or 24 => KeyName.F11 + (number - 23),
        _ => null,
    };

    private static int Character(ReadOnlySpan<byte> bytes, KeyModifiers modifiers, bool timeIsUp, out TerminalInput? input)
    {
        byte first = bytes[0];
        input = null;
        if (first < 0x80)
        {
            input = new KeyInput(Ascii(first, modifiers));
            return 1;
        }

        var status = Rune.DecodeFromUtf8(bytes, out var rune, out int used);
        if (status == System.Buffers.OperationStatus.NeedMoreData && !timeIsUp)
        {
            return 0;
        }

        input = status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune)
            ? new KeyInput(new Key(KeyName.Character, rune, modifiers))
            : null;
        return used;
    }

    private static Key Ascii(byte value, KeyModifiers modifiers) => value switch
    {
        (byte)'\r' or (byte)'\n' => new Key(KeyName.Enter, modifiers),
        (byte)'\t' => new Key(KeyName.Tab, modifiers),
        Delete or 0x08 => new Key(KeyName.Backspace, modifiers),
        0 => new Key(' ', modifiers | KeyModifiers.Control),
        < 0x1b => new Key((char)(value + 'a' - 1), modifiers | KeyModifiers.Control),
        < 0x20 => new Key((char)(value + '@'), modifiers | KeyModifiers.Control),
        _ => new Key((char)value, modifiers),
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
