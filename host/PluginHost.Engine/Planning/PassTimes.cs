using PluginHost.Engine.Attacks;
using PluginHost.Engine.Training;

namespace PluginHost.Engine.Planning;

/// <summary>What a network is timed on.</summary>
/// <param name="Model">The architecture.</param>
/// <param name="Shape">The shape of the images, before augmentation.</param>
/// <param name="BatchSize">Images a batch.</param>
/// <param name="Augmentation">The augmentation of training images; null for none.</param>
public sealed record TimedNetwork(PluginUse Model, ImageShape Shape, int BatchSize, PluginUse? Augmentation);

/// <summary>How long a network takes on this machine, by a few real steps on random images.</summary>
/// <param name="Attack">A step of an attack or of noise making: a batch forward and backward to the image.</param>
/// <param name="Update">A training step: augmentation, a batch forward and backward to the weights, SGD.</param>
/// <param name="Test">A batch forward.</param>
/// <param name="Batch">Images of the batches that were timed: fewer than asked for where the machine is slow, and scaled up.</param>
public sealed record PassTimes(TimeSpan Attack, TimeSpan Update, TimeSpan Test, int Batch)
{
    private const int Classes = 10;
    private const int SmallBatch = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    /// <summary>Times one architecture: a few seconds.</summary>
    /// <param name="timed">What is timed.</param>
    /// <param name="catalogue">The loaded plugins.</param>
    /// <param name="compute">The device and arithmetic.</param>
    /// <param name="clock">The time.</param>
    public static PassTimes Measure(TimedNetwork timed, IPluginCatalogue catalogue, Compute compute, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(timed);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(compute);
        ArgumentNullException.ThrowIfNull(clock);
        var augmentation = timed.Augmentation is null ? null : catalogue.Augmentation(timed.Augmentation);
        var shape = augmentation?.OutputShape(timed.Shape) ?? timed.Shape;
        manual_seed(0);
        using var scope = NewDisposeScope();
        using var learner = new Learner(
            compute.Place(catalogue.Model(timed.Model).Build(shape, Classes)), new TrainingSchedule(1, timed.BatchSize, 1e-3, 0.9, 0, []), compute);
        var steps = new Steps(learner, augmentation, timed.Shape, compute);

        // The first steps of a process are slow: memory is asked for, kernels are chosen.
        int small = Math.Min(SmallBatch, timed.BatchSize);
        steps.Update(small);
        steps.Attack(small);
        steps.Test(small);
        var one = Time(() => steps.Update(small), clock) / small;
        int batch = (int)Math.Clamp(Patience / one, small, timed.BatchSize);
        steps.Update(batch);
        double scale = (double)timed.BatchSize / batch;
        return new PassTimes(
            Time(() => steps.Attack(batch), clock) * scale / Steps.AttackSteps, Time(() => steps.Update(batch), clock) * scale,
            Time(() => steps.Test(batch), clock) * scale, batch);
    }

    /// <summary>The mean time of as many calls as fit into the time allowed, at least one.</summary>
    private static TimeSpan Time(Action step, TimeProvider clock)
    {
        long began = clock.GetTimestamp();
        int done = 0;
        do
        {
            step();
            done++;
        }
        while (clock.GetElapsedTime(began) < Patience);
        return clock.GetElapsedTime(began) / done;
    }

    /// <summary>The steps that are timed; each ends when the device has done it.</summary>
    private sealed class Steps(Learner learner, IAugmentation? augmentation, ImageShape shape, Compute compute)
    {
        public const int AttackSteps = 2;

        public void Update(int count)
        {
            using var scope = NewDisposeScope();
            learner.Step(0, Seen(count, forTraining: true), Labels(count));
            learner.FetchLosses();
        }

        public void Attack(int count)
        {
            using var scope = NewDisposeScope();
            var images = Seen(count, forTraining: false);
            var threat = new ThreatModel(Norm.LInf, Radius.Per255(8), Radius.Per255(1), AttackSteps, RandomStart: true);
            using var frozen = FrozenNetwork.Of(learner.Network, compute);
            _ = Pgd.Perturb(frozen, images, Labels(count), threat, Direction.Ascent).sum().item<float>();
        }

        public void Test(int count)
        {
            using var scope = NewDisposeScope();
            var images = Seen(count, forTraining: false);
            using var frozen = FrozenNetwork.Of(learner.Network, compute);
            using var off = no_grad();
            _ = frozen.Logits(images).sum().item<float>();
        }

        private Tensor Seen(int count, bool forTraining)
        {
            var images = rand([count, shape.Channels, shape.Height, shape.Width], device: compute.Device);
            var seen = augmentation is null ? images : forTraining ? augmentation.Apply(images) : augmentation.AtTest(images);
            return seen.contiguous(memory_format.channels_last);
        }

        private Tensor Labels(int count) => zeros([count], ScalarType.Int64, compute.Device);
    }
}
