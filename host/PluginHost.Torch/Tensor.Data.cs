using System.Runtime.InteropServices;
using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The value of a tensor with one element, converted to <typeparamref name="T"/>. Waits for the device.</summary>
        public T item<T>()
            where T : unmanaged
        {
            if (typeof(T) == typeof(bool))
            {
                return (T)(object)(ToDouble() != 0);
            }

            if (is_floating_point(dtype))
            {
                return FromDouble<T>(ToDouble());
            }

            long value = ToInt64();
            return typeof(T) == typeof(long) ? (T)(object)value
                : typeof(T) == typeof(int) ? (T)(object)checked((int)value)
                : typeof(T) == typeof(byte) ? (T)(object)checked((byte)value)
                : FromDouble<T>(value);
        }

        /// <summary>The only element as float32.</summary>
        public float ToSingle() => (float)ToDouble();

        /// <summary>The only element as float64.</summary>
        public double ToDouble()
        {
            NativeCall.Check(LibTorchC.aoti_torch_item_float64(Handle, out double value), "item");
            return value;
        }

        /// <summary>The only element as an integer.</summary>
        public int ToInt32() => checked((int)ToInt64());

        /// <summary>The only element as an integer.</summary>
        public long ToInt64()
        {
            NativeCall.Check(LibTorchC.aoti_torch_item_int64(Handle, out long value), "item");
            return value;
        }

        /// <summary>Whether the only element is not zero.</summary>
        public bool ToBoolean() => ToDouble() != 0;

        /// <summary>
        /// A copy of the elements in row-major order. <typeparamref name="T"/> must be the element type (float for
        /// float32, long for int64, …); otherwise an <see cref="ArgumentException"/>: convert with <c>to</c> first.
        /// </summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            var values = new T[numel()];
            CopyTo<T>(values);
            return new TensorAccessor<T>(values);
        }

        /// <summary>Copies the elements in row-major order; the lengths and types must agree.</summary>
        public void CopyTo<T>(Span<T> destination)
            where T : unmanaged
        {
            CheckElements<T>(destination.Length);
            CopyBytesTo(MemoryMarshal.AsBytes(destination));
        }

        /// <summary>Overwrites the elements in row-major order; the lengths and types must agree. Returns this.</summary>
        public Tensor CopyFrom<T>(ReadOnlySpan<T> source)
            where T : unmanaged
        {
            CheckElements<T>(source.Length);
            return CopyBytesFrom(MemoryMarshal.AsBytes(source));
        }

        /// <summary>Copies the raw elements in row-major order, in the machine's byte order.</summary>
        public unsafe void CopyBytesTo(Span<byte> destination)
        {
            CheckBytes(destination.Length);
            using var _ = no_grad();
            using var here = device.type == DeviceType.CPU ? detach() : cpu();
            using var dense = here.contiguous();
            NativeCall.Check(LibTorchC.aoti_torch_get_data_ptr(dense.Handle, out nint data), "data");
            new ReadOnlySpan<byte>((void*)data, destination.Length).CopyTo(destination);
            GC.KeepAlive(dense);
        }

        /// <summary>Overwrites the raw elements in row-major order, in the machine's byte order. Returns this.</summary>
        public unsafe Tensor CopyBytesFrom(ReadOnlySpan<byte> source)
        {
            CheckBytes(source.Length);
            bool direct = device.type == DeviceType.CPU && is_contiguous();
            using var dense = direct ? alias() : empty(shape, dtype);
            NativeCall.Check(LibTorchC.aoti_torch_get_data_ptr(dense.Handle, out nint data), "data");
            source.CopyTo(new Span<byte>((void*)data, source.Length));
            if (!direct)
            {
                using var _ = no_grad();
                copy_(dense);
            }

            GC.KeepAlive(dense);
            return this;
        }

        private static T FromDouble<T>(double value) =>
            typeof(T) == typeof(float) ? (T)(object)(float)value
            : typeof(T) == typeof(double) ? (T)(object)value
            : typeof(T) == typeof(long) ? (T)(object)(long)value
            : typeof(T) == typeof(int) ? (T)(object)(int)value
            : typeof(T) == typeof(short) ? (T)(object)(short)value
            : typeof(T) == typeof(sbyte) ? (T)(object)(sbyte)value
            : typeof(T) == typeof(byte) ? (T)(object)(byte)value
            : typeof(T) == typeof(Half) ? (T)(object)(Half)value
            : throw new ArgumentException($"An element cannot be read as C# type {typeof(T).Name}.");

        private void CheckElements<T>(int count)
            where T : unmanaged
        {
            if (TypeOf<T>() != dtype)
            {
                throw new ArgumentException($"The tensor {this} does not hold elements of C# type {typeof(T).Name}; convert it with to() first.");
            }

            if (count != numel())
            {
                throw new ArgumentException($"The tensor {this} has {numel()} elements, the span {count}.");
            }
        }

        private void CheckBytes(int count)
        {
            long needed = numel() * dtype.ElementSize();
            if (count != needed)
            {
                throw new ArgumentException($"The tensor {this} has {needed} bytes, the span {count}.");
            }
        }
    }

    /// <summary>A copy of a tensor's elements, in row-major order.</summary>
    public sealed class TensorAccessor<T>(T[] values) : IReadOnlyList<T>
        where T : unmanaged
    {
        /// <summary>Number of elements.</summary>
        public int Count => values.Length;

        /// <summary>Number of elements.</summary>
        public int Length => values.Length;

        /// <summary>An element by its row-major position.</summary>
        public T this[int index] => values[index];

        /// <summary>The elements; no further copy is made.</summary>
        public T[] ToArray() => values;

        /// <summary>The elements as a span.</summary>
        public ReadOnlySpan<T> AsSpan() => values;

        /// <summary>The elements one after the other.</summary>
        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)values).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => values.GetEnumerator();
    }
}
