using PluginHost.Contracts;
using PluginHost.Engine.Attacks;
using PluginHost.Engine.Noise;

namespace Noise.RobustErrorMinimizing;

/// <summary>Settings of robust error-minimizing noise; the paper's for CIFAR, Table 5.</summary>
public sealed record RobustErrorMinimizingOptions
{
    [Option("bound of the defensive noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("radius of the adversarial training that the noise shall withstand, L∞; less than radius", Symbol = "ρₐ", Min = 0, Max = 127)]
    public Radius AdversarialRadius { get; init; } = Radius.Per255(4);

    [Option("PGD steps of the noise, a batch", Symbol = "Kᵤ", Min = 1, Max = 10_000)]
    public int Steps { get; init; } = 10;

    [Option("step size of the noise; 0 stands for radius/5", Symbol = "αᵤ", Min = 0, Max = 127)]
    public Radius StepSize { get; init; } = Radius.Zero;

    [Option("PGD steps of the inner attack", Symbol = "Kₐ", Min = 0, Max = 10_000)]
    public int AdversarialSteps { get; init; } = 10;

    [Option("step size of the inner attack; 0 stands for adversarial-radius/5", Symbol = "αₐ", Min = 0, Max = 127)]
    public Radius AdversarialStepSize { get; init; } = Radius.Zero;

    [Option("draws of the transformation a gradient is averaged over", Symbol = "J", Min = 1, Max = 1000)]
    public int EotSamples { get; init; } = 5;

    [Option("train the surrogate on noise that is rounded to whole grey levels, as the reference script does")]
    public bool RoundedTraining { get; init; } = true;

    [Option("PGD steps of the last pass over all images; 0 stands for steps", Min = 0, Max = 10_000)]
    public int FinalSteps { get; init; }

    [Option("draws a gradient in the last pass; 0 stands for eot-samples", Min = 0, Max = 1000)]
    public int FinalEotSamples { get; init; }

    [Option("leave the last incomplete batch of the last pass out, as the reference script does")]
    public bool DropLast { get; init; }
}

/// <summary>
/// Robust error-minimizing noise: min over θ, min over ‖δᵘ‖∞ ≤ ρᵤ of E over t of max over ‖δᵃ‖∞ ≤ ρₐ of the loss at
/// t(x + δᵘ) + δᵃ, Eq. (5) and Algorithm 1.
/// </summary>
[Plugin(PluginKind.Noise, "rem", "1.0.0", Summary = "robust error-minimizing noise: stops adversarial training too",
    Source = "Fu et al., Robust Unlearnable Examples, ICLR 2022, Eq. (5), Algorithm 1")]
public sealed class RobustErrorMinimizing(RobustErrorMinimizingOptions options) : INoiseMethod
{
    /// <inheritdoc/>
    public Radius Bound => options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => true;

    private ThreatModel Defence => new(
        Norm.LInf, options.Radius, options.StepSize.IsZero ? options.Radius / 5 : options.StepSize, options.Steps, RandomStart: true);

    private ThreatModel Attack => new(
        Norm.LInf, options.AdversarialRadius,
        options.AdversarialStepSize.IsZero ? options.AdversarialRadius / 5 : options.AdversarialStepSize, options.AdversarialSteps,
        RandomStart: true);

    private LastPass Last => LastPass.After(Defence, options.EotSamples, options.FinalSteps, options.FinalEotSamples);

    /// <inheritdoc/>
    public long? Passes(int images, SurrogateSpec? surrogate)
    {
        // The attack's steps, and the pass at the attacked image: a gradient of the noise, or the surrogate's update.
        long attacked = (options.AdversarialRadius.IsZero ? 0 : options.AdversarialSteps) + 1L;
        long step = (long)options.Steps * options.EotSamples * attacked;
        long last = (long)Last.Defence.Steps * Last.Samples * attacked;
        return surrogate is null ? null : SurrogatePasses.Of(images, surrogate.Schedule, step + attacked, last, options.DropLast);
    }

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (defence, attack, last) = (Defence, Attack, Last);
        new SurrogateNoise(context, "rem")
        {
            Step = (network, batch) =>
            {
                var noise = RobustDescent.Noise(
                    network, batch.Pixels, batch.Labels, defence, attack, context.Augmentation, options.EotSamples);
                return (noise, TrainingImages(network, batch, noise, attack, context.Augmentation));
            },
            FinalNoise = (network, batch) => RobustDescent.Noise(
                network, batch.Pixels, batch.Labels, last.Defence, attack, context.Augmentation, last.Samples),
            DropLast = options.DropLast,
        }.Run();
    }

    /// <summary>t(x + δᵘ) + δᵃ, what the surrogate is trained on (lines 16 and 17 of Algorithm 1).</summary>
    private Tensor TrainingImages(
        FrozenNetwork network, ImageBatch batch, Tensor noise, ThreatModel attack, IAugmentation? transform)
    {
        var added = options.RoundedTraining ? (noise * 255).round() / 255 : noise;
        var seen = batch.Pixels + added;
        seen = transform is null ? seen : transform.Apply(seen);
        return Pgd.Perturb(network, seen.clamp(0.0, 1.0), batch.Labels, attack, Direction.Ascent);
    }
}
