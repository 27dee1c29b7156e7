namespace PluginHost.Engine.Arrays;

/// <summary>The calls that a pickled NumPy array is made of.</summary>
internal sealed class PickledCalls(PickleMachine machine)
{
    private const string Multiarray = "numpy.core.multiarray", Numeric = "numpy.core.numeric";
    private const string Reconstruct = "_reconstruct", FromBuffer = "_frombuffer";
    private const int LongestCodedText = int.MaxValue / 2;

    private static readonly HashSet<string> Known =
    [
        $"{Multiarray}.{Reconstruct}", $"{Numeric}.{FromBuffer}", "numpy.ndarray", "numpy.dtype", "_codecs.encode",
    ];

    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["i1"] = ScalarType.Int8, ["u1"] = ScalarType.Byte, ["i2"] = ScalarType.Int16, ["i4"] = ScalarType.Int32, ["i8"] = ScalarType.Int64,
        ["f2"] = ScalarType.Float16, ["f4"] = ScalarType.Float32, ["f8"] = ScalarType.Float64, ["b1"] = ScalarType.Bool,
    };

    /// <summary>A name that the pickle wants to use.</summary>
    public PickledGlobal Global(string module, string name)
    {
        // NumPy 2 moved its insides.
        string full = $"{module.Replace("numpy._core.", "numpy.core.", StringComparison.Ordinal)}.{name}";
        return Known.Contains(full)
            ? new PickledGlobal(full)
            : throw machine.Bad(
                $"it wants to use {module}.{name}, and a NumPy array needs no such thing; nothing of it was run. If you trust it, "
                + "load it in Python and write the array with numpy.save");
    }

    /// <summary>What a call gives.</summary>
    public object Call(object? callee, object? arguments) => (callee, arguments) switch
    {
        (PickledGlobal { Name: $"{Multiarray}.{Reconstruct}" }, object?[]) => new PickledShell(),
        (PickledGlobal { Name: "numpy.dtype" }, object?[] and [PickledText code, ..]) => TypeOf(machine.Text(code)),
        (PickledGlobal { Name: "numpy.dtype" }, object?[] and [PickledBytes { Decoded: null } code, ..]) =>
            TypeOf(machine.Text(new PickledText(code.Offset, code.Length))),
        (PickledGlobal { Name: $"{Numeric}.{FromBuffer}" }, object?[] and [PickledBytes data, PickledType type, object?[] shape, PickledText order]) =>
            new PickledArray(type, Shape(shape), machine.Text(order) == "F", data),
        (PickledGlobal { Name: "_codecs.encode" }, object?[] and [PickledText text, PickledText code]) when machine.Text(code) == "latin1" => Encode(text),
        (PickledGlobal global, _) => throw machine.Bad($"it calls {global.Name} in a way that NumPy does not"),
        _ => throw machine.Bad("it calls something that cannot be called"),
    };

    /// <summary>What an object becomes when it is given its state.</summary>
    public object Build(object? target, object? state) => (target, state) switch
    {
        (PickledShell, object?[] and [_, object?[] shape, PickledType type, bool fortran, PickledBytes data]) =>
            new PickledArray(type, Shape(shape), fortran, data),
        (PickledShell, object?[] and [_, object?[] shape, PickledType type, long fortran, PickledBytes data]) =>
            new PickledArray(type, Shape(shape), fortran != 0, data),
        (PickledShell, object?[] and [_, _, _, _, not PickledBytes]) => throw machine.Bad("its array holds Python objects, not numbers"),
        (PickledType type, object?[] and [_, PickledText order, null, null, null, ..]) => Ordered(type, machine.Text(order)),
        (PickledType type, object?[] and [_, PickledBytes { Decoded: null } order, null, null, null, ..]) =>
            Ordered(type, machine.Text(new PickledText(order.Offset, order.Length))),
        (PickledType, _) => throw machine.Bad("its array has an element type of several fields"),
        _ => throw machine.Bad("it gives a state to something that takes none"),
    };

    private PickledType TypeOf(string code) => Types.TryGetValue(code.TrimStart('<', '|', '='), out var type)
        ? new PickledType(code, type, type.ElementSize())
        : throw machine.Bad($"its array has the element type '{code}'; known are {string.Join(", ", Types.Keys)}");

    private PickledType Ordered(PickledType type, string order) => order is "<" or "|" or "="
        ? type
        : throw machine.Bad($"its array is in the byte order '{order}'; write it little-endian: array.astype('<{type.Code}')");

    private long[] Shape(object?[] sizes) =>
        [.. sizes.Select(size => size is long n and >= 0 ? n : throw machine.Bad("its array has an impossible shape"))];

    /// <summary>Python 3 wrote bytes into protocol 2 as a text of the characters 0 to 255, in UTF-8.</summary>
    private PickledBytes Encode(PickledText text)
    {
        if (text.Length > LongestCodedText)
        {
            throw machine.Bad($"its {text.Length} bytes are stored as a text; save it again with pickle.dump(array, file, protocol=4)");
        }

        byte[] coded = machine.Bytes(text.Offset, (int)text.Length);
        var bytes = new byte[coded.Length];
        int count = 0;
        for (int i = 0; i < coded.Length; i++, count++)
        {
            bytes[count] = coded[i] switch
            {
                < 0x80 and var plain => plain,
                0xC2 or 0xC3 when i + 1 < coded.Length && coded[i + 1] is >= 0x80 and < 0xC0 => (byte)((coded[i] << 6) | (coded[++i] & 0x3F)),
                _ => throw machine.Bad("a text in it holds other characters than bytes are written with"),
            };
        }

        return new PickledBytes(0, count, bytes.AsSpan(0, count).ToArray());
    }
}
