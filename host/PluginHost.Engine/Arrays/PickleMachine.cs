using System.Buffers.Binary;
using System.Text;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// The stack machine of Python's pickle format, protocols 2 to 5, as far as one array needs it. Every length is held
/// against the file's before anything is taken from it, and the numbers of operations, values and names are bounded.
/// </summary>
internal sealed class PickleMachine
{
    private const int MostOperations = 1000, MostValues = 200, LongestText = 200;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private readonly PickledCalls _calls;

    public PickleMachine(string path, FileStream stream) => (_path, _stream, _calls) = (path, stream, new PickledCalls(this));

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
                return _stack.Count == 0 && _stream.Position == _stream.Length ? result
                    : throw Bad(_stack.Count > 0 ? "it ends in the middle" : "something follows the array");
            }

            Do(operation);
            if (_stack.Count > MostValues || _memo.Count > MostOperations)
            {
                break;
            }
        }

        throw Bad("it holds much more than an array");
    }

    public NoiseFileException Bad(string what) => new($"{_path} is not a pickled NumPy array that can be read: {what}");

    /// <summary>A short text.</summary>
    public string Text(PickledText text) => text.Length <= LongestText
        ? Encoding.UTF8.GetString(Bytes(text.Offset, (int)text.Length))
        : throw Bad($"it has a text of {text.Length} bytes where a short one belongs");

    /// <summary>Bytes of the file, whose place was checked.</summary>
    public byte[] Bytes(long offset, int length)
    {
        long here = _stream.Position;
        var bytes = new byte[length];
        _stream.Position = offset;
        _stream.ReadExactly(bytes);
        _stream.Position = here;
        return bytes;
    }

    private void Do(byte operation)
    {
        switch ((char)operation)
        {
            case '\x80': Protocol(); break;
            case '\x95': _stream.Position = Skip(Long(8)); break; // A frame only says how much to read ahead.
            case '(': Push(Mark.Here); break;
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case 'K': Push(Long(1)); break;
            case 'M': Push(Long(2)); break;
            case '\x8a': Push(LongOf(Take(Next()))); break;
            case ')': Push(Array.Empty<object?>()); break;
            case 't': Push(ToMark()); break;
            case '\x85': Push(Last(1)); break;
            case '\x86': Push(Last(2)); break;
            case '\x87': Push(Last(3)); break;
            case '\x8c': PushText(Long(1)); break;
            case 'X': PushText(Long(4)); break;
            case '\x8d': PushText(Long(8)); break;
            case 'C' or 'U': PushBytes(Long(1)); break;
            case 'B' or 'T': PushBytes(Long(4)); break;
            case '\x8e' or '\x96': PushBytes(Long(8)); break;
            case 'c': Push(_calls.Global(Line(), Line())); break;
            case '\x93': PushGlobal(); break;
            case 'q': _memo[Long(1)] = Top(); break;
            case 'r': _memo[Long(4)] = Top(); break;
            case '\x94': _memo[_memo.Count] = Top(); break;
            case 'h': Push(Remembered(Long(1))); break;
            case 'j': Push(Remembered(Long(4))); break;
            case 'R': Apply(_calls.Call); break;
            case 'b': Apply(_calls.Build); break;
            case '\x97': throw Bad("its content is in another file (an out-of-band buffer)");
            case ']' or 'l' or '}' or 'd' or '\x8f': throw Bad("it holds a list, a dictionary or a set; save the array alone");
            default: throw Bad($"the operation 0x{operation:x2} at byte {_stream.Position - 1} does not belong to an array; nothing of it was run");
        }
    }

    private void Protocol()
    {
        byte version = Next();
        if (version is < 2 or > 5)
        {
            throw Bad($"it is in protocol {version}; 2 to 5 are known");
        }
    }

    private void PushText(long length) => Push(new PickledText(Skip(length), length));

    private void PushBytes(long length) => Push(new PickledBytes(Skip(length), length));

    private void PushGlobal()
    {
        object? name = Pop(), module = Pop();
        Push(name is PickledText n && module is PickledText m ? _calls.Global(Text(m), Text(n)) : throw Bad("a name in it is no text"));
    }

    private void Apply(Func<object?, object?, object> call)
    {
        object? argument = Pop(), target = Pop();
        Push(call(target, argument));
    }

    /// <summary>Goes over bytes that must be there, and tells where they begin.</summary>
    private long Skip(long length)
    {
        long at = _stream.Position;
        if (length < 0 || length > _stream.Length - at)
        {
            throw Bad($"it announces {length} bytes at byte {at}, and {_stream.Length - at} are left: it is truncated or damaged");
        }

        _stream.Position += length;
        return at;
    }

    private byte Next() => Take(1)[0];

    private byte[] Take(int length)
    {
        var bytes = new byte[length];
        return _stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw Bad("it is truncated");
    }

    /// <summary>An unsigned number; one beyond the range of long is negative, which no length check lets through.</summary>
    private long Long(int bytes) => LongOf([.. Take(bytes), 0]);

    private static long LongOf(byte[] littleEndian) => (long)(ulong)(new System.Numerics.BigInteger(littleEndian) & ulong.MaxValue);

    private string Line()
    {
        var text = new StringBuilder();
        for (byte next = Next(); next != '\n'; next = Next())
        {
            text.Append(text.Length < LongestText ? (char)next : throw Bad("a name in it is too long"));
        }

        return text.ToString();
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack.Count > 0 && _stack[^1] != (object)Mark.Here ? _stack[^1] : throw Bad("it takes a value that is not there");

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
        int mark = _stack.LastIndexOf(Mark.Here);
        object?[] values = mark >= 0 ? [.. _stack.Skip(mark + 1)] : throw Bad("it closes a tuple that was not opened");
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private object? Remembered(long key) => _memo.TryGetValue(key, out object? value) ? value : throw Bad($"it uses entry {key} of its memo, which is not there");

    private sealed class Mark
    {
        public static readonly Mark Here = new();
    }
}
