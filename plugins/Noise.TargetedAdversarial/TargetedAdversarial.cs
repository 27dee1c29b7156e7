using PluginHost.Contracts;
using PluginHost.Engine.Attacks;
using PluginHost.Engine.Noise;

namespace Noise.TargetedAdversarial;

/// <summary>Where the descent begins.</summary>
public enum Start
{
    /// <summary>Uniform in ±ρᵤ, as the robust paper's script does.</summary>
    Uniform,

    /// <summary>ρᵤ times a standard normal number, clamped to ±ρᵤ, as the code of the method's authors does.</summary>
    Gaussian,
}

/// <summary>Settings of targeted adversarial poisoning; the paper's for CIFAR, Table 5.</summary>
public sealed record TargetedAdversarialOptions
{
    [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("PGD steps an image", Symbol = "Kᵤ", Min = 1, Max = 100_000)]
    public int Steps { get; init; } = 250;

    [Option("PGD step size; 0 stands for radius/125", Symbol = "αᵤ", Min = 0, Max = 127)]
    public Radius StepSize { get; init; } = Radius.Zero;

    [Option("which class each class is pushed towards: a shift such as +1, or a permutation such as 1,2,0", Symbol = "g")]
    public string LabelMap { get; init; } = "+1";

    [Option("draws of the augmentation a gradient is averaged over", Symbol = "J", Min = 1, Max = 1000)]
    public int EotSamples { get; init; } = 1;

    [Option("starts that are tried; of a batch's noises the one with the least loss to the targets is kept", Min = 1, Max = 1000)]
    public int Restarts { get; init; } = 1;

    [Option("where the descent begins")]
    public Start Start { get; init; }

    [Option("keep image and noise together in the pixel range at every step, as the code of the method's authors does")]
    public bool ValidPixels { get; init; }

    [Option("training steps of the clean surrogate; 0 stands for those of a model under test", Min = 0, Max = 10_000_000)]
    public int SurrogateIterations { get; init; }
}

/// <summary>
/// Targeted adversarial poisoning (Fowl et al. 2021): for a surrogate f₀ that was trained on clean data, min over
/// ‖δ‖∞ ≤ ρᵤ of the loss of f₀(t(x + δ)) to another label g(y), A.3.2.
/// </summary>
[Plugin(PluginKind.Noise, "tap", "1.0.0", Summary = "targeted adversarial poisoning: images that a clean model takes for the next class",
    Source = "Fowl et al., Adversarial Examples Make Strong Poisons, NeurIPS 2021; Fu et al., Robust Unlearnable Examples, ICLR 2022, A.3.2")]
public sealed class TargetedAdversarial : INoiseMethod
{
    private readonly TargetedAdversarialOptions _options;
    private readonly LabelMap _map;
    private readonly ThreatModel _threat;

    /// <summary>The method with its settings.</summary>
    /// <exception cref="ArgumentException">The label map cannot be read.</exception>
    public TargetedAdversarial(TargetedAdversarialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _map = LabelMap.Parse(options.LabelMap);
        var stepSize = options.StepSize.IsZero ? options.Radius / 125 : options.StepSize;
        _threat = new ThreatModel(Norm.LInf, options.Radius, stepSize, options.Steps, RandomStart: true);
    }

    /// <inheritdoc/>
    public Radius Bound => _options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => true;

    /// <inheritdoc/>
    public bool TrainsSurrogateOnCleanImages => true;

    /// <inheritdoc/>
    public long? Passes(int images, SurrogateSpec? surrogate) => Scaled(surrogate?.Schedule) is not { } schedule ? null
        : SurrogatePasses.Of(images, schedule, 1, (long)_options.Restarts * _options.Steps * _options.EotSamples, dropLast: false);

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var targets = tensor(_map.Of(context.Images.Classes).ToArray(), device: context.Compute.Device);
        new SurrogateNoise(context, "tap")
        {
            Schedule = Scaled(context.Surrogate?.Schedule),
            FinalNoise = (network, batch) =>
                Best(network, batch.Pixels, targets.index_select(0, batch.Labels), context.Augmentation),
        }.Run();
    }

    /// <summary>The noise of the best start: the least mean loss of the plain protected images to their targets.</summary>
    private Tensor Best(FrozenNetwork network, Tensor images, Tensor targets, IAugmentation? transform)
    {
        using var scope = NewDisposeScope();
        Tensor? best = null;
        double least = double.PositiveInfinity;
        for (int restart = 0; restart < _options.Restarts; restart++)
        {
            var noise = TargetedDescent.Noise(
                network, images, targets, Begin(images), _threat, transform, _options.EotSamples, _options.ValidPixels);
            if (_options.Restarts == 1)
            {
                return noise.MoveToOuterDisposeScope();
            }

            double loss = LossOf(network, images + noise, targets);
            (best, least) = best is null || loss < least ? (noise, loss) : (best, least);
        }

        return (best ?? zeros_like(images)).MoveToOuterDisposeScope();
    }

    private Tensor Begin(Tensor images) => _options.Start == Start.Uniform
        ? NormBall.RandomStart(images, _threat)
        : NormBall.Project_(randn(images.shape, images.dtype, images.device) * _options.Radius.Fraction, Norm.LInf, _options.Radius);

    private static double LossOf(FrozenNetwork network, Tensor images, Tensor targets)
    {
        using var quiet = no_grad();
        return network.Loss(images.clamp(0.0, 1.0), targets).cpu().item<float>();
    }

    /// <summary>The given schedule, or the same shape of it over another number of steps.</summary>
    private TrainingSchedule? Scaled(TrainingSchedule? given)
    {
        if (given is null || _options.SurrogateIterations == 0)
        {
            return given;
        }

        double factor = _options.SurrogateIterations / (double)given.Iterations;
        return given with
        {
            Iterations = _options.SurrogateIterations,
            DropAt = [.. given.DropAt.Select(step => (int)Math.Round(step * factor))],
            WarmUp = (int)Math.Round(given.WarmUp * factor),
            CoolDown = (int)Math.Round(given.CoolDown * factor),
        };
    }
}
