using System.Runtime.InteropServices;
using System.Text;

namespace PluginHost.Torch.Native;

/// <summary>
/// One argument of an operator, written down as its 64-bit form when the call is made. Plain C# values convert by
/// themselves; an argument whose schema type ends in "?" must be wrapped in <c>Maybe</c>, and a C# double must be a
/// double literal (1.0, not 1), because libtorch reads the bits without asking for their type.
/// </summary>
internal readonly unsafe struct Value
{
    private readonly object? _object;
    private readonly ulong _bits;
    private readonly Form _form;

    private Value(Form form, ulong bits, object? value = null)
    {
        _form = form;
        _bits = bits;
        _object = value;
    }

    private enum Form : byte
    {
        None,
        Bits,
        MaybeBits,
        Tensor,
        MaybeTensor,
        Number,
        Ints,
        MaybeInts,
        Floats,
        MaybeFloats,
        Tensors,
        MaybeTensors,
        Text,
        MaybeText,
    }

    /// <summary>A null for any schema type that ends in "?".</summary>
    internal static Value None => default;

    internal torch.Tensor? AsTensor => _object as torch.Tensor;

    public static implicit operator Value(torch.Tensor value) => new(Form.Tensor, 0, value);

    public static implicit operator Value(long value) => new(Form.Bits, (ulong)value);

    public static implicit operator Value(double value) => new(Form.Bits, BitConverter.DoubleToUInt64Bits(value));

    public static implicit operator Value(bool value) => new(Form.Bits, value ? 1u : 0u);

    public static implicit operator Value(torch.ScalarType value) => new(Form.Bits, (ulong)value);

    public static implicit operator Value(torch.memory_format value) => new(Form.Bits, (ulong)value);

    public static implicit operator Value(torch.Device value) => new(Form.Bits, Code(value));

    public static implicit operator Value(long[] value) => new(Form.Ints, 0, value);

    public static implicit operator Value(double[] value) => new(Form.Floats, 0, value);

    public static implicit operator Value(torch.Tensor[] value) => new(Form.Tensors, 0, value);

    public static implicit operator Value(string value) => new(Form.Text, 0, value);

    internal static Value Maybe(torch.Tensor? value) => value is null ? None : new(Form.MaybeTensor, 0, value);

    internal static Value Maybe(long? value) => value is { } v ? new(Form.MaybeBits, (ulong)v) : None;

    internal static Value Maybe(double? value) => value is { } v ? new(Form.MaybeBits, BitConverter.DoubleToUInt64Bits(v)) : None;

    internal static Value Maybe(bool? value) => value is { } v ? new(Form.MaybeBits, v ? 1u : 0u) : None;

    internal static Value Maybe(torch.ScalarType? value) => value is { } v ? new(Form.MaybeBits, (ulong)v) : None;

    internal static Value Maybe(torch.memory_format? value) => value is { } v ? new(Form.MaybeBits, (ulong)v) : None;

    internal static Value Maybe(torch.Device? value) => value is null ? None : new(Form.MaybeBits, Code(value));

    internal static Value Maybe(long[]? value) => value is null ? None : new(Form.MaybeInts, 0, value);

    internal static Value Maybe(double[]? value) => value is null ? None : new(Form.MaybeFloats, 0, value);

    internal static Value Maybe(string? value) => value is null ? None : new(Form.MaybeText, 0, value);

    /// <summary>A list whose elements may be null (schema type Tensor?[]).</summary>
    internal static Value MaybeEach(torch.Tensor?[] value) => new(Form.MaybeTensors, 0, value);

    /// <summary>
    /// A number for a parameter of type Tensor: a zero-dimensional CPU tensor, which mixes with tensors on any device.
    /// Beside an integer tensor a floating point number counts as float32, as in PyTorch.
    /// </summary>
    internal static Value Number(Scalar value, torch.Tensor beside) => value.Kind switch
    {
        Scalar.ScalarKind.Floating => new(Form.Number, BitConverter.DoubleToUInt64Bits(value.ToDouble()),
            torch.is_floating_point(beside.dtype) ? torch.ScalarType.Float64 : torch.ScalarType.Float32),
        Scalar.ScalarKind.Integer => new(Form.Number, (ulong)value.ToInt64(), torch.ScalarType.Int64),
        _ => new(Form.Number, (ulong)value.ToInt64(), torch.ScalarType.Bool),
    };

    /// <summary>Throws if a tensor in it is disposed, before any argument of the call has been made.</summary>
    internal void ThrowIfDisposed()
    {
        switch (_form)
        {
            case Form.Tensor or Form.MaybeTensor:
                ThrowIfDisposed((torch.Tensor)_object!);
                break;
            case Form.Tensors or Form.MaybeTensors:
                foreach (var tensor in (torch.Tensor?[])_object!)
                {
                    if (tensor is not null)
                    {
                        ThrowIfDisposed(tensor);
                    }
                    else if (_form == Form.Tensors)
                    {
                        throw new ArgumentNullException(nameof(tensor), "A list of tensors holds a null.");
                    }
                }

                break;
        }
    }

    /// <summary>The 64-bit form, owned by the call.</summary>
    internal ulong ToBits() => _form switch
    {
        Form.None => 0,
        Form.Bits => _bits,
        Form.MaybeBits => Box(_bits),
        Form.Tensor => Reference((torch.Tensor)_object!),
        Form.MaybeTensor => Box(Reference((torch.Tensor)_object!)),
        Form.Number => NumberTensor(),
        Form.Ints => IntList((long[])_object!),
        Form.MaybeInts => Box(IntList((long[])_object!)),
        Form.Floats => FloatList((double[])_object!),
        Form.MaybeFloats => Box(FloatList((double[])_object!)),
        Form.Tensors or Form.MaybeTensors => TensorList((torch.Tensor?[])_object!, boxed: _form == Form.MaybeTensors),
        Form.Text => Text((string)_object!),
        _ => Box(Text((string)_object!)),
    };

    /// <summary>The argument for an error message: shape and dtype of a tensor, otherwise its value.</summary>
    internal string Describe() => _form switch
    {
        Form.None => "none",
        Form.Tensor or Form.MaybeTensor => _object!.ToString()!,
        Form.Tensors or Form.MaybeTensors => "[" + string.Join(", ", ((torch.Tensor?[])_object!).Select(t => t?.ToString() ?? "none")) + "]",
        Form.Ints or Form.MaybeInts => "[" + string.Join(", ", (long[])_object!) + "]",
        Form.Floats or Form.MaybeFloats => "[" + string.Join(", ", (double[])_object!) + "]",
        Form.Text or Form.MaybeText => $"\"{_object}\"",
        Form.Number when (torch.ScalarType)_object! is torch.ScalarType.Float32 or torch.ScalarType.Float64
            => BitConverter.UInt64BitsToDouble(_bits).ToString(),
        // Bits do not tell a double from an integer; small ones are integers or switches.
        Form.Bits or Form.MaybeBits when _bits + 4096 > 1ul << 40 => BitConverter.UInt64BitsToDouble(_bits).ToString(),
        _ => ((long)_bits).ToString(),
    };

    private static void ThrowIfDisposed(torch.Tensor tensor) =>
        ObjectDisposedException.ThrowIf(tensor.IsDisposed, tensor);

    private static ulong Code(torch.Device device) => ((ulong)device.type << 32) | (uint)device.index;

    private static ulong Reference(torch.Tensor tensor) => (ulong)tensor.Handle.NewReference();

    // The receiver frees the box with free().
    private static ulong Box(ulong value)
    {
        ulong* box = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *box = value;
        return (ulong)box;
    }

    private static nint NewList(int count)
    {
        NativeCall.Check(LibTorchC.torch_new_list_reserve_size((nuint)count, out nint list), "list");
        return list;
    }

    private static ulong IntList(long[] values)
    {
        nint list = NewList(values.Length);
        foreach (long value in values)
        {
            NativeCall.Check(LibTorchC.torch_list_push_back(list, (ulong)value), "list");
        }

        return (ulong)list;
    }

    private static ulong FloatList(double[] values)
    {
        nint list = NewList(values.Length);
        foreach (double value in values)
        {
            NativeCall.Check(LibTorchC.torch_list_push_back(list, BitConverter.DoubleToUInt64Bits(value)), "list");
        }

        return (ulong)list;
    }

    private static ulong TensorList(torch.Tensor?[] tensors, bool boxed)
    {
        nint list = NewList(tensors.Length);
        foreach (var tensor in tensors)
        {
            ulong bits = tensor is null ? 0 : boxed ? Box(Reference(tensor)) : Reference(tensor);
            NativeCall.Check(LibTorchC.torch_list_push_back(list, bits), "list");
        }

        return (ulong)list;
    }

    private static ulong Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            NativeCall.Check(LibTorchC.torch_new_string_handle(start, (nuint)bytes.Length, out nint handle), "string");
            return (ulong)handle;
        }
    }

    private ulong NumberTensor()
    {
        nint tensor;
        int code = (torch.ScalarType)_object! switch
        {
            torch.ScalarType.Float64 => LibTorchC.aoti_torch_scalar_to_tensor_float64(BitConverter.UInt64BitsToDouble(_bits), out tensor),
            torch.ScalarType.Float32 => LibTorchC.aoti_torch_scalar_to_tensor_float32((float)BitConverter.UInt64BitsToDouble(_bits), out tensor),
            torch.ScalarType.Int64 => LibTorchC.aoti_torch_scalar_to_tensor_int64((long)_bits, out tensor),
            _ => LibTorchC.aoti_torch_scalar_to_tensor_bool((byte)_bits, out tensor),
        };
        NativeCall.Check(code, "number");
        return (ulong)tensor;
    }
}
