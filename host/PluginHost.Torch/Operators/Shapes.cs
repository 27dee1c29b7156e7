using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    // The same elements in another shape, order, type, memory layout or place. Views share memory with their source.
    public partial class Tensor
    {
        /// <summary>A copy with its own memory; layout as it lies unless given.</summary>
        public Tensor clone(memory_format? memory_format = null) => Call("aten::clone"u8, this, Maybe(memory_format));

        /// <summary>Itself (a second object for it) if it already lies in that format, else a copy that does.</summary>
        public Tensor contiguous(memory_format memory_format = memory_format.contiguous_format) => Call("aten::contiguous"u8, this, memory_format);

        /// <summary>In another element type; itself (a second object) if nothing changes, unless copy.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool non_blocking = false, memory_format? memory_format = null) =>
            Call("aten::to"u8, "dtype"u8, this, type, non_blocking, copy, Maybe(memory_format));

        /// <summary>On another device; itself (a second object) if nothing changes, unless copy.</summary>
        public Tensor to(Device device, bool copy = false, bool non_blocking = false, memory_format? memory_format = null) =>
            to(dtype, device, copy, non_blocking, memory_format);

        /// <summary>In another element type on another device; itself (a second object) if nothing changes, unless copy.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool non_blocking = false, memory_format? memory_format = null) =>
            Call("aten::to"u8, "device"u8, this, device, type, non_blocking, copy, Maybe(memory_format));

        /// <summary>In another element type.</summary>
        public Tensor to_type(ScalarType type) => to(type);

        /// <summary>On the processor.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>On a CUDA device, the current one unless given.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>As float32.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>As float64.</summary>
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>As int64.</summary>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>As bool: whether not zero.</summary>
        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>As uint8.</summary>
        public Tensor @byte() => to(ScalarType.Byte);

        /// <summary>A view in another shape; -1 once for "what is left". An error if that needs a copy.</summary>
        public Tensor view(params long[] shape) => Call("aten::view"u8, this, shape);

        /// <summary>In another shape, as a view where possible; -1 once for "what is left".</summary>
        public Tensor reshape(params long[] shape) => Call("aten::reshape"u8, this, shape);

        /// <summary>Dimensions start … end joined to one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("aten::flatten"u8, "using_ints"u8, this, start_dim, end_dim);

        /// <summary>Dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Call("aten::permute"u8, this, permutation);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Call("aten::transpose"u8, "int"u8, this, dim0, dim1);

        /// <summary>A matrix transposed.</summary>
        public Tensor t() => Call("aten::t"u8, this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>With a dimension of size 1 inserted.</summary>
        public Tensor unsqueeze(long dim) => Call("aten::unsqueeze"u8, this, dim);

        /// <summary>Without dimensions of size 1.</summary>
        public Tensor squeeze() => Call("aten::squeeze"u8, this);

        /// <summary>Without that dimension if its size is 1.</summary>
        public Tensor squeeze(long dim) => Call("aten::squeeze"u8, "dim"u8, this, dim);

        /// <summary>A view in a larger shape: dimensions of size 1 repeat without a copy; -1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => Call("aten::expand"u8, this, sizes, false);

        /// <summary>As <see cref="expand"/>, to another tensor's shape.</summary>
        public Tensor expand_as(Tensor other) => Call("aten::expand_as"u8, this, other);

        /// <summary>Repeated as a whole, so many times along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Call("aten::repeat"u8, this, sizes);

        /// <summary>Each element repeated along a dimension.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null) => Call("aten::repeat_interleave"u8, "self_int"u8, this, repeats, Maybe(dim), None);

        /// <summary>Order reversed along dimensions.</summary>
        public Tensor flip(params long[] dims) => Call("aten::flip"u8, this, dims);

        /// <summary>Moved cyclically along dimensions.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Call("aten::roll"u8, this, shifts, dims);

        /// <summary>Moved cyclically along one dimension.</summary>
        public Tensor roll(long shifts, long dims) => roll([shifts], [dims]);

        /// <summary>Cut in parts of a size along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long size, long dim = 0) => CallList("aten::split"u8, "Tensor"u8, this, size, dim);

        /// <summary>Cut in parts of given sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => CallList("aten::split_with_sizes"u8, ""u8, this, sizes, dim);

        /// <summary>Cut in so many parts along a dimension.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => CallList("aten::chunk"u8, ""u8, this, chunks, dim);

        /// <summary>One tensor for each index of a dimension.</summary>
        public Tensor[] unbind(long dim = 0) => CallList("aten::unbind"u8, "int"u8, this, dim);

        /// <summary>Windows of a size along a dimension, as a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Call("aten::unfold"u8, this, dimension, size, step);

        /// <summary>With channels exchanged for resolution: (N, C·r², H, W) to (N, C, H·r, W·r).</summary>
        public Tensor pixel_shuffle(long upscale_factor) => Call("aten::pixel_shuffle"u8, this, upscale_factor);
    }

    /// <summary>Joined along an existing dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Call("aten::cat"u8, tensors.ToArray(), dim);

    /// <summary>Joined along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Call("aten::stack"u8, tensors.ToArray(), dim);

    /// <summary>Moved cyclically along dimensions.</summary>
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    /// <summary>Order reversed along dimensions.</summary>
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);

    /// <summary>Dimensions start … end joined to one.</summary>
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    /// <summary>All shapes made equal by broadcasting; views.</summary>
    public static Tensor[] broadcast_tensors(params Tensor[] tensors) => CallList("aten::broadcast_tensors"u8, ""u8, tensors);
}
