using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// The stack machine of Python's pickle format, protocols 0 to 5, as far as arrays, numbers, and lists and dictionaries
/// of them need it. Every length is held against the file's before anything is taken from it, and the number of
/// operations is bounded, and with it what they take.
/// </summary>
internal sealed class PickleMachine
{
    // A label takes one or two operations, a file's name three.
    private const int MostOperations = 3_000_000, LongestText = 200, SmallNumbers = 1024;

    private const int LongestLine = 1 << 30, Near = 1 << 16, MostFarReads = 200_000;

    private static readonly object[] s_small = [.. Enumerable.Range(0, SmallNumbers).Select(number => (object)(long)number)];

    private readonly string _path;
    private readonly PickleCursor _bytes;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private readonly PickledCalls _calls;
    private readonly byte[] _line = new byte[LongestText];
    private int _farReads;

    public PickleMachine(string path, Stream stream) =>
        (_path, _bytes, _calls) = (path, new PickleCursor(stream), new PickledCalls(this));

    /// <summary>Follows the file to its end.</summary>
    /// <returns>What it holds.</returns>
    public object? Run()
    {
        for (int i = 0; i < MostOperations; i++)
        {
            byte operation = Next();
            if (operation == '.')
            {
                object? result = Pop();
                return _stack.Count + _marks.Count == 0 && _bytes.Position == _bytes.Length ? result
                    : throw Bad(_stack.Count + _marks.Count > 0 ? "it ends in the middle" : "something follows what "
                        + "it holds");
            }

            Do(operation);
        }

        throw Bad($"it takes more than {MostOperations} operations, and no array or list of labels needs so many");
    }

    public NoiseFileException Bad(string what) => new(
        $"{_path} is not a pickle of arrays or labels that can be read: {what}");

    /// <summary>A short text, such as a name.</summary>
    public string Text(PickledText text)
    {
        if (text.Length > LongestText)
        {
            throw Bad($"it has a text of {text.Length} bytes where a short one belongs");
        }

        return text.Known ??= text.Form switch
        {
            PickledForm.RawEscape or PickledForm.Quoted => Encoding.Latin1.GetString(PickledBytes.Of(this, text)),
            _ => Encoding.UTF8.GetString(PickledBytes.Of(this, text with { Form = PickledForm.Bytes })),
        };
    }

    /// <summary>Bytes of the file, whose place was checked.</summary>
    public void Read(long offset, Span<byte> into)
    {
        long here = _bytes.Position;
        _farReads += Math.Abs(here - offset) > Near ? 1 : 0;
        if (_farReads > MostFarReads)
        {
            throw Bad("it goes back and forth more often than any array needs");
        }

        _bytes.Position = offset;
        _bytes.Read(into);
        _bytes.Position = here;
    }

