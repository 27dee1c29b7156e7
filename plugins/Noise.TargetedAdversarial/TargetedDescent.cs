using PluginHost.Contracts;
using PluginHost.Engine.Attacks;

namespace Noise.TargetedAdversarial;

/// <summary>PGD descent of the loss towards target labels, under differentiable augmentation.</summary>
public static class TargetedDescent
{
    /// <summary>Moves noise so that the network sees the targets: K sign steps, the transformation drawn anew in each.</summary>
    /// <param name="network">f₀, the surrogate, frozen.</param>
    /// <param name="images">x, float32 (N, C, H, W) in [0, 1].</param>
    /// <param name="targets">g(y), int64 (N).</param>
    /// <param name="start">δ to begin with, inside the ball.</param>
    /// <param name="threat">ρᵤ, αᵤ and Kᵤ.</param>
    /// <param name="transform">t, differentiable; null for the identity.</param>
    /// <param name="samples">J, the draws of t that a gradient is averaged over.</param>
    /// <param name="validPixels">Whether every step ends with noise that keeps x + δ in [0, 1].</param>
    /// <returns>δ, float32 (N, C, H, W) in units of 1, no graph.</returns>
    public static Tensor Noise(
        FrozenNetwork network, Tensor images, Tensor targets, Tensor start, ThreatModel threat, IAugmentation? transform,
        int samples, bool validPixels)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(threat);
        using var outer = NewDisposeScope();
        var noise = start.detach().clone();
        for (int step = 0; step < threat.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = zeros_like(noise);
            for (int sample = 0; sample < samples; sample++)
            {
                using var draw = NewDisposeScope();
                var leaf = noise.detach().requires_grad_();
                var seen = (images + leaf).clamp(0.0, 1.0);
                seen = transform is null ? seen : transform.Apply(seen);
                gradient.add_(network.Loss(seen, targets).gradient(leaf));
            }

            noise = NormBall.Project_(noise - NormBall.Step(gradient, threat.Norm, threat.StepSize), threat.Norm, threat.Radius);
            noise = (validPixels ? (images + noise).clamp_(0.0, 1.0).sub_(images) : noise).MoveToOuterDisposeScope();
        }

        return noise.MoveToOuterDisposeScope();
    }
}
