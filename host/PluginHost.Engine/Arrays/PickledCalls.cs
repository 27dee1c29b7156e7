using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>The calls that pickled arrays of NumPy and tensors of torch.save are made of.</summary>
internal sealed class PickledCalls(PickleMachine machine)
{
    private const string Multiarray = "numpy.core.multiarray", Numeric = "numpy.core.numeric", Torch = "torch._utils";
    private const string Reconstruct = "_reconstruct", FromBuffer = "_frombuffer", Scalar = "scalar";
    private const int MostDimensions = 64, LongestNumber = 64, MostNames = 10_000, MostArrays = 100_000;

    private static readonly HashSet<string> Known =
    [
        $"{Multiarray}.{Reconstruct}", $"{Multiarray}.{Scalar}", $"{Numeric}.{FromBuffer}", "numpy.ndarray", "numpy.dtype",
        "_codecs.encode", "collections.OrderedDict", "torch.Size",
        $"{Torch}._rebuild_tensor_v2", $"{Torch}._rebuild_tensor_v3", $"{Torch}._rebuild_parameter",
    ];

    /// <summary>Element types by the names of torch: of its storages without the ending, and of its dtypes.</summary>
    private static readonly Dictionary<string, string> Elements = new()
    {
        ["Float"] = "f4", ["Double"] = "f8", ["Half"] = "f2", ["BFloat16"] = "bf2", ["Long"] = "i8", ["Int"] = "i4",
        ["Short"] = "i2", ["Char"] = "i1", ["Byte"] = "u1", ["Bool"] = "b1",
        ["float32"] = "f4", ["float64"] = "f8", ["float16"] = "f2", ["bfloat16"] = "bf2", ["int64"] = "i8", ["int32"] = "i4",
        ["int16"] = "i2", ["int8"] = "i1", ["uint8"] = "u1", ["uint16"] = "u2", ["uint32"] = "u4", ["uint64"] = "u8",
        ["bool"] = "b1",
    };

    private int _names, _arrays;

    /// <summary>A name that the pickle wants to use.</summary>
    public object Global(string module, string name)
    {
        if (++_names > MostNames)
        {
            throw machine.Bad($"it names more than {MostNames} things to use");
        }

        if (module is "torch" or "torch.cuda" or "torch.storage" && ElementOf(name) is { } element)
        {
            return element;
        }

        // NumPy 2 moved its insides.
        string full = $"{module.Replace("numpy._core.", "numpy.core.", StringComparison.Ordinal)}.{name}";
        return Known.Contains(full)
            ? new PickledGlobal(full)
            : throw machine.Bad(
                $"it wants to use {module}.{name}, and arrays and labels need no such thing; nothing of it was run. "
                    + "If you trust it, "
                + "load it in Python and write the array with numpy.save");
    }

    /// <summary>What a call gives.</summary>
    public object? Call(object? callee, object? arguments) => ((callee as PickledGlobal)?.Name, arguments) switch
    {
        ($"{Multiarray}.{Reconstruct}", object?[]) => new PickledShell(),
        ("numpy.dtype", object?[] and [PickledText code, ..]) => TypeOf(machine.Text(code)),
        ($"{Multiarray}.{Scalar}", object?[] and [PickledType type, { } value]) => Number(type, value),
        ($"{Numeric}.{FromBuffer}", object?[] and [{ } data, PickledType type, object?[] shape, PickledText order]) =>
            Array(type, Sizes(shape), machine.Text(order) == "F", data),
        ("_codecs.encode", object?[] and [PickledText text, PickledText code]) when machine.Text(code) == "latin1" =>
            text,
        ("collections.OrderedDict", object?[] and []) => new PickledDictionary(),
        ("torch.Size", object?[] and [object?[] sizes]) => sizes,
        ($"{Torch}._rebuild_parameter", object?[] and [PickledArray tensor, ..]) => tensor,
        ($"{Torch}._rebuild_tensor_v2",
            object?[] and [PickledStorage storage, long first, object?[] shape, object?[] strides, ..]) =>
            Tensor(storage, first, shape, strides),
        ($"{Torch}._rebuild_tensor_v3", object?[] and
            [PickledStorage bytes, long first, object?[] shape, object?[] strides, _, _, PickledType type, ..]) =>
            Tensor(bytes with { Type = type.Number }, first, shape, strides),
        ({ } name, _) => throw machine.Bad($"it calls {name} in a way that nobody does"),
        _ => throw machine.Bad("it calls something that cannot be called"),
    };

