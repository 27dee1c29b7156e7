namespace PluginHost.Engine.Attacks;

/// <summary>
/// The inner problem of (robust) error-minimizing noise, Eq. (5) and lines 9 to 15 of Algorithm 1:
/// min over ‖δᵘ‖ ≤ ρᵤ of E over t of max over ‖δᵃ‖ ≤ ρₐ of the loss at t(x + δᵘ) + δᵃ.
/// </summary>
public static class RobustDescent
{
    /// <summary>Makes noise for a batch by PGD descent on the expected worst loss.</summary>
    /// <param name="network">The surrogate, frozen.</param>
    /// <param name="images">x, float32 (N, C, H, W) in [0, 1].</param>
    /// <param name="labels">y, int64 (N).</param>
    /// <param name="defence">ρᵤ, αᵤ, Kᵤ; with no radius or no steps the noise is zero.</param>
    /// <param name="attack">ρₐ, αₐ, Kₐ; <see cref="ThreatModel.None"/> gives error-minimizing noise, ρₐ = 0.</param>
    /// <param name="transform">t, differentiable; null for the identity.</param>
    /// <param name="samples">J, the draws of t that a gradient is averaged over.</param>
    /// <returns>δᵘ, float32 (N, C, H, W) in units of 1, no graph; x + δᵘ may leave [0, 1] and is clamped where it is used.</returns>
    /// <remarks>
    /// The attack's perturbation counts as a constant: the gradient at the attacked image goes back through t and the
    /// clamp only, as in the reference implementation. Averaging over J is left out where only the sign matters.
    /// </remarks>
    public static Tensor Noise(
        FrozenNetwork network, Tensor images, Tensor labels, ThreatModel defence, ThreatModel attack,
        IAugmentation? transform, int samples)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(defence);
        ArgumentNullException.ThrowIfNull(attack);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (defence.IsNone)
        {
            return zeros_like(images);
        }

        using var outer = NewDisposeScope();
        var origin = images.detach();
        var noise = defence.RandomStart ? NormBall.RandomStart(origin, defence) : zeros_like(origin);
        for (int step = 0; step < defence.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = zeros_like(noise);
            for (int sample = 0; sample < samples; sample++)
            {
                using var draw = NewDisposeScope();
                gradient.add_(SampleGradient(network, origin, noise, labels, attack, transform));
            }

            var change = NormBall.Step(gradient, defence.Norm, defence.StepSize);
            noise = NormBall.Project_(noise - change, defence.Norm, defence.Radius, defence.Projection).MoveToOuterDisposeScope();
        }

        return noise.MoveToOuterDisposeScope();
    }

    private static Tensor SampleGradient(
        FrozenNetwork network, Tensor images, Tensor noise, Tensor labels, ThreatModel attack, IAugmentation? transform)
    {
        var leaf = noise.detach().requires_grad_();
        var seen = (images + leaf).clamp(0.0, 1.0);
        seen = transform is null ? seen : transform.Apply(seen);
        var attacked = Pgd.Perturb(network, seen, labels, attack, Direction.Ascent);
        var direction = network.ImageGradient(attacked, labels);
        return (seen * direction).sum().gradient(leaf);
    }
}
