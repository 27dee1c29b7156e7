namespace PluginHost.Engine.Noise;

/// <summary>How the noise of every image is made at the end, with the trained surrogate.</summary>
/// <param name="Defence">Radius, steps and step size.</param>
/// <param name="Samples">J, the draws of the transformation that a gradient is averaged over.</param>
public sealed record LastPass(ThreatModel Defence, int Samples)
{
    /// <summary>
    /// The last pass after training: with other steps the step size is scaled, so that the way that all steps can go
    /// together stays the same.
    /// </summary>
    /// <param name="training">The threat model of the training steps.</param>
    /// <param name="samples">The draws of the training steps.</param>
    /// <param name="finalSteps">PGD steps of the last pass; 0 for those of training.</param>
    /// <param name="finalSamples">Draws of the last pass; 0 for those of training.</param>
    public static LastPass After(ThreatModel training, int samples, int finalSteps, int finalSamples)
    {
        ArgumentNullException.ThrowIfNull(training);
        int steps = finalSteps > 0 ? finalSteps : training.Steps;
        return new LastPass(
            training with { Steps = steps, StepSize = training.StepSize * training.Steps / steps },
            finalSamples > 0 ? finalSamples : samples);
    }
}
