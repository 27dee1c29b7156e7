using PluginHost.Contracts;
using PluginHost.Engine.Attacks;

namespace Noise.ErrorMinimizingHuang;

/// <summary>The steps of error-minimizing noise that goes on from the noise of the round before.</summary>
public static class WarmDescent
{
    /// <summary>Sign descent of the training loss, each step confined to the ball and to the pixel range.</summary>
    /// <param name="network">The surrogate, frozen.</param>
    /// <param name="images">x, float32 (N, C, H, W) in [0, 1].</param>
    /// <param name="labels">y, int64 (N).</param>
    /// <param name="noise">δ to go on from, (N, C, H, W) in units of 1.</param>
    /// <param name="threat">Radius, step size and steps.</param>
    /// <returns>
    /// The new δ, inside the ball, no graph. At a pixel that the last step left outside [0, 1] it is the whole step, which
    /// makes no difference to the image but does to the mean over a class; so the authors' code has it.
    /// </returns>
    public static Tensor Continue(FrozenNetwork network, Tensor images, Tensor labels, Tensor noise, ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(threat);
        using var outer = NewDisposeScope();
        var moved = noise.detach().clone();
        for (int step = 0; step < threat.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var seen = (images + moved).clamp_(0.0, 1.0);
            var change = NormBall.Step(network.ImageGradient(seen, labels), threat.Norm, threat.StepSize);
            moved = NormBall.Project_(seen - change - images, threat.Norm, threat.Radius).MoveToOuterDisposeScope();
        }

        return moved.MoveToOuterDisposeScope();
    }

    /// <summary>The mean noise of each class in a batch; a class without an image in it keeps what it had.</summary>
    /// <param name="before">The noises of the classes, (classes, C, H, W).</param>
    /// <param name="noise">The new noise of the images, (N, C, H, W).</param>
    /// <param name="labels">y, int64 (N).</param>
    /// <returns>(classes, C, H, W).</returns>
    public static Tensor MeanOfClasses(Tensor before, Tensor noise, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = NewDisposeScope();
        long classes = before.shape[0];
        var member = functional.one_hot(labels, classes).to(noise.dtype);
        var counts = member.sum([0]).reshape(classes, 1, 1, 1);
        var sums = member.t().mm(noise.flatten(1)).reshape(before.shape);
        return where(counts.gt(0), sums / counts.clamp(min: 1.0), before).MoveToOuterDisposeScope();
    }
}
