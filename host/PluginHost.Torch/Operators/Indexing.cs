using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    // Parts of a tensor, by position or by an int64 tensor of positions.
    public partial class Tensor
    {
        /// <summary>
        /// A part: one index a dimension from the first on. Numbers, ranges (<c>1..3</c>, <c>..^1</c>), <c>TensorIndex.Ellipsis</c>,
        /// <c>TensorIndex.None</c> and slices give a view; index or mask tensors give a copy. Setting overwrites the part.
        /// </summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => TensorIndex.Read(this, indices);
            set => TensorIndex.Write(this, indices, value);
        }

        /// <summary>A view of one index of a dimension, which goes away.</summary>
        public Tensor select(long dim, long index) => Call("aten::select"u8, "int"u8, this, dim, index);

        /// <summary>A view of indices start … start + length - 1 of a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Call("aten::narrow"u8, this, dim, start, length);

        /// <summary>A view of indices start … finish - 1 of a dimension, in steps; null is its end.</summary>
        public Tensor slice(long dim, long? start, long? finish, long step = 1) =>
            Call("aten::slice"u8, "Tensor"u8, this, dim, Maybe(start), Maybe(finish), step);

        /// <summary>A copy of the given indices (an int64 vector) of a dimension.</summary>
        public Tensor index_select(long dim, Tensor index) => Call("aten::index_select"u8, this, dim, index);

        /// <summary>For each place of index, the element at that position of the dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Call("aten::gather"u8, this, dim, index, false);

        /// <summary>Elements at positions given by one index tensor a dimension (null: all of it); index tensors are broadcast.</summary>
        public Tensor index(params Tensor?[] indices) => Call("aten::index"u8, "Tensor"u8, this, MaybeEach(indices));

        /// <summary>Overwrites elements at positions given as for <see cref="index"/>; returns this.</summary>
        public Tensor index_put_(Tensor value, params Tensor?[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Overwrites elements at positions given as for <see cref="index"/>, or adds to them; returns this.</summary>
        public Tensor index_put_(Tensor value, Tensor?[] indices, bool accumulate) =>
            InPlace("aten::index_put_"u8, this, MaybeEach(indices), value, accumulate);

        /// <summary>Overwrites the given indices of a dimension; returns this.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace("aten::index_copy_"u8, this, dim, index, source);

        /// <summary>Overwrites, for each place of index, the element at that position of the dimension; returns this.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_"u8, "src"u8, this, dim, index, src);

        /// <summary>Overwrites, for each place of index, the element at that position of the dimension with a number; returns this.</summary>
        public Tensor scatter_(long dim, Tensor index, Scalar value)
        {
            using var source = full(index.shape, value, dtype, device);
            return scatter_(dim, index, source);
        }

        /// <summary>Adds, for each place of index, to the element at that position of the dimension; returns this.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_add_"u8, this, dim, index, src);

        /// <summary>A vector of the elements where the mask holds.</summary>
        public Tensor masked_select(Tensor mask) => Call("aten::masked_select"u8, this, mask);

        /// <summary>Positions of the elements that are not zero: (count, dimensions) int64.</summary>
        public Tensor nonzero() => Call("aten::nonzero"u8, this);

        /// <summary>The diagonal of two dimensions, as the new last dimension; a view.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Call("aten::diagonal"u8, this, offset, dim1, dim2);

        /// <summary>The upper triangle, the rest zero.</summary>
        public Tensor triu(long diagonal = 0) => Call("aten::triu"u8, this, diagonal);

        /// <summary>The lower triangle, the rest zero.</summary>
        public Tensor tril(long diagonal = 0) => Call("aten::tril"u8, this, diagonal);

        /// <summary>The different values, sorted.</summary>
        public Tensor unique()
        {
            var (values, inverse, counts) = Call3("aten::_unique2"u8, ""u8, this, true, false, false);
            inverse.Dispose();
            counts.Dispose();
            return values;
        }
    }
}
