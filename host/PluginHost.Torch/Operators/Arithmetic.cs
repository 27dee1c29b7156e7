using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    // Element by element; shapes are broadcast and element types promoted by PyTorch's rules.
    public partial class Tensor
    {
        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Sum with a number.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>Sum with a number.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Difference with a number.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>A number less each element.</summary>
        public static Tensor operator -(Scalar left, Tensor right)
        {
            using var negative = right.neg();
            return negative.add(left);
        }

        /// <summary>Negative.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Product with a number.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>Product with a number.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>Quotient, element by element; integers give float32.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Quotient with a number; integers give float32.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>A number divided by each element.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Call("aten::div"u8, "Tensor"u8, Number(left, right), right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>this + alpha · other.</summary>
        public Tensor add(Tensor other, Scalar? alpha = null)
        {
            double factor = (alpha ?? 1).ToDouble();
            return is_floating_point(dtype) || is_floating_point(other.dtype)
                ? Subtracted(other, -factor)
                : AddIntegers(other, alpha ?? 1);
        }

        /// <summary>this + other.</summary>
        public Tensor add(Scalar other)
        {
            using var number = NumberBeside(other);
            return add(number);
        }

        /// <summary>this += alpha · other; returns this.</summary>
        public Tensor add_(Tensor other, Scalar? alpha = null)
        {
            GuardedCall.Add(this, other, alpha ?? 1);
            return this;
        }

        /// <summary>this += other; returns this.</summary>
        public Tensor add_(Scalar other)
        {
            using var number = NumberBeside(other);
            return add_(number);
        }

        /// <summary>this - alpha · other.</summary>
        public Tensor sub(Tensor other, Scalar? alpha = null) => add(other, Negative(alpha ?? 1));

        /// <summary>this - other.</summary>
        public Tensor sub(Scalar other) => add(Negative(other));

        /// <summary>this -= alpha · other; returns this.</summary>
        public Tensor sub_(Tensor other, Scalar? alpha = null) => add_(other, Negative(alpha ?? 1));

        /// <summary>this -= other; returns this.</summary>
        public Tensor sub_(Scalar other) => add_(Negative(other));

        /// <summary>this + value · first · second.</summary>
        public Tensor addcmul(Tensor first, Tensor second, Scalar value)
        {
            using var product = first.mul(second);
            return add(product, value);
        }

        /// <summary>this + weight · (end - this).</summary>
        public Tensor lerp(Tensor end, double weight)
        {
            using var share = full([], weight, dtype, device);
            return Call("aten::lerp"u8, "Tensor"u8, this, end, share);
        }

        /// <summary>Product.</summary>
        public Tensor mul(Tensor other) => Call("aten::mul"u8, "Tensor"u8, this, other);

        /// <summary>Product with a number.</summary>
        public Tensor mul(Scalar other) => Call("aten::mul"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>this *= other; returns this.</summary>
        public Tensor mul_(Tensor other) => InPlace("aten::mul_"u8, "Tensor"u8, this, other);

        /// <summary>this *= other; returns this.</summary>
        public Tensor mul_(Scalar other) => InPlace("aten::mul_"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Quotient.</summary>
        public Tensor div(Tensor other) => Call("aten::div"u8, "Tensor"u8, this, other);

        /// <summary>Quotient with a number.</summary>
        public Tensor div(Scalar other) => Call("aten::div"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>this /= other; returns this.</summary>
        public Tensor div_(Tensor other) => InPlace("aten::div_"u8, "Tensor"u8, this, other);

        /// <summary>this /= other; returns this.</summary>
        public Tensor div_(Scalar other) => InPlace("aten::div_"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Quotient rounded towards minus infinity.</summary>
        public Tensor floor_divide(Scalar other) => Call("aten::floor_divide"u8, this, Number(other, this));

        /// <summary>Remainder with the sign of the divisor.</summary>
        public Tensor remainder(Scalar other) => Call("aten::remainder"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor other) => Call("aten::remainder"u8, "Tensor"u8, this, other);

        /// <summary>Power.</summary>
        public Tensor pow(Tensor exponent) => Call("aten::pow"u8, "Tensor_Tensor"u8, this, exponent);

        /// <summary>Power.</summary>
        public Tensor pow(Scalar exponent) => exponent.ToDouble() == 2
            ? square()
            : Call("aten::pow"u8, "Tensor_Tensor"u8, this, Number(exponent, this));

        /// <summary>The larger of the two, element by element.</summary>
        public Tensor maximum(Tensor other) => Call("aten::maximum"u8, this, other);

        /// <summary>The smaller of the two, element by element.</summary>
        public Tensor minimum(Tensor other) => Call("aten::minimum"u8, this, other);

        /// <summary>Cut to [min, max]; null is no bound.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            // The out-of-place operator takes numbers that the C interface cannot pass; the copy is the price.
            var copy = clone();
            try
            {
                GuardedCall.Clamp(copy, min, max);
                return copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }

        /// <summary>Cut to [min, max], element by element; null is no bound.</summary>
        public Tensor clamp(Tensor? min, Tensor? max) => Call("aten::clamp"u8, "Tensor"u8, this, Maybe(min), Maybe(max));

        /// <summary>Cuts to [min, max] in place; returns this.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            GuardedCall.Clamp(this, min, max);
            return this;
        }

        /// <summary>Cuts to [min, max] in place, element by element; returns this.</summary>
        public Tensor clamp_(Tensor? min, Tensor? max) => InPlace("aten::clamp_"u8, "Tensor"u8, this, Maybe(min), Maybe(max));

        private static Scalar Negative(Scalar value) => value.IsIntegral ? (Scalar)(-value.ToInt64()) : -value.ToDouble();

        private Tensor NumberBeside(Scalar value) => new((nint)Number(value, this).ToBits());

        // The C interface exports subtraction with a factor, which is addition with its negative.
        private Tensor Subtracted(Tensor other, double alpha)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            ObjectDisposedException.ThrowIf(other.IsDisposed, other);
            int code = LibTorchC.aoti_torch_aten_subtract_Tensor(Handle, other.Handle, alpha, out nint result);
            return code == 0 ? new Tensor(result) : throw NativeCall.Failure("aten::add.Tensor", $"{this}, {other}");
        }

        // Integers take no floating point factor: widen a copy, then add in place.
        private Tensor AddIntegers(Tensor other, Scalar alpha)
        {
            var type = (ScalarType)CallBits("aten::result_type"u8, "Tensor"u8, this, other);
            var shapes = CallList("aten::broadcast_tensors"u8, ""u8, new[] { this, other });
            try
            {
                using var widened = shapes[0].to(type);
                return widened.clone(contiguous_format).add_(other, alpha);
            }
            finally
            {
                shapes[0].Dispose();
                shapes[1].Dispose();
            }
        }
    }

    /// <summary>left + alpha · right.</summary>
    public static Tensor add(Tensor left, Tensor right, Scalar? alpha = null) => left.add(right, alpha);

    /// <summary>left - alpha · right.</summary>
    public static Tensor sub(Tensor left, Tensor right, Scalar? alpha = null) => left.sub(right, alpha);

    /// <summary>Product, element by element.</summary>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    /// <summary>Quotient, element by element.</summary>
    public static Tensor div(Tensor left, Tensor right) => left.div(right);

    /// <summary>Power.</summary>
    public static Tensor pow(Tensor input, Scalar exponent) => input.pow(exponent);

    /// <summary>The larger of the two, element by element.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <summary>The smaller of the two, element by element.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <summary>Cut to [min, max]; null is no bound.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <summary>Cut to [min, max], element by element; null is no bound.</summary>
    public static Tensor clamp(Tensor input, Tensor? min, Tensor? max) => input.clamp(min, max);
}
