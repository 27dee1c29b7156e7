namespace Noise.NeuralTangent;

/// <summary>
/// What an infinitely wide network knows of two batches at one layer: the covariance of its pre- or post-activations
/// (NNGP kernel) and its neural tangent kernel. One step a layer, as in Jacot et al. 2018 and Arora et al. 2019.
/// </summary>
/// <param name="First">K(x, x) of the first batch: (n, 1), or (n, 1, H, W) while there are pixels.</param>
/// <param name="Second">K(x′, x′) of the second batch: (1, m) or (1, m, H, W).</param>
/// <param name="Pairs">K(x, x′): (n, m) or (n, m, H, W). Of two pixels only those at the same place matter here.</param>
/// <param name="Tangent">Θ(x, x′), as <paramref name="Pairs"/>; null at the input, where nothing is learnt yet: 0.</param>
internal sealed record LayerKernel(Tensor First, Tensor Second, Tensor Pairs, Tensor? Tangent)
{
    /// <summary>Above this cosine two inputs count as one: see <see cref="Relu"/>.</summary>
    private const double SameDirection = 1 - 1e-12;

    /// <summary>Inputs as vectors: K = x·x′/d, Θ = 0.</summary>
    /// <param name="first">float64 (n, C, H, W).</param>
    /// <param name="second">float64 (m, C, H, W).</param>
    public static LayerKernel OfVectors(Tensor first, Tensor second)
    {
        Tensor a = first.flatten(1), b = second.flatten(1);
        var pairs = a.mm(b.t()) / a.shape[1];
        return new LayerKernel(
            a.square().mean([1]).unsqueeze(1), b.square().mean([1]).unsqueeze(0), pairs, null);
    }

    /// <summary>Inputs pixel by pixel: K(s) = x(s)·x′(s)/C, Θ = 0.</summary>
    /// <param name="first">float64 (n, C, H, W).</param>
    /// <param name="second">float64 (m, C, H, W).</param>
    public static LayerKernel OfPixels(Tensor first, Tensor second)
    {
        var pairs = einsum("nchw,mchw->nmhw", first, second) / first.shape[1];
        return new LayerKernel(
            first.square().mean([1]).unsqueeze(1), second.square().mean([1]).unsqueeze(0), pairs, null);
    }

    /// <summary>A linear layer in NTK parametrisation: Σ = σ_w² K + σ_b², Θ ← Σ + σ_w² Θ.</summary>
    public LayerKernel Dense(double weightVariance, double biasVariance)
    {
        var pairs = (Pairs * weightVariance) + biasVariance;
        return new LayerKernel(
            (First * weightVariance) + biasVariance, (Second * weightVariance) + biasVariance, pairs,
            Tangent is null ? pairs : pairs + (Tangent * weightVariance));
    }

    /// <summary>
    /// A convolution with zero padding ("same"): as a linear layer, with the mean over the window in place of K and Θ.
    /// Pixels beyond the border are zeros that count in the mean.
    /// </summary>
    public LayerKernel Convolution(int window, int stride, double weightVariance, double biasVariance) => new LayerKernel(
        WindowMean(First, window, stride), WindowMean(Second, window, stride), WindowMean(Pairs, window, stride),
        Tangent is null ? null : WindowMean(Tangent, window, stride)).Dense(weightVariance, biasVariance);

    /// <summary>
    /// The error function as activation (Williams 1997): K = (2/π) asin(2Σ₁₂/√((1+2Σ₁₁)(1+2Σ₂₂))), and
    /// Θ ← Θ · (4/π)/√((1+2Σ₁₁)(1+2Σ₂₂) − 4Σ₁₂²).
    /// </summary>
    public LayerKernel Erf()
    {
        var product = ((First * 2) + 1) * ((Second * 2) + 1);
        var twice = Pairs * 2;
        var slope = (product - twice.square()).rsqrt() * (4 / Math.PI);
        return new LayerKernel(Self(First), Self(Second), (twice * product.rsqrt()).asin() * (2 / Math.PI), Tangent?.mul(slope));

        static Tensor Self(Tensor own) => (own * 2 / ((own * 2) + 1)).asin() * (2 / Math.PI);
    }

    /// <summary>
    /// max(0, ·) as activation (Cho and Saul 2009), with θ the angle between the two: K = √(Σ₁₁Σ₂₂)(sin θ + (π − θ) cos θ)/2π,
    /// Θ ← Θ · (π − θ)/2π.
    /// </summary>
    /// <remarks>
    /// At θ = 0 the slope of acos is infinite, and autograd would give 0·∞. Only an input and itself are there, for which θ
    /// stays 0 whatever the input is: its derivative is 0.
    /// </remarks>
    public LayerKernel Relu()
    {
        var lengths = (First * Second).sqrt();
        var cosine = Pairs / lengths.clamp(min: 1e-300);
        var same = cosine.detach().gt(SameDirection);
        var apart = cosine.masked_fill(same, 0.0).clamp(min: -SameDirection);
        var rest = where(same, Math.PI, Math.PI - apart.acos());
        var height = where(same, 0.0, (1 - apart.square()).sqrt());
        var towards = cosine.masked_fill(same, 1.0);
        return new LayerKernel(
            First / 2, Second / 2, lengths * (height + (rest * towards)) / (2 * Math.PI),
            Tangent?.mul(rest / (2 * Math.PI)));
    }

    /// <summary>All pixels as one vector: means over the pixels.</summary>
    public LayerKernel Flatten() => new(First.mean([2, 3]), Second.mean([2, 3]), Pairs.mean([2, 3]), Tangent?.mean([2, 3]));

    private static Tensor WindowMean(Tensor kernel, int window, int stride)
    {
        var (top, bottom) = Padding(kernel.shape[2], window, stride);
        var (left, right) = Padding(kernel.shape[3], window, stride);
        return functional.avg_pool2d(functional.pad(kernel, [left, right, top, bottom]), window, stride);
    }

    /// <summary>Zeros before and after, so that ⌈size/stride⌉ windows fit; of an odd number the larger part comes after.</summary>
    private static (long Before, long After) Padding(long size, int window, int stride)
    {
        long all = Math.Max(0, (((size + stride - 1) / stride) - 1) * stride + window - size);
        return (all / 2, all - (all / 2));
    }
}