    private void Do(byte operation)
    {
        switch ((char)operation)
        {
            case '\x80': Protocol(); break;
            case '\x95': _bytes.Position = Skip(Long(8)); break; // A frame only says how much to read ahead.
            case '(': _marks.Add(_stack.Count); break;
            case '0': Pop(); break;
            case '1': ToMark(); break;
            case '2': Push(Top()); break;
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'I': PushInteger(Line()); break;
            case 'L': PushInteger(Line().TrimEnd((byte)'L')); break;
            case 'F': PushFloat(Line()); break;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(stackalloc byte[8]))); break;
            case 'J': PushNumber(BinaryPrimitives.ReadInt32LittleEndian(Take(stackalloc byte[4]))); break;
            case 'K': PushNumber(Next()); break;
            case 'M': PushNumber(Long(2)); break;
            case '\x8a': PushNumber(LongOf(Next())); break;
            case ')': Push(Array.Empty<object?>()); break;
            case 't': Push(ToMark()); break;
            case '\x85': Push(Last(1)); break;
            case '\x86': Push(Last(2)); break;
            case '\x87': Push(Last(3)); break;
            case ']': Push(new PickledList()); break;
            case 'l': MakeList(ToMark()); break;
            case 'a': Append(Last(1)); break;
            case 'e': Append(ToMark()); break;
            case '}': Push(new PickledDictionary()); break;
            case 'd': MakeDictionary(ToMark()); break;
            case 's': SetItems(Last(2)); break;
            case 'u': SetItems(ToMark()); break;
            case 'V': PushLine(PickledForm.RawEscape); break;
            case 'S': PushLine(PickledForm.Quoted); break;
            case '\x8c': PushText(Long(1), PickledForm.Utf8); break;
            case 'X': PushText(Long(4), PickledForm.Utf8); break;
            case '\x8d': PushText(Long(8), PickledForm.Utf8); break;
            case 'C' or 'U': PushText(Long(1), PickledForm.Bytes); break;
            case 'B' or 'T': PushText(Long(4), PickledForm.Bytes); break;
            case '\x8e' or '\x96': PushText(Long(8), PickledForm.Bytes); break;
            case 'c': Push(_calls.Global(Name(Line()), Name(Line()))); break;
            case '\x93': PushGlobal(); break;
            case 'p': _memo[Index(Line())] = Top(); break;
            case 'q': _memo[Long(1)] = Top(); break;
            case 'r': _memo[Long(4)] = Top(); break;
            case '\x94': _memo[_memo.Count] = Top(); break;
            case 'g': Push(Remembered(Index(Line()))); break;
            case 'h': Push(Remembered(Long(1))); break;
            case 'j': Push(Remembered(Long(4))); break;
            case 'Q': Push(_calls.Storage(Pop())); break;
            case 'R': Apply(_calls.Call); break;
            case 'b': Apply(_calls.Build); break;
            case '\x97': throw Bad("its content is in another file (an out-of-band buffer)");
            case '\x8f': throw Bad("it holds a set; save the array alone");
            default: throw Bad(
                $"the operation 0x{operation:x2} at byte {_bytes.Position - 1} does not belong to arrays or labels; "
                + "nothing of it was run");
        }
    }
    private void Protocol()
    {
        byte version = Next();
        if (version > 5)
        {
            throw Bad($"it is in protocol {version}; 0 to 5 are known");
        }
    }

    private void PushText(long length, PickledForm form) => Push(new PickledText(Skip(length), length, form));

    private void PushLine(PickledForm form)
    {
        long first = _bytes.Position;
        var (length, begin, end) = EndOfLine();
        _bytes.Position = first + length + 1;
        if (form == PickledForm.Quoted)
        {
            if (length < 2 || begin != end || begin is not ((byte)'\'' or (byte)'"'))
            {
                throw Bad($"the text at byte {first} has no quotes around it");
            }

            first++;
            length -= 2;
        }

        Push(new PickledText(first, length, form));
    }

    /// <summary>How long the line is, which may be the whole array, and its first and last byte.</summary>
    private (long Length, byte Begin, byte End) EndOfLine()
    {
        byte begin = 0, last = 0;
        for (long length = 0; length <= LongestLine;)
        {
            var ahead = _bytes.Ahead();
            if (ahead.IsEmpty)
            {
                throw Bad("it is truncated");
            }

            begin = length == 0 ? ahead[0] : begin;
            int end = ahead.IndexOf((byte)'\n');
            if (end >= 0)
            {
                return (length + end, begin, end > 0 ? ahead[end - 1] : last);
            }

            last = ahead[^1];
            length += ahead.Length;
            _bytes.Position += ahead.Length;
        }

        throw Bad(
            $"it has a line of more than {LongestLine} bytes; save it again with pickle.dump(array, file, protocol=4)");
    }

    private void PushGlobal()
    {
        object? name = Pop(), module = Pop();
        Push(name is PickledText n && module is PickledText m
            ? _calls.Global(Text(m), Text(n))
            : throw Bad("a name in it is no text"));
    }

    private void PushInteger(ReadOnlySpan<byte> digits)
    {
        if (digits.Length == 2 && digits[0] == '0')
        {
            // How truth values are written.
            Push(digits[1] == '1');
            return;
        }

        PushNumber(long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Bad($"'{Name(digits)}' in it is no number"));
    }

    private void PushFloat(ReadOnlySpan<byte> digits) =>
        Push(double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Bad($"'{Name(digits)}' in it is no number"));

    private void PushNumber(long number) =>
        Push(number is >= 0 and < SmallNumbers ? s_small[number] : number);

    private void MakeList(object?[] values)
    {
        Push(new PickledList());
        Append(values);
    }

    private void Append(object?[] values)
    {
        var list = Top() as PickledList ?? throw Bad("it adds a value to something that is no list");
        list.Values.AddRange(values);
    }

    private void MakeDictionary(object?[] values)
    {
        Push(new PickledDictionary());
        SetItems(values);
    }

    private void SetItems(object?[] values)
    {
        var dictionary = Top() as PickledDictionary ?? throw Bad("it adds an entry to something that is no dictionary");
        if (values.Length % 2 != 0)
        {
            throw Bad("an entry of a dictionary in it has no value");
        }

        for (int i = 0; i < values.Length; i += 2)
        {
            dictionary.Items.Add((values[i], values[i + 1]));
        }
    }

    private void Apply(Func<object?, object?, object?> call)
    {
        object? argument = Pop(), target = Pop();
        Push(call(target, argument));
    }

    /// <summary>Goes over bytes that must be there, and tells where they begin.</summary>
    private long Skip(long length)
    {
        long at = _bytes.Position;
        if (length < 0 || length > _bytes.Length - at)
        {
            throw Bad(
                $"it announces {length} bytes at byte {at}, and {_bytes.Length - at} are left: it is truncated or "
                + "damaged");
        }

        _bytes.Position += length;
        return at;
    }

    private byte Next()
    {
        int next = _bytes.Next();
        return next >= 0 ? (byte)next : throw Bad("it is truncated");
    }

    private ReadOnlySpan<byte> Take(Span<byte> into) =>
        _bytes.Read(into) == into.Length
            ? into
            : throw Bad("it is truncated");

    /// <summary>An unsigned number; one beyond the range of long is negative, which no length check lets through.</summary>
    private long Long(int bytes)
    {
        Span<byte> number = stackalloc byte[8];
        number.Clear();
        Take(number[..bytes]);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    /// <summary>A number with a sign.</summary>
    private long LongOf(int bytes)
    {
        if (bytes > 8)
        {
            throw Bad($"it has a number of {bytes} bytes, and no label or size is so large");
        }

        int unused = 64 - (8 * bytes);
        return bytes == 0 ? 0 : Long(bytes) << unused >> unused;
    }

    /// <summary>A short line; good until the next one is read.</summary>
    private ReadOnlySpan<byte> Line()
    {
        int length = 0;
        for (byte next = Next(); next != '\n'; next = Next())
        {
            if (length == LongestText)
            {
                throw Bad("a name in it is too long");
            }

            _line[length++] = next;
        }

        return _line.AsSpan(0, length);
    }

    private static string Name(ReadOnlySpan<byte> line) => Encoding.Latin1.GetString(line);

    private long Index(ReadOnlySpan<byte> digits) => long.TryParse(digits, CultureInfo.InvariantCulture, out long index)
        ? index
        : throw Bad($"'{Name(digits)}' in it is no entry of its memo");

    private void Push(object? value) => _stack.Add(value);

    /// <summary>The last value; those before a mark are out of reach.</summary>
    private object? Top() => _stack.Count > (_marks.Count > 0 ? _marks[^1] : 0)
        ? _stack[^1]
        : throw Bad("it takes a value that is not there");

    private object? Pop()
    {
        object? value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] Last(int count)
    {
        var values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    private object?[] ToMark()
    {
        if (_marks.Count == 0)
        {
            throw Bad("it closes a tuple, list or dictionary that was not opened");
        }

        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] values = [.. CollectionsMarshal.AsSpan(_stack)[mark..]];
        _stack.RemoveRange(mark, values.Length);
        return values;
    }

    private object? Remembered(long key) =>
        _memo.TryGetValue(key, out object? value) ? value : throw Bad(
            $"it uses entry {key} of its memo, which is not there");
}
