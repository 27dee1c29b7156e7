using System.Runtime.InteropServices;
using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

/// <summary>PyTorch's functions, under PyTorch's names.</summary>
public static partial class torch
{
    /// <summary>Zeros. Element type float32 and the processor unless given; so in all of these.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::zeros"u8, size, Maybe(dtype), None, Maybe(device), None), requires_grad);

    /// <inheritdoc cref="zeros(long[], ScalarType?, Device?, bool)"/>
    public static Tensor zeros(params ReadOnlySpan<long> size) => zeros(size.ToArray());

    /// <summary>Ones.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::ones"u8, size, Maybe(dtype), None, Maybe(device), None), requires_grad);

    /// <inheritdoc cref="ones(long[], ScalarType?, Device?, bool)"/>
    public static Tensor ones(params ReadOnlySpan<long> size) => ones(size.ToArray());

    /// <summary>Whatever the memory held.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, memory_format? memory_format = null) =>
        Made(Call("aten::empty"u8, "memory_format"u8, size, Maybe(dtype), None, Maybe(device), None, Maybe(memory_format)), requires_grad);

    /// <inheritdoc cref="empty(long[], ScalarType?, Device?, bool, memory_format?)"/>
    public static Tensor empty(params ReadOnlySpan<long> size) => empty(size.ToArray());

    /// <summary>The same number everywhere; its kind decides the element type unless given (float32, int64 or bool).</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var tensor = empty(size, dtype ?? DefaultType(value), device);
        tensor.fill_(value);
        return Made(tensor, requires_grad);
    }

    /// <summary>Zeros in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::zeros_like"u8, input, Maybe(dtype), None, Maybe(device), None, None), requires_grad);

    /// <summary>Ones in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::ones_like"u8, input, Maybe(dtype), None, Maybe(device), None, None), requires_grad);

    /// <summary>Whatever the memory held, in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::empty_like"u8, input, Maybe(dtype), None, Maybe(device), None, None), requires_grad);

    /// <summary>The same number everywhere, in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(empty_like(input, dtype, device).fill_(value), requires_grad);

    /// <summary>The identity matrix (rows, columns or rows).</summary>
    public static Tensor eye(long rows, long? columns = null, ScalarType? dtype = null, Device? device = null) =>
        Call("aten::eye"u8, "m"u8, rows, columns ?? rows, Maybe(dtype), None, Maybe(device), None);

    /// <summary>start, start + step, … below stop. Integers give int64, otherwise float32, unless given.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step.ToDouble(), nameof(step));
        double distance = (stop.ToDouble() - start.ToDouble()) / step.ToDouble();
        if (!(distance >= 0))
        {
            throw new ArgumentException($"arange from {start} to {stop} never ends with step {step}.");
        }

        bool whole = start.IsIntegral && stop.IsIntegral && step.IsIntegral;
        var type = dtype ?? (whole ? ScalarType.Int64 : ScalarType.Float32);
        int count = checked((int)Math.Ceiling(distance));
        if (whole)
        {
            var values = new long[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = start.ToInt64() + i * step.ToInt64();
            }

            return tensor(values, [count], type, device);
        }

        var numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = start.ToDouble() + i * step.ToDouble();
        }

        return tensor(numbers, [count], type, device);
    }

    /// <summary>start, start + 1, … below stop.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null) =>
        arange(start, stop, 1, dtype, device);

    /// <summary>0, 1, … below stop.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null) => arange(0, stop, 1, dtype, device);

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null)
    {
        using var from = tensor(start, float64);
        using var to = tensor(end, float64);
        return Call("aten::linspace"u8, "Tensor_Tensor"u8, from, to, steps, Maybe(dtype ?? float32), None, Maybe(device), None);
    }

    /// <summary>One number as a tensor without dimensions; a C# double gives float32 unless a type is given.</summary>
    public static Tensor tensor(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([], value, dtype, device, requires_grad);

    /// <summary>A copy of the numbers as a vector, in their own type unless given.</summary>
    public static Tensor tensor<T>(T[] values, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return tensor(values, [values.Length], dtype, device, requires_grad);
    }

    /// <summary>A copy of the numbers, row-major, in a shape; in their own type unless given.</summary>
    public static Tensor tensor<T>(T[] values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged => from_span<T>(values, size, dtype, device, requires_grad);

    /// <summary>A copy of the numbers, row-major, in a shape; in their own type unless given.</summary>
    public static Tensor from_span<T>(ReadOnlySpan<T> values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
    {
        var host = empty(size, TypeOf<T>()).CopyFrom(values);
        return Made(Converted(host, dtype, device), requires_grad);
    }

    /// <summary>A copy of a C# array of any number of dimensions, in its own element type unless given.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var type = rawArray.GetType().GetElementType();
        var own = type == typeof(float) ? float32 : type == typeof(double) ? float64 : type == typeof(long) ? int64
            : type == typeof(int) ? int32 : type == typeof(short) ? int16 : type == typeof(byte) ? uint8
            : type == typeof(sbyte) ? int8 : type == typeof(bool) ? @bool
            : throw new ArgumentException($"Tensors hold no elements of C# type {type}.", nameof(rawArray));
        var size = new long[rawArray.Rank];
        for (int i = 0; i < size.Length; i++)
        {
            size[i] = rawArray.GetLongLength(i);
        }

        var host = empty(size, own);
        host.CopyBytesFrom(MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(rawArray), checked(rawArray.Length * own.ElementSize())));
        return Made(Converted(host, dtype, device), requires_grad);
    }

    // Frees the given tensor if another one takes its place.
    private static Tensor Converted(Tensor tensor, ScalarType? dtype, Device? device)
    {
        if ((dtype is null || dtype == tensor.dtype) && (device is null || device.type == DeviceType.CPU))
        {
            return tensor;
        }

        using (tensor)
        {
            return tensor.to(dtype ?? tensor.dtype, device ?? CPU);
        }
    }

    private static Tensor Made(Tensor tensor, bool requiresGrad) => requiresGrad ? tensor.requires_grad_() : tensor;

    private static ScalarType DefaultType(Scalar value) => value.Kind switch
    {
        Scalar.ScalarKind.Floating => ScalarType.Float32,
        Scalar.ScalarKind.Integer => ScalarType.Int64,
        _ => ScalarType.Bool,
    };
}
