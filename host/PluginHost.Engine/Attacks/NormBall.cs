namespace PluginHost.Engine.Attacks;

/// <summary>Steps, projections and starts inside a norm ball around each image of a batch, as pure functions.</summary>
public static class NormBall
{
    private const float Tiny = 1e-12f;

    /// <summary>
    /// A random point: uniform in ±ρ per coordinate for L∞, and for L2 and L1 uniform in ±ρ/K per coordinate, projected
    /// (the reference's start, with K the number of steps). Draws from torch's default generator.
    /// </summary>
    /// <param name="like">A batch (N, C, H, W) that gives shape and device.</param>
    /// <param name="threat">The ball.</param>
    public static Tensor RandomStart(Tensor like, ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(threat);
        double reach = threat.Norm == Norm.LInf ? threat.Radius.Fraction : threat.Radius.Fraction / Math.Max(1, threat.Steps);
        var start = empty_like(like).uniform_(-reach, reach);
        return threat.Norm == Norm.LInf ? start : Project_(start, threat.Norm, threat.Radius, threat.Projection);
    }

    /// <summary>
    /// The step of steepest change with length α: α·sign(g) for L∞, α·g/‖g‖₂ for L2 and α·g/‖g‖₁ for L1 (the reference's
    /// L1 step; the steepest one would change a single coordinate).
    /// </summary>
    /// <param name="gradient">(N, C, H, W); an image whose gradient is zero does not move.</param>
    /// <param name="norm">The norm of the ball.</param>
    /// <param name="stepSize">α.</param>
    public static Tensor Step(Tensor gradient, Norm norm, Radius stepSize)
    {
        using var scope = NewDisposeScope();
        var step = norm == Norm.LInf ? gradient.sign() : gradient / Lengths(gradient, norm);
        return (step * stepSize.Fraction).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Brings every image's perturbation back into its ball, in place; one that is inside stays as it is. L∞ clamps every
    /// coordinate and L2 scales down to the radius: the nearest points. For L1 there is a choice: the reference implementation
    /// scales down too, the paper's Π is the nearest point.
    /// </summary>
    /// <param name="perturbation">δ, (N, C, H, W).</param>
    /// <param name="norm">The norm of the ball.</param>
    /// <param name="radius">ρ.</param>
    /// <param name="projection">The way back for L1.</param>
    /// <returns>The same tensor.</returns>
    public static Tensor Project_(Tensor perturbation, Norm norm, Radius radius, Projection projection = Projection.Rescale)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        if (norm == Norm.LInf)
        {
            return perturbation.clamp_(-radius.Fraction, radius.Fraction);
        }

        using var scope = NewDisposeScope();
        if (norm == Norm.L1 && projection == Projection.Euclidean)
        {
            return Shrink_(perturbation, radius.Fraction);
        }

        var factor = (radius.Fraction / Lengths(perturbation, norm)).clamp(max: 1.0);
        return perturbation.mul_(factor);
    }

    /// <summary>
    /// The nearest point of the L1 ball (Duchi et al. 2008, Fig. 1): with |δ| sorted downwards as u, j the largest index with
    /// u_j > (Σ_{i≤j} u_i − ρ)/j, and θ that right side, every |δ| shrinks by θ and those below θ become 0.
    /// </summary>
    private static Tensor Shrink_(Tensor perturbation, double radius)
    {
        var sizes = perturbation.abs().flatten(1);
        var (sorted, _) = sizes.sort(1, descending: true);
        // float64: an image of 224² has 150,528 values to sum, and θ is a difference of large sums.
        var excess = sorted.cumsum(1, ScalarType.Float64) - radius;
        var thresholds = excess / arange(1, sizes.shape[1] + 1, ScalarType.Float64, perturbation.device);
        var last = (sorted.gt(thresholds).sum([1], keepdim: true) - 1).clamp(min: 0);
        // Where the sum is within the radius the threshold is negative, and nothing shrinks.
        var shrinkage = thresholds.gather(1, last).clamp(min: 0.0).to(perturbation.dtype);
        var left = (sizes - shrinkage).clamp(min: 0.0).reshape(perturbation.shape);
        return perturbation.sign_().mul_(left);
    }

    /// <summary>The norm of every image, (N, 1, 1, 1), at least a tiny positive number.</summary>
    public static Tensor Lengths(Tensor images, Norm norm)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        long[] pixels = [1, 2, 3];
        var lengths = norm switch
        {
            Norm.LInf => images.abs().amax(pixels, keepdim: true),
            Norm.L2 => (images * images).sum(pixels, keepdim: true).sqrt(),
            Norm.L1 => images.abs().sum(pixels, keepdim: true),
            _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "one of linf, l2, l1"),
        };
        return lengths.clamp(min: Tiny).MoveToOuterDisposeScope();
    }
}
