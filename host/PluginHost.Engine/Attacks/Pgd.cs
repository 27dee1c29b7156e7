namespace PluginHost.Engine.Attacks;

/// <summary>
/// Projected gradient descent (Madry et al. 2018): K steps inside a norm ball around each image, each followed by the
/// projection onto the ball and onto the pixel range [0, 1]. The result of the last step is used, not the best one.
/// </summary>
public static class Pgd
{
    /// <summary>Moves images so that the mean cross-entropy of a frozen network rises or falls.</summary>
    /// <param name="network">The network, in eval mode and frozen.</param>
    /// <param name="images">x, float32 (N, C, H, W) in [0, 1].</param>
    /// <param name="labels">y, int64 (N).</param>
    /// <param name="threat">Norm, radius, step size, steps and start; with no radius or no steps x comes back as it is.</param>
    /// <param name="direction">Ascent for adversarial examples, descent for error-minimizing noise.</param>
    /// <returns>The moved images, float32 (N, C, H, W) in [0, 1], no graph.</returns>
    /// <remarks>Draws the start from torch's default generator; begin a random stream before.</remarks>
    public static Tensor Perturb(FrozenNetwork network, Tensor images, Tensor labels, ThreatModel threat, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(threat);
        if (threat.IsNone)
        {
            return images.detach().clone();
        }

        using var outer = NewDisposeScope();
        var origin = images.detach();
        var moved = threat.RandomStart
            ? (origin + NormBall.RandomStart(origin, threat)).clamp_(0.0, 1.0)
            : origin.clone();
        for (int step = 0; step < threat.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = network.ImageGradient(moved, labels);
            var change = NormBall.Step(gradient, threat.Norm, threat.StepSize);
            moved = Confine(origin, direction == Direction.Ascent ? change.add_(moved) : moved - change, threat)
                .MoveToOuterDisposeScope();
        }

        return moved.MoveToOuterDisposeScope();
    }

    /// <summary>The nearest allowed images: perturbation projected onto the ball, then pixels onto [0, 1].</summary>
    private static Tensor Confine(Tensor origin, Tensor moved, ThreatModel threat) =>
        NormBall.Project_(moved.sub_(origin), threat.Norm, threat.Radius, threat.Projection).add_(origin).clamp_(0.0, 1.0);
}
