using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    // One element in, one element out. A name that ends in "_" changes the tensor itself and returns it.
    public partial class Tensor
    {
        /// <summary>Absolute value.</summary>
        public Tensor abs() => Call("aten::abs"u8, this);

        /// <summary>Absolute value. In place; returns this.</summary>
        public Tensor abs_() => InPlace("aten::abs_"u8, this);

        /// <summary>Negative.</summary>
        public Tensor neg() => Call("aten::neg"u8, this);

        /// <summary>Negative. In place; returns this.</summary>
        public Tensor neg_() => InPlace("aten::neg_"u8, this);

        /// <summary>Sign: -1, 0 or 1.</summary>
        public Tensor sign() => Call("aten::sign"u8, this);

        /// <summary>Sign: -1, 0 or 1. In place; returns this.</summary>
        public Tensor sign_() => InPlace("aten::sign_"u8, this);

        /// <summary>e to the power.</summary>
        public Tensor exp() => Call("aten::exp"u8, this);

        /// <summary>e to the power. In place; returns this.</summary>
        public Tensor exp_() => InPlace("aten::exp_"u8, this);

        /// <summary>Natural logarithm.</summary>
        public Tensor log() => Call("aten::log"u8, this);

        /// <summary>Natural logarithm. In place; returns this.</summary>
        public Tensor log_() => InPlace("aten::log_"u8, this);

        /// <summary>Logarithm to base 2.</summary>
        public Tensor log2() => Call("aten::log2"u8, this);

        /// <summary>Logarithm to base 2. In place; returns this.</summary>
        public Tensor log2_() => InPlace("aten::log2_"u8, this);

        /// <summary>Logarithm to base 10.</summary>
        public Tensor log10() => Call("aten::log10"u8, this);

        /// <summary>Logarithm to base 10. In place; returns this.</summary>
        public Tensor log10_() => InPlace("aten::log10_"u8, this);

        /// <summary>Natural logarithm of 1 + x.</summary>
        public Tensor log1p() => Call("aten::log1p"u8, this);

        /// <summary>Natural logarithm of 1 + x. In place; returns this.</summary>
        public Tensor log1p_() => InPlace("aten::log1p_"u8, this);

        /// <summary>e to the power, less 1.</summary>
        public Tensor expm1() => Call("aten::expm1"u8, this);

        /// <summary>e to the power, less 1. In place; returns this.</summary>
        public Tensor expm1_() => InPlace("aten::expm1_"u8, this);

        /// <summary>Square root.</summary>
        public Tensor sqrt() => Call("aten::sqrt"u8, this);

        /// <summary>Square root. In place; returns this.</summary>
        public Tensor sqrt_() => InPlace("aten::sqrt_"u8, this);

        /// <summary>1 / square root.</summary>
        public Tensor rsqrt() => Call("aten::rsqrt"u8, this);

        /// <summary>1 / square root. In place; returns this.</summary>
        public Tensor rsqrt_() => InPlace("aten::rsqrt_"u8, this);

        /// <summary>Square.</summary>
        public Tensor square() => Call("aten::square"u8, this);

        /// <summary>Square. In place; returns this.</summary>
        public Tensor square_() => InPlace("aten::square_"u8, this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Call("aten::reciprocal"u8, this);

        /// <summary>1 / x. In place; returns this.</summary>
        public Tensor reciprocal_() => InPlace("aten::reciprocal_"u8, this);

        /// <summary>Sine.</summary>
        public Tensor sin() => Call("aten::sin"u8, this);

        /// <summary>Sine. In place; returns this.</summary>
        public Tensor sin_() => InPlace("aten::sin_"u8, this);

        /// <summary>Cosine.</summary>
        public Tensor cos() => Call("aten::cos"u8, this);

        /// <summary>Cosine. In place; returns this.</summary>
        public Tensor cos_() => InPlace("aten::cos_"u8, this);

        /// <summary>Tangent.</summary>
        public Tensor tan() => Call("aten::tan"u8, this);

        /// <summary>Tangent. In place; returns this.</summary>
        public Tensor tan_() => InPlace("aten::tan_"u8, this);

        /// <summary>Arc sine, in [-π/2, π/2].</summary>
        public Tensor asin() => Call("aten::asin"u8, this);

        /// <summary>Arc sine, in [-π/2, π/2]. In place; returns this.</summary>
        public Tensor asin_() => InPlace("aten::asin_"u8, this);

        /// <summary>Arc cosine, in [0, π].</summary>
        public Tensor acos() => Call("aten::acos"u8, this);

        /// <summary>Arc cosine, in [0, π]. In place; returns this.</summary>
        public Tensor acos_() => InPlace("aten::acos_"u8, this);

        /// <summary>Arc tangent.</summary>
        public Tensor atan() => Call("aten::atan"u8, this);

        /// <summary>Arc tangent. In place; returns this.</summary>
        public Tensor atan_() => InPlace("aten::atan_"u8, this);

        /// <summary>Hyperbolic tangent.</summary>
        public Tensor tanh() => Call("aten::tanh"u8, this);

        /// <summary>Hyperbolic tangent. In place; returns this.</summary>
        public Tensor tanh_() => InPlace("aten::tanh_"u8, this);

        /// <summary>1 / (1 + e^-x).</summary>
        public Tensor sigmoid() => Call("aten::sigmoid"u8, this);

        /// <summary>1 / (1 + e^-x). In place; returns this.</summary>
        public Tensor sigmoid_() => InPlace("aten::sigmoid_"u8, this);

        /// <summary>Error function.</summary>
        public Tensor erf() => Call("aten::erf"u8, this);

        /// <summary>Error function. In place; returns this.</summary>
        public Tensor erf_() => InPlace("aten::erf_"u8, this);

        /// <summary>Inverse error function.</summary>
        public Tensor erfinv() => Call("aten::erfinv"u8, this);

        /// <summary>Inverse error function. In place; returns this.</summary>
        public Tensor erfinv_() => InPlace("aten::erfinv_"u8, this);

        /// <summary>max(x, 0).</summary>
        public Tensor relu() => Call("aten::relu"u8, this);

        /// <summary>max(x, 0). In place; returns this.</summary>
        public Tensor relu_() => InPlace("aten::relu_"u8, this);

        /// <summary>To the nearest whole number, halves to even.</summary>
        public Tensor round() => Call("aten::round"u8, this);

        /// <summary>To the nearest whole number, halves to even. In place; returns this.</summary>
        public Tensor round_() => InPlace("aten::round_"u8, this);

        /// <summary>To the next whole number below.</summary>
        public Tensor floor() => Call("aten::floor"u8, this);

        /// <summary>To the next whole number below. In place; returns this.</summary>
        public Tensor floor_() => InPlace("aten::floor_"u8, this);

        /// <summary>To the next whole number above.</summary>
        public Tensor ceil() => Call("aten::ceil"u8, this);

        /// <summary>To the next whole number above. In place; returns this.</summary>
        public Tensor ceil_() => InPlace("aten::ceil_"u8, this);

        /// <summary>To the next whole number towards 0.</summary>
        public Tensor trunc() => Call("aten::trunc"u8, this);

        /// <summary>To the next whole number towards 0. In place; returns this.</summary>
        public Tensor trunc_() => InPlace("aten::trunc_"u8, this);

        /// <summary>Whether it is zero.</summary>
        public Tensor logical_not() => Call("aten::logical_not"u8, this);

        /// <summary>Whether it is zero. In place; returns this.</summary>
        public Tensor logical_not_() => InPlace("aten::logical_not_"u8, this);

        /// <summary>Whether it is not a number.</summary>
        public Tensor isnan() => Call("aten::isnan"u8, this);

        /// <summary>Whether it is infinite.</summary>
        public Tensor isinf() => Call("aten::isinf"u8, this);

        /// <summary>Whether it is neither infinite nor not a number.</summary>
        public Tensor isfinite() => Call("aten::isfinite"u8, this);

        /// <summary>Zeroes everything; returns this.</summary>
        public Tensor zero_() => InPlace("aten::zero_"u8, this);

        /// <summary>Overwrites every element with a number; returns this.</summary>
        public Tensor fill_(Scalar value) => InPlace("aten::fill_"u8, "Tensor"u8, this, Number(value, this));

        /// <summary>Copies another tensor's values, broadcast and converted, also across devices; returns this.</summary>
        public Tensor copy_(Tensor source, bool non_blocking = false) => InPlace("aten::copy_"u8, this, source, non_blocking);

        /// <summary>Gaussian error linear unit; approximate is "none" or "tanh".</summary>
        public Tensor gelu(string approximate = "none") => Call("aten::gelu"u8, this, approximate);

        /// <summary>x · sigmoid(x).</summary>
        public Tensor silu() => Call("aten::silu"u8, this);

        /// <summary>min(max(x, 0), 6).</summary>
        public Tensor relu6() => Call("aten::relu6"u8, this);

        /// <summary>x where positive, else slope · x.</summary>
        public Tensor leaky_relu(double negative_slope = 0.01) => clone().leaky_relu_(negative_slope);

        /// <summary>x where positive, else slope · x, in place; returns this.</summary>
        public Tensor leaky_relu_(double negative_slope = 0.01)
        {
            GuardedCall.LeakyRelu(this, negative_slope);
            return this;
        }

        /// <summary>Whether equal, element by element.</summary>
        public Tensor eq(Tensor other) => Call("aten::eq"u8, "Tensor"u8, this, other);

        /// <summary>Whether equal to a number.</summary>
        public Tensor eq(Scalar other) => Call("aten::eq"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Whether unequal, element by element.</summary>
        public Tensor ne(Tensor other) => Call("aten::ne"u8, "Tensor"u8, this, other);

        /// <summary>Whether unequal to a number.</summary>
        public Tensor ne(Scalar other) => Call("aten::ne"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Whether greater, element by element.</summary>
        public Tensor gt(Tensor other) => Call("aten::gt"u8, "Tensor"u8, this, other);

        /// <summary>Whether greater than a number.</summary>
        public Tensor gt(Scalar other) => Call("aten::gt"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Whether greater or equal, element by element.</summary>
        public Tensor ge(Tensor other) => Call("aten::ge"u8, "Tensor"u8, this, other);

        /// <summary>Whether greater or equal to a number.</summary>
        public Tensor ge(Scalar other) => Call("aten::ge"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Whether less, element by element.</summary>
        public Tensor lt(Tensor other) => Call("aten::lt"u8, "Tensor"u8, this, other);

        /// <summary>Whether less than a number.</summary>
        public Tensor lt(Scalar other) => Call("aten::lt"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Whether less or equal, element by element.</summary>
        public Tensor le(Tensor other) => Call("aten::le"u8, "Tensor"u8, this, other);

        /// <summary>Whether less or equal to a number.</summary>
        public Tensor le(Scalar other) => Call("aten::le"u8, "Tensor"u8, this, Number(other, this));

        /// <summary>Both not zero.</summary>
        public Tensor logical_and(Tensor other) => Call("aten::logical_and"u8, this, other);

        /// <summary>One not zero.</summary>
        public Tensor logical_or(Tensor other) => Call("aten::logical_or"u8, this, other);

        /// <summary>Exactly one not zero.</summary>
        public Tensor logical_xor(Tensor other) => Call("aten::logical_xor"u8, this, other);

        /// <summary>Bits in both; for booleans, and.</summary>
        public Tensor bitwise_and(Tensor other) => Call("aten::bitwise_and"u8, "Tensor"u8, this, other);

        /// <summary>Bits in one; for booleans, or.</summary>
        public Tensor bitwise_or(Tensor other) => Call("aten::bitwise_or"u8, "Tensor"u8, this, other);

        /// <summary>Bits in exactly one.</summary>
        public Tensor bitwise_xor(Tensor other) => Call("aten::bitwise_xor"u8, "Tensor"u8, this, other);

        /// <summary>Bits turned; for booleans, not.</summary>
        public Tensor bitwise_not() => Call("aten::bitwise_not"u8, this);

        /// <summary>Whether shapes and all values are equal.</summary>
        public bool equal(Tensor other) => (CallBits("aten::equal"u8, ""u8, this, other) & 1) != 0;

        /// <summary>Whether all values agree within atol + rtol · |other|.</summary>
        public bool allclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            (CallBits("aten::allclose"u8, ""u8, this, other, rtol, atol, equal_nan) & 1) != 0;

        /// <summary>This where the condition holds, else other.</summary>
        public Tensor where(Tensor condition, Tensor other) => torch.where(condition, this, other);

        /// <summary>A copy with a number where the mask holds.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Call("aten::masked_fill"u8, "Tensor"u8, this, mask, Number(value, this));

        /// <summary>Overwrites with a number where the mask holds; returns this.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace("aten::masked_fill_"u8, "Tensor"u8, this, mask, Number(value, this));
    }

    /// <summary>input where the condition holds, else other.</summary>
    public static Tensor where(Tensor condition, Tensor input, Tensor other) => Call("aten::where"u8, "self"u8, condition, input, other);

    /// <summary>input where the condition holds, else a number.</summary>
    public static Tensor where(Tensor condition, Tensor input, Scalar other) => Call("aten::where"u8, "self"u8, condition, input, Number(other, input));

    /// <summary>A number where the condition holds, else other.</summary>
    public static Tensor where(Tensor condition, Scalar input, Tensor other) => Call("aten::where"u8, "self"u8, condition, Number(input, other), other);

    /// <summary>Absolute value.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>Sign: -1, 0 or 1.</summary>
    public static Tensor sign(Tensor input) => input.sign();

    /// <summary>e to the power.</summary>
    public static Tensor exp(Tensor input) => input.exp();

    /// <summary>Natural logarithm.</summary>
    public static Tensor log(Tensor input) => input.log();

    /// <summary>Square root.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>Square.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>Sine.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>Cosine.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>Tangent.</summary>
    public static Tensor tan(Tensor input) => input.tan();

    /// <summary>Arc sine, in [-π/2, π/2].</summary>
    public static Tensor asin(Tensor input) => input.asin();

    /// <summary>Arc cosine, in [0, π].</summary>
    public static Tensor acos(Tensor input) => input.acos();

    /// <summary>Hyperbolic tangent.</summary>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <summary>1 / (1 + e^-x).</summary>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <summary>Error function.</summary>
    public static Tensor erf(Tensor input) => input.erf();

    /// <summary>max(x, 0).</summary>
    public static Tensor relu(Tensor input) => input.relu();

    /// <summary>To the nearest whole number, halves to even.</summary>
    public static Tensor round(Tensor input) => input.round();

    /// <summary>To the next whole number below.</summary>
    public static Tensor floor(Tensor input) => input.floor();

    /// <summary>To the next whole number above.</summary>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <summary>Whether it is not a number.</summary>
    public static Tensor isnan(Tensor input) => input.isnan();

    /// <summary>Whether it is neither infinite nor not a number.</summary>
    public static Tensor isfinite(Tensor input) => input.isfinite();

    /// <summary>Whether it is zero.</summary>
    public static Tensor logical_not(Tensor input) => input.logical_not();
}
