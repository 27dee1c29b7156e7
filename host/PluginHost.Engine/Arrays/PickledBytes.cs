namespace PluginHost.Engine.Arrays;

/// <summary>The bytes that a text of a pickle stands for: Python writes bytes as texts in protocols 0 to 2.</summary>
internal static class PickledBytes
{
    private const int LongestCodedText = int.MaxValue / 2, PieceBytes = 1 << 16;

    /// <summary>Decodes a text.</summary>
    /// <exception cref="NoiseFileException">It is too long, or has other characters than 0 to 255.</exception>
    public static byte[] Of(PickleMachine machine, PickledText text)
    {
        if (text.Length > LongestCodedText)
        {
            throw machine.Bad(
                $"its {text.Length} bytes are stored as a text; save it again with pickle.dump(array, file, "
                + "protocol=4)");
        }

        if (text.Form == PickledForm.Bytes)
        {
            byte[] plain = new byte[text.Length];
            machine.Read(text.Offset, plain);
            return plain;
        }

        var source = new Source(machine, text);
        byte[] bytes = new byte[text.Length];
        int count = 0;
        while (source.Next() is { } next)
        {
            bytes[count++] = text.Form switch
            {
                PickledForm.Utf8 => Utf8(source, next),
                PickledForm.RawEscape => next == '\\' ? RawEscape(source) : next,
                PickledForm.Quoted => next == '\\' ? Escape(source) : next,
                _ => next,
            };
        }

        return count == bytes.Length ? bytes : bytes[..count];
    }

    private static byte Utf8(Source source, byte next)
    {
        if (next < 0x80)
        {
            return next;
        }

        return next is 0xC2 or 0xC3 && source.Next() is >= 0x80 and < 0xC0 and var low
            ? (byte)((next << 6) | (low & 0x3F))
            : throw source.NoByte();
    }

    /// <summary>A backslash is only written as <c>\u005c</c>; another one is itself.</summary>
    private static byte RawEscape(Source source) => source.Peek() == 'u' ? Hexadecimal(source, skipped: 1, digits: 4) : (byte)'\\';

    private static byte Escape(Source source) => source.Peek() switch
    {
        (byte)'x' => Hexadecimal(source, skipped: 1, digits: 2),
        (byte)'n' => Simple(source, '\n'),
        (byte)'r' => Simple(source, '\r'),
        (byte)'t' => Simple(source, '\t'),
        (byte)'\\' => Simple(source, '\\'),
        (byte)'\'' => Simple(source, '\''),
        (byte)'"' => Simple(source, '"'),
        _ => throw source.NoByte(),
    };

    private static byte Simple(Source source, char meant)
    {
        source.Next();
        return (byte)meant;
    }

    private static byte Hexadecimal(Source source, int skipped, int digits)
    {
        int value = 0;
        for (; skipped > 0; skipped--)
        {
            source.Next();
        }

        for (; digits > 0; digits--)
        {
            int digit = source.Next() is { } next && char.IsAsciiHexDigit((char)next)
                ? Convert.ToInt32(((char)next).ToString(), 16)
                : throw source.NoByte();
            value = (value * 16) + digit;
        }

        return value <= byte.MaxValue ? (byte)value : throw source.NoByte();
    }

    /// <summary>The bytes of a text in the file, read in pieces.</summary>
    private sealed class Source(PickleMachine machine, PickledText text)
    {
        private readonly byte[] _piece = new byte[Math.Min(PieceBytes, text.Length)];
        private long _done;
        private int _at, _filled;

        public byte? Peek()
        {
            if (_at == _filled)
            {
                _filled = (int)Math.Min(_piece.Length, text.Length - _done);
                _at = 0;
                machine.Read(text.Offset + _done, _piece.AsSpan(0, _filled));
                _done += _filled;
            }

            return _filled > 0 ? _piece[_at] : null;
        }

        public byte? Next()
        {
            byte? next = Peek();
            _at += next is null ? 0 : 1;
            return next;
        }

        public NoiseFileException NoByte() =>
            machine.Bad("a text in it holds other characters than bytes are written with");
    }
}
