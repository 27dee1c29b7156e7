
namespace PluginHost.Recipes.Language;

/// <summary>
/// How noise is made and models are trained, apart from what a recipe compares. It begins as the paper's published
/// settings of the data set; presets and recipes change it: <c>.Preset("mini", p => p with { TrainIterations = 400 })</c>.
/// </summary>
public sealed record Protocol
{
    /// <summary>How many of the first training images are used; <c>All</c> (null) for all.</summary>
    public int? TrainImages { get; init; }

    /// <summary>How many of the first test images are used; <c>All</c> (null) for all.</summary>
    public int? TestImages { get; init; }

    /// <summary>The model that noise is made with.</summary>
    public required ModelChoice Surrogate { get; init; }

    /// <summary>
    /// A small model that is trained in place of the recipe's where the recipe trains a single one; a recipe that
    /// compares several models keeps them. Models whose name ends in <c>-mini</c>, networks of the recipe itself and
    /// models that begin with weights stay. The stand-in of <c>mini</c> and <c>smoke</c> is taken for models of the
    /// paper alone; one that a recipe or <c>--set stand-in</c> names, for any. Null for none. Plans and tables tell it.
    /// </summary>
    public ModelChoice? StandIn { get; init; }

    /// <summary>The augmentation of training images, which noise shall survive too; null for none.</summary>
    public AugmentationChoice? Augmentation { get; init; }

    /// <summary>Update steps of a surrogate.</summary>
    public required int NoiseIterations { get; init; }

    /// <summary>Update steps of a model under test.</summary>
    public required int TrainIterations { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The first learning rate of SGD.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The L2 penalty on all parameters.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Where the learning rate is divided by 10, as shares of the iterations.</summary>
    public IReadOnlyList<double> DropAt { get; init; } = [0.4, 0.8];

    /// <summary>The share of the iterations over which the learning rate rises from 0; 0 for none.</summary>
    public double WarmUp { get; init; }

    /// <summary>The share of the iterations over which the learning rate falls to 0 at the end; 0 for none.</summary>
    public double CoolDown { get; init; }

    /// <summary>PGD steps of adversarial training (K).</summary>
    public int AttackSteps { get; init; } = 10;

    /// <summary>The step size of adversarial training (α) as a share of its radius; null for 2/steps.</summary>
    public double? AttackStepShare { get; init; }

    /// <summary>Training steps between two tests; null for one test, after the last step.</summary>
    public int? TestEvery { get; init; }

    /// <summary>What noise methods are told besides what the recipe gives; a later entry overrides an earlier one.</summary>
    public IReadOnlyList<NoiseOption> NoiseOptions { get; init; } = [];

    /// <summary>The schedule of a surrogate.</summary>
    internal TrainingSchedule SurrogateSchedule => Schedule(NoiseIterations);

    /// <summary>The schedule of a model under test.</summary>
    internal TrainingSchedule TrainingSchedule => Schedule(TrainIterations);

    private TrainingSchedule Schedule(int iterations) => new(
        iterations, BatchSize, LearningRate, Momentum, WeightDecay,
        [.. DropAt.Select(share => (int)Math.Round(share * iterations)).Where(step => step > 0 && step < iterations)],
        (int)Math.Round(WarmUp * iterations), (int)Math.Round(CoolDown * iterations));
}
