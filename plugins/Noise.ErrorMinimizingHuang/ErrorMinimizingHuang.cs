using PluginHost.Contracts;
using PluginHost.Engine;

namespace Noise.ErrorMinimizingHuang;

/// <summary>Settings of error-minimizing noise as its authors' code makes it.</summary>
public sealed record ErrorMinimizingHuangOptions
{
    [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("one noise a class, which all its images carry, instead of one an image")]
    public bool ClassWise { get; init; }

    [Option("batches that the surrogate is trained on in a round", Symbol = "M", Min = 1, Max = 100_000)]
    public int TrainBatches { get; init; } = 10;

    [Option("sign steps a batch in the sweep that ends a round; 0 stands for 20, or for 1 with class-wise", Min = 0, Max = 10_000)]
    public int Steps { get; init; }

    [Option("step size; 0 stands for radius/10", Min = 0, Max = 127)]
    public Radius StepSize { get; init; } = Radius.Zero;

    [Option("share of protected images that the surrogate may get wrong at the end", Min = 0, Max = 1)]
    public double StopError { get; init; } = 0.01;

    [Option("rounds after which it ends all the same; 0 stands for the surrogate's iterations / train-batches", Min = 0, Max = 1_000_000)]
    public int MaxRounds { get; init; }

    [Option("images a batch", Min = 1, Max = 1_000_000)]
    public int BatchSize { get; init; } = 512;

    [Option("length that the surrogate's gradient is clipped to; 0 for no clipping", Min = 0)]
    public double ClipNorm { get; init; } = 5;

    [Option("with class-wise: share of each class's images that noise and error are computed on", Min = 0, Max = 1)]
    public double Subset { get; init; } = 0.2;
}

/// <summary>
/// Error-minimizing noise as Huang et al. (2021) make it: rounds of a few training batches and a sweep over all noises,
/// which go on from where they were, until the surrogate makes next to no errors on the protected images.
/// </summary>
[Plugin(PluginKind.Noise, "em-huang", "1.0.0", Summary = "error-minimizing noise as its authors make it, of images or of classes",
    Source = "Huang et al., Unlearnable Examples: Making Personal Data Unexploitable, ICLR 2021")]
public sealed class ErrorMinimizingHuang(ErrorMinimizingHuangOptions options) : INoiseMethod
{
    /// <inheritdoc/>
    public Radius Bound => options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => true;

    /// <inheritdoc/>
    public bool MayEndEarly => true;

    /// <inheritdoc/>
    public int? PassBatch => options.BatchSize;

    private int Steps => options.Steps > 0 ? options.Steps : options.ClassWise ? 1 : 20;

    /// <inheritdoc/>
    /// <remarks>Every round's training batches and sweep. With class-wise, classes of very few images may make the sweep longer.</remarks>
    public long? Passes(int images, SurrogateSpec? surrogate)
    {
        if (surrogate is null)
        {
            return null;
        }

        int swept = options.ClassWise ? (int)Math.Ceiling(images * options.Subset) : images;
        long batches = Math.Max(1, (swept + options.BatchSize - 1) / options.BatchSize);
        return Limit(surrogate.Schedule) * (options.TrainBatches + (batches * Steps));
    }

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var surrogate = context.Surrogate
            ?? throw new EngineException("noise em-huang trains a surrogate, and the recipe gives none");
        var stepSize = options.StepSize.IsZero ? options.Radius / 10 : options.StepSize;
        using var rounds = new Rounds(context, surrogate, options)
        {
            Threat = new ThreatModel(Norm.LInf, options.Radius, stepSize, Steps, RandomStart: false),
            Limit = Limit(surrogate.Schedule),
        };
        rounds.Run();
    }

    /// <summary>The rounds after which it ends, whatever the error is.</summary>
    private int Limit(TrainingSchedule schedule) =>
        options.MaxRounds > 0 ? options.MaxRounds : Math.Max(1, schedule.Iterations / options.TrainBatches);
}
