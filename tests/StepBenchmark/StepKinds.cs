using PluginHost.Engine.Attacks;
using PluginHost.Engine.Noise;

namespace PluginHost.StepBenchmark;

/// <summary>
/// The steps that can be measured. Each makes the calls of the engine's own loops (<c>ModelTraining</c> and
/// <see cref="SurrogateNoise"/>) for one batch; reading the batch and, in training, augmenting it are left out.
/// </summary>
internal static class StepKinds
{
    /// <summary>ρₐ = 4/255, Kₐ = 4, αₐ = 1/255.</summary>
    public static readonly ThreatModel Attack =
        new(Norm.LInf, Radius.Per255(4), Radius.Per255(1), Steps: 4, RandomStart: true);

    private static readonly (string Name, Func<Workload, ReadyStep> Prepare)[] All =
    [
        ("plain", Plain),
        ("gradient", ImageGradient),
        ("adversarial", Adversarial),
        ("em", work => NoiseStep(work, NoiseRecipes.ErrorMinimizingStep)),
        ("rem", work => NoiseStep(work, NoiseRecipes.RobustStep)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name)];

    /// <summary>Makes a step ready to be repeated.</summary>
    public static ReadyStep Prepare(string name, Workload work) => All.Single(kind => kind.Name == name).Prepare(work);

    private static ReadyStep Plain(Workload work) => new(number => Train(work, number, work.TrainingImages));

    private static ReadyStep ImageGradient(Workload work)
    {
        var frozen = FrozenNetwork.Of(work.Learner.Network, work.Compute);
        return new ReadyStep(_ => frozen.ImageGradient(work.TrainingImages, work.Batch.Labels).Dispose(), frozen);
    }

    private static ReadyStep Adversarial(Workload work) => new(number =>
    {
        using var scope = NewDisposeScope();
        work.Random.Begin("attack", number);
        Tensor attacked;
        using (var frozen = FrozenNetwork.Of(work.Learner.Network, work.Compute))
        {
            attacked = Pgd.Perturb(frozen, work.TrainingImages, work.Batch.Labels, Attack, Direction.Ascent);
        }

        Train(work, number, attacked);
    });

    private static ReadyStep NoiseStep(
        Workload work, Func<FrozenNetwork, Workload, (Tensor Noise, Tensor TrainingImages)> make) => new(number =>
    {
        using var scope = NewDisposeScope();
        work.Random.Begin("noise", number);
        Tensor noise, images;
        using (var frozen = FrozenNetwork.Of(work.Learner.Network, work.Compute))
        {
            (noise, images) = make(frozen, work);
        }

        work.Noise.Write(work.Batch.Indices, noise);
        work.Learner.Step(number, images, work.Batch.Labels);
        work.Learner.FetchLosses();
    });

    private static void Train(Workload work, int number, Tensor images)
    {
        work.Random.Begin("network", number);
        work.Learner.Step(number, images, work.Batch.Labels);

        // The loops fetch every ten steps. Here every one does, so that no loss waits as a live tensor.
        work.Learner.FetchLosses();
    }
}

/// <summary>A step that can be repeated.</summary>
/// <param name="run">Takes the step of a number, from 0.</param>
/// <param name="held">What the step keeps between repeats, such as a frozen network.</param>
internal sealed class ReadyStep(Action<int> run, IDisposable? held = null) : IDisposable
{
    /// <summary>Takes one step.</summary>
    public void Run(int number) => run(number);

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
