using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    // Many elements in, fewer out. dim: dimensions to reduce, negative ones from the last; keepdim leaves them with size 1.
    public partial class Tensor
    {
        /// <summary>Sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Call("aten::sum"u8, this, Maybe(type));

        /// <summary>Sum over one dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        /// <summary>Sum over dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Call("aten::sum"u8, "dim_IntList"u8, this, Maybe(dim), keepdim, Maybe(type));

        /// <summary>Mean of all elements.</summary>
        public Tensor mean(ScalarType? type = null) => Call("aten::mean"u8, this, Maybe(type));

        /// <summary>Mean over dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Call("aten::mean"u8, "dim"u8, this, Maybe(dimensions), keepdim, Maybe(type));

        /// <summary>Product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Call("aten::prod"u8, this, Maybe(type));

        /// <summary>Standard deviation of all elements; unbiased divides by n - 1.</summary>
        public Tensor std(bool unbiased = true) => Call("aten::std"u8, this, unbiased);

        /// <summary>Standard deviation over dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false) =>
            Call("aten::std"u8, "dim"u8, this, Maybe(dimensions), unbiased, keepdim);

        /// <summary>Variance of all elements; unbiased divides by n - 1.</summary>
        public Tensor var(bool unbiased = true) => Call("aten::var"u8, this, unbiased);

        /// <summary>Variance over dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false) =>
            Call("aten::var"u8, "dim"u8, this, Maybe(dimensions), unbiased, keepdim);

        /// <summary>Largest of all elements.</summary>
        public Tensor max() => Call("aten::max"u8, this);

        /// <summary>Largest along a dimension, and where it is.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Call2("aten::max"u8, "dim"u8, this, dim, keepdim);

        /// <summary>Smallest of all elements.</summary>
        public Tensor min() => Call("aten::min"u8, this);

        /// <summary>Smallest along a dimension, and where it is.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Call2("aten::min"u8, "dim"u8, this, dim, keepdim);

        /// <summary>Largest over dimensions (none: over all).</summary>
        public Tensor amax(long[] dims, bool keepdim = false) => Call("aten::amax"u8, this, dims, keepdim);

        /// <summary>Smallest over dimensions (none: over all).</summary>
        public Tensor amin(long[] dims, bool keepdim = false) => Call("aten::amin"u8, this, dims, keepdim);

        /// <summary>Position of the largest element, row-major.</summary>
        public Tensor argmax() => Call("aten::argmax"u8, this, None, false);

        /// <summary>Position of the largest element along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Call("aten::argmax"u8, this, Maybe((long?)dim), keepdim);

        /// <summary>Position of the smallest element along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Call("aten::argmin"u8, this, Maybe((long?)dim), keepdim);

        /// <summary>Median of all elements: the lower of the two in the middle.</summary>
        public Tensor median() => Call("aten::median"u8, this);

        /// <summary>Sorted along a dimension, and where each element was.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false) => Call2("aten::sort"u8, ""u8, this, dim, descending);

        /// <summary>The order that would sort along a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Call("aten::argsort"u8, this, dim, descending);

        /// <summary>The k largest (or smallest) along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(long k, long dim = -1, bool largest = true, bool sorted = true) =>
            Call2("aten::topk"u8, ""u8, this, k, dim, largest, sorted);

        /// <summary>Running sum along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Call("aten::cumsum"u8, this, dim, Maybe(type));

        /// <summary>log Σ exp over dimensions, computed safely.</summary>
        public Tensor logsumexp(long[] dims, bool keepdim = false) => Call("aten::logsumexp"u8, this, dims, keepdim);

        /// <summary>Whether any element is not zero.</summary>
        public Tensor any() => Call("aten::any"u8, this);

        /// <summary>Whether any element along a dimension is not zero.</summary>
        public Tensor any(long dim, bool keepdim = false) => Call("aten::any"u8, "dim"u8, this, dim, keepdim);

        /// <summary>Whether all elements are not zero.</summary>
        public Tensor all() => Call("aten::all"u8, this);

        /// <summary>Whether all elements along a dimension are not zero.</summary>
        public Tensor all(long dim, bool keepdim = false) => Call("aten::all"u8, "dim"u8, this, dim, keepdim);

        /// <summary>How often each of the numbers 0, 1, … occurs in an integer vector.</summary>
        public Tensor bincount(Tensor? weights = null, long minlength = 0) => Call("aten::bincount"u8, this, Maybe(weights), minlength);

        /// <summary>The p-norm of all elements: p = 1, 2 or infinity, or any other p &gt; 0.</summary>
        public Tensor norm(double p = 2) => norm([], false, p);

        /// <summary>The p-norm over dimensions (none: over all). The derivative at zero is 0 for p = 1, 2 and infinity.</summary>
        public Tensor norm(long[] dims, bool keepdim = false, double p = 2)
        {
            ArgumentNullException.ThrowIfNull(dims);
            if (p == 2)
            {
                long[] over = dims.Length > 0 ? dims : [.. Enumerable.Range(0, ndim).Select(i => (long)i)];
                // No number for p means 2; frobenius_norm would do with at most two dimensions only.
                return Call("aten::norm"u8, "ScalarOpt_dim"u8, this, None, over, keepdim);
            }

            using var size = abs();
            if (p == 1)
            {
                return size.sum(dims, keepdim);
            }

            if (double.IsPositiveInfinity(p))
            {
                return size.amax(dims, keepdim);
            }

            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
            using var powers = size.pow(p);
            using var sum = powers.sum(dims, keepdim);
            return sum.pow(1 / p);
        }

        /// <summary>e^x over its sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("aten::softmax"u8, "int"u8, this, dim, Maybe(dtype));

        /// <summary>Logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("aten::log_softmax"u8, "int"u8, this, dim, Maybe(dtype));
    }

    /// <summary>Sum of all elements.</summary>
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);

    /// <summary>Mean of all elements.</summary>
    public static Tensor mean(Tensor input, ScalarType? type = null) => input.mean(type);

    /// <summary>Largest of all elements.</summary>
    public static Tensor max(Tensor input) => input.max();

    /// <summary>Smallest of all elements.</summary>
    public static Tensor min(Tensor input) => input.min();

    /// <summary>Position of the largest element along a dimension.</summary>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);

    /// <summary>Running sum along a dimension.</summary>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);

    /// <summary>e^x over its sum along a dimension.</summary>
    public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    /// <summary>Logarithm of the softmax along a dimension.</summary>
    public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

    /// <summary>Whether shapes and all values are equal.</summary>
    public static bool equal(Tensor tensor, Tensor target) => tensor.equal(target);

    /// <summary>Whether all values agree within atol + rtol · |target|.</summary>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);
}
