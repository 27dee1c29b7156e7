using PluginHost.Contracts;
using PluginHost.Engine.Attacks;
using PluginHost.Engine.Noise;

namespace Noise.ErrorMinimizing;

/// <summary>Which images the noise is made for while the surrogate is trained.</summary>
public enum View
{
    /// <summary>
    /// The augmented image; the noise is kept as the noise of the raw image all the same, as the reference script of the
    /// robust paper does. Its published EM figures were made so.
    /// </summary>
    Augmented,

    /// <summary>The raw image, Eq. (3); the surrogate sees no augmentation either (Huang et al. 2021).</summary>
    Raw,

    /// <summary>The raw image under random transformations: the gradient is averaged over J draws, as REM with ρₐ = 0.</summary>
    Expected,
}

/// <summary>Settings of error-minimizing noise; the paper's, Table 5.</summary>
public sealed record ErrorMinimizingOptions
{
    [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("PGD steps a batch", Symbol = "Kᵤ", Min = 1, Max = 10_000)]
    public int Steps { get; init; } = 10;

    [Option("PGD step size; 0 stands for radius/5", Symbol = "αᵤ", Min = 0, Max = 127)]
    public Radius StepSize { get; init; } = Radius.Zero;

    [Option("which images the noise is made for")]
    public View View { get; init; } = View.Augmented;

    [Option("draws of the transformation a gradient is averaged over, with view expected", Symbol = "J", Min = 1, Max = 1000)]
    public int EotSamples { get; init; } = 5;

    [Option("PGD steps of the last pass over all images; 0 stands for steps", Min = 0, Max = 10_000)]
    public int FinalSteps { get; init; }

    [Option("draws a gradient in the last pass; 0 stands for eot-samples", Min = 0, Max = 1000)]
    public int FinalEotSamples { get; init; }

    [Option("leave the last incomplete batch of the last pass out, as the reference script does")]
    public bool DropLast { get; init; }
}

/// <summary>
/// Error-minimizing noise (Huang et al. 2021): min over θ and ‖δ‖∞ ≤ ρᵤ of the training loss, Eq. (3).
/// </summary>
[Plugin(PluginKind.Noise, "em", "1.0.0", Summary = "error-minimizing noise: stops plain training",
    Source = "Huang et al., Unlearnable Examples, ICLR 2021; Fu et al., Robust Unlearnable Examples, ICLR 2022, Eq. (3)")]
public sealed class ErrorMinimizing(ErrorMinimizingOptions options) : INoiseMethod
{
    /// <inheritdoc/>
    public Radius Bound => options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => true;

    private ThreatModel Defence => new(
        Norm.LInf, options.Radius, options.StepSize.IsZero ? options.Radius / 5 : options.StepSize, options.Steps, RandomStart: true);

    private LastPass Last => LastPass.After(Defence, options.EotSamples, options.FinalSteps, options.FinalEotSamples);

    /// <inheritdoc/>
    public long? Passes(int images, SurrogateSpec? surrogate)
    {
        bool draws = options.View == View.Expected;
        long step = options.Steps * (draws ? options.EotSamples : 1L);
        long last = Last.Defence.Steps * (draws ? Last.Samples : 1L);
        return surrogate is null ? null : SurrogatePasses.Of(images, surrogate.Schedule, step + 1, last, options.DropLast);
    }

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (defence, last) = (Defence, Last);
        new SurrogateNoise(context, "em")
        {
            Step = (network, batch) => Noise(network, batch, defence, options.EotSamples, context.Augmentation),
            FinalNoise = (network, batch) => Noise(network, batch, last.Defence, last.Samples, context.Augmentation).Noise,
            DropLast = options.DropLast,
        }.Run();
    }

    private (Tensor Noise, Tensor Seen) Noise(
        FrozenNetwork network, ImageBatch batch, ThreatModel defence, int samples, IAugmentation? augmentation)
    {
        if (options.View == View.Expected)
        {
            var noise = RobustDescent.Noise(network, batch.Pixels, batch.Labels, defence, ThreatModel.None, augmentation, samples);
            var noisy = (batch.Pixels + noise).clamp(0.0, 1.0);
            return (noise, augmentation is null ? noisy : augmentation.Apply(noisy));
        }

        var view = options.View == View.Augmented && augmentation is not null ? augmentation.Apply(batch.Pixels) : batch.Pixels;
        var moved = Minimise(network, view, batch.Labels, defence);
        return (Spread(moved - view, batch.Pixels), moved);
    }

    /// <summary>The noise of a view, as large as the image that it is kept for: its nearest pixels, where the sizes differ.</summary>
    private static Tensor Spread(Tensor noise, Tensor images)
    {
        foreach (int side in (ReadOnlySpan<int>)[2, 3])
        {
            long from = noise.size(side), to = images.size(side);
            if (from != to)
            {
                noise = noise.index_select(side, tensor([.. Enumerable.Range(0, (int)to).Select(i => i * from / to)], device: noise.device));
            }
        }

        return noise;
    }

    /// <summary>x + δ with the least training loss: PGD descent, every step clipped to the ball and to [0, 1].</summary>
    public static Tensor Minimise(FrozenNetwork network, Tensor images, Tensor labels, ThreatModel defence) =>
        Pgd.Perturb(network, images, labels, defence, Direction.Descent);
}