    /// <summary>What an object becomes when it is given its state.</summary>
    public object? Build(object? target, object? state) => (target, state) switch
    {
        (PickledShell, object?[] and [_, object?[] shape, PickledType type, (bool or long) and { } fortran, { } data]) =>
            Array(type, Sizes(shape), fortran is true or not (false or 0L), data),
        (PickledType type, object?[] and [_, PickledText order, null, null, null, ..]) => Ordered(type, machine.Text(order)),
        (PickledType type, object?[]) => type with { Number = null },
        // Texts that torch.save keeps beside the weights of a network.
        (PickledDictionary dictionary, PickledDictionary) => dictionary,
        _ => throw machine.Bad("it gives a state to something that takes none"),
    };

    /// <summary>Elements that are kept beside the pickle: what torch.save calls a persistent id.</summary>
    public PickledStorage Storage(object? id) =>
        id is object?[] and [PickledText word, PickledType type, PickledText key, PickledText, long count] && machine.Text(word) == "storage"
            ? new PickledStorage(machine.Text(key), type.Number, count)
            : throw machine.Bad("its content is in another file (a persistent id)");

    private static PickledType? ElementOf(string name)
    {
        string bare = name.EndsWith("Storage", StringComparison.Ordinal) ? name[..^"Storage".Length] : name;
        if (bare is "Untyped" or "_Untyped")
        {
            return new PickledType("u1", NumberType.Of("u1"));
        }

        if (!Elements.TryGetValue(bare, out string? code))
        {
            return null;
        }

        // NumPy has no such type, and no code for it.
        var number = code == "bf2" ? NumberType.Of(ScalarType.BFloat16) : NumberType.Of(code);
        return new PickledType(code, number);
    }

    private static PickledType TypeOf(string code) => new(code, NumberType.Of(code));

    private static PickledType Ordered(PickledType type, string order) =>
        order == ">" && type.Number is { } number ? type with { Number = number with { IsBigEndian = true } } : type;

    private PickledArray Array(PickledType type, long[] shape, bool fortran, object data)
    {
        // Elements that are Python objects are kept as they are: a dictionary in an array is one.
        bool isObjects = type.Code.StartsWith('O') && data is PickledList;
        if (!isObjects && type.Number is null)
        {
            throw machine.Bad($"of its array {NumberType.Refusal(type.Code, "")}");
        }

        if (!isObjects && data is not PickledText)
        {
            throw machine.Bad("the content of its array is no bytes");
        }

        return new PickledArray(isObjects ? null : type.Number, shape, ArrayPlace.StridesOf(shape, fortran), data);
    }

    private PickledArray Tensor(PickledStorage storage, long first, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || first < 0)
        {
            throw machine.Bad("its tensor has an impossible place");
        }

        return new PickledArray(storage.Type, Sizes(shape), Sizes(strides), storage, first);
    }

    private object Number(PickledType type, object value)
    {
        if (value is not PickledText { Length: <= LongestNumber } text || type.Number is not { } number)
        {
            throw machine.Bad("a number in it is none");
        }

        byte[] bytes = PickledBytes.Of(machine, text);
        return bytes.Length == number.Size ? NumberBytes.Value(number, bytes) : throw machine.Bad(
            "a number in it is none");
    }

    private long[] Sizes(object?[] sizes)
    {
        if (++_arrays > MostArrays)
        {
            throw machine.Bad($"it holds more than {MostArrays} arrays");
        }

        if (sizes.Length > MostDimensions)
        {
            throw machine.Bad($"its array has {sizes.Length} dimensions");
        }

        return [.. sizes.Select(size => size is long n and >= 0 ? n : throw machine.Bad(
            "its array has an impossible shape"))];
    }
}
