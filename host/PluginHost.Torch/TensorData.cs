using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch;

/// <summary>
/// Tensors from spans and back, of up to 2 GiB, by one copy. TorchSharp's own ways pin a copy of the array for the
/// tensor's life.
/// </summary>
public static class TensorData
{
    /// <summary>A copy of the numbers, row-major, in a shape and in their own element type.</summary>
    /// <typeparam name="T">byte, sbyte, short, int, long, Half, float, double or bool.</typeparam>
    /// <param name="values">As many as the shape has elements.</param>
    /// <param name="size">The shape.</param>
    /// <param name="device">Where the tensor shall lie; the CPU when null.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer values, or tensors hold no such elements.
    /// </exception>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public static Tensor from_span<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, Device? device = null)
        where T : unmanaged
    {
        long count = 1;
        foreach (long length in size)
        {
            count *= length;
        }

        CheckCount<T>(count, values.Length);

        // A run's images come in here before anything else is asked of TorchSharp, whose error would not say why.
        LibTorch.Load();
        var made = empty(size, ElementType(typeof(T)));
        if (!values.IsEmpty)
        {
            MemoryMarshal.AsBytes(values).CopyTo(made.bytes);
        }

        if (device is null || device.type == DeviceType.CPU)
        {
            return made;
        }

        using (made)
        {
            return made.to(device);
        }
    }

    /// <summary>Copies the elements in row-major order, from any device and layout.</summary>
    /// <typeparam name="T">
    /// The C# type of the tensor's elements: convert the tensor with <c>to</c> first where it has others.
    /// </typeparam>
    /// <param name="tensor">The tensor.</param>
    /// <param name="destination">As long as the tensor has elements.</param>
    /// <exception cref="ArgumentException">Types or lengths differ.</exception>
    public static void CopyTo<T>(this Tensor tensor, Span<T> destination)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.dtype != ElementType(typeof(T)))
        {
            throw new ArgumentException(
                $"The tensor holds elements of type {tensor.dtype}, not {typeof(T).Name}; convert it with to() first.",
                nameof(tensor));
        }

        CheckCount<T>(tensor.numel(), destination.Length);
        if (destination.IsEmpty)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        tensor.detach().cpu().contiguous().bytes.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    private static ScalarType ElementType(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Boolean => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ => throw new ArgumentException($"Tensors hold no elements of C# type {type.Name}."),
    };

    private static void CheckCount<T>(long elements, int values)
    {
        if (elements != values)
        {
            throw new ArgumentException(
                $"The tensor has {elements} elements, the span {values} of type {typeof(T).Name}.");
        }
    }
}
