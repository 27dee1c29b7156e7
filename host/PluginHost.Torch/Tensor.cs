using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array on a device, with automatic differentiation. Each C# object owns one reference to a native
    /// tensor; views share memory. Free it with <see cref="Dispose"/> or by a <see cref="DisposeScope"/>; the
    /// collector frees forgotten ones late. Reading one tensor from several threads is safe, changing it is not.
    /// Not sealed, because <see cref="Modules.Parameter"/> derives from it; nobody else can.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        internal Tensor(nint owned)
        {
            Handle = new TensorHandle(owned);
            DisposeScope.Innermost?.Include(this);
        }

        /// <summary>How many tensors this process holds: made and not yet freed. Exact, from any thread.</summary>
        public static long TotalCount => TensorHandle.Live;

        /// <summary>Whether it has been freed.</summary>
        public bool IsDisposed => Handle.IsClosed;

        /// <summary>The sizes of its dimensions; a new array each time.</summary>
        public unsafe long[] shape
        {
            get
            {
                NativeCall.Check(LibTorchC.aoti_torch_get_sizes(Handle, out long* sizes), "shape");
                return new ReadOnlySpan<long>(sizes, (int)dim()).ToArray();
            }
        }

        /// <summary>Elements to step for one step in each dimension.</summary>
        public unsafe long[] strides
        {
            get
            {
                NativeCall.Check(LibTorchC.aoti_torch_get_strides(Handle, out long* strides), "strides");
                return new ReadOnlySpan<long>(strides, (int)dim()).ToArray();
            }
        }

        /// <summary>Number of dimensions.</summary>
        public int ndim => (int)dim();

        /// <summary>Element type.</summary>
        public ScalarType dtype
        {
            get
            {
                NativeCall.Check(LibTorchC.aoti_torch_get_dtype(Handle, out int code), "dtype");
                return (ScalarType)code;
            }
        }

        /// <summary>Where it lives.</summary>
        public Device device
        {
            get
            {
                NativeCall.Check(LibTorchC.aoti_torch_get_device_type(Handle, out int type), "device");
                if (type == (int)DeviceType.CPU)
                {
                    return CPU;
                }

                NativeCall.Check(LibTorchC.aoti_torch_get_device_index(Handle, out int index), "device");
                return new Device((DeviceType)type, index);
            }
        }

        /// <summary>Whether it lives on a CUDA device.</summary>
        public bool is_cuda => device.type == DeviceType.CUDA;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements => numel();

        internal TensorHandle Handle { get; }

        internal DisposeScope? OwningScope { get; set; }

        /// <summary>Number of dimensions.</summary>
        public long dim()
        {
            NativeCall.Check(LibTorchC.aoti_torch_get_dim(Handle, out long dimensions), "dim");
            return dimensions;
        }

        /// <summary>Number of elements.</summary>
        public long numel()
        {
            NativeCall.Check(LibTorchC.aoti_torch_get_numel(Handle, out long count), "numel");
            return count;
        }

        /// <summary>Size of one dimension; negative numbers count from the last.</summary>
        public long size(int dimension)
        {
            int count = ndim;
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, count);
            ArgumentOutOfRangeException.ThrowIfLessThan(dimension, -count);
            int at = dimension < 0 ? dimension + count : dimension;
            NativeCall.Check(LibTorchC.aoti_torch_get_size(Handle, at, out long size), "size");
            return size;
        }

        /// <summary>Whether the elements lie row-major without gaps.</summary>
        public bool is_contiguous()
        {
            NativeCall.Check(LibTorchC.aoti_torch_is_contiguous(Handle, out byte contiguous), "is_contiguous");
            return contiguous != 0;
        }

        /// <summary>Whether the elements lie in the given order without gaps (four dimensions for channels last).</summary>
        public bool is_contiguous(memory_format format)
        {
            if (format != memory_format.channels_last)
            {
                return is_contiguous();
            }

            if (ndim != 4)
            {
                return false;
            }

            using var channelsLast = permute(0, 2, 3, 1);
            return channelsLast.is_contiguous();
        }

        /// <summary>Leaves this scope's tensor to the scope around it; returns this.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            if (OwningScope is { } scope)
            {
                DisposeScope.MoveToOther(scope.OuterScope, this);
            }

            return this;
        }

        /// <summary>Takes it out of any scope: the caller disposes it; returns this.</summary>
        public Tensor DetachFromDisposeScope()
        {
            DisposeScope.MoveToOther(null, this);
            return this;
        }

        /// <summary>Gives it to another scope; returns this.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope scope)
        {
            DisposeScope.MoveToOther(scope, this);
            return this;
        }

        /// <summary>A second object for the same native tensor, to be freed on its own.</summary>
        public Tensor alias() => new(Handle.NewReference());

        /// <summary>Frees this reference; further use throws <see cref="ObjectDisposedException"/>.</summary>
        public void Dispose()
        {
            OwningScope?.Forget(this);
            OwningScope = null;
            Handle.Dispose();
            GC.SuppressFinalize(this);
            GC.SuppressFinalize(this);
        }

        /// <summary>Shape, element type and device, for example "[2, 3] float32 cpu".</summary>
        public override string ToString() =>
            IsDisposed ? "(disposed)" : $"[{string.Join(", ", shape)}] {NameOf(dtype)} {device}";

        private static string NameOf(ScalarType type) => type == ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();
    }
}
