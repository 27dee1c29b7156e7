namespace PluginHost.Engine;

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
        return threat.Norm == Norm.LInf ? start : Project_(start, threat.Norm, threat.Radius);
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
    /// Projects in place. L∞ clamps every coordinate; L2 and L1 scale an image's perturbation down to the radius
    /// (for L1 this is the reference's way, not the Euclidean projection).
    /// </summary>
    /// <returns>The same tensor.</returns>
    public static Tensor Project_(Tensor perturbation, Norm norm, Radius radius)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        if (norm == Norm.LInf)
        {
            return perturbation.clamp_(-radius.Fraction, radius.Fraction);
        }

        using var scope = NewDisposeScope();
        var factor = (radius.Fraction / Lengths(perturbation, norm)).clamp(max: 1.0);
        return perturbation.mul_(factor);
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
