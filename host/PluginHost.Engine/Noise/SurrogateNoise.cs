using PluginHost.Engine.Attacks;
using PluginHost.Engine.Training;

namespace PluginHost.Engine.Noise;

/// <summary>
/// The loop that methods with a surrogate share (Algorithm 1): a surrogate is trained, on data that carries the noise
/// which is made against it step by step or on clean data; then a last pass makes the noise of every image with the
/// trained surrogate.
/// </summary>
/// <param name="context">What the host gives the method.</param>
/// <param name="name">The method's name, for progress and errors.</param>
public sealed class SurrogateNoise(NoiseContext context, string name)
{
    private const int LossWindow = 50;

    /// <summary>
    /// Makes the noise of a batch and the images that the surrogate is trained on in this step, with the surrogate frozen.
    /// The step's random stream has begun. Without it the surrogate is trained on the clean images, augmented.
    /// </summary>
    public Func<FrozenNetwork, ImageBatch, (Tensor Noise, Tensor TrainingImages)>? Step { get; init; }

    /// <summary>Makes the final noise of a batch with the trained surrogate, frozen. The batch's random stream has begun.</summary>
    public required Func<FrozenNetwork, ImageBatch, Tensor> FinalNoise { get; init; }

    /// <summary>
    /// Whether the last pass takes a shuffled epoch of whole batches only, as the reference's scripts do (the images left
    /// out keep the noise of some earlier step), instead of every image.
    /// </summary>
    public bool DropLast { get; init; }

    /// <summary>The surrogate's schedule where the method has one of its own; else the context's.</summary>
    public TrainingSchedule? Schedule { get; init; }

    /// <summary>Trains the surrogate and writes the noise of every image; saves and resumes.</summary>
    public void Run()
    {
        var surrogate = context.Surrogate
            ?? throw new EngineException($"noise {name} trains a surrogate, and the recipe gives none");
        var schedule = Schedule ?? surrogate.Schedule;
        var order = new BatchOrder(context.Images.Count, schedule.BatchSize, context.Random);
        context.Random.Begin("initialisation");
        using var learner = new Learner(surrogate.Build(), schedule, context.Compute);
        int done = Restore(learner);
        for (; done < schedule.Iterations; done++)
        {
            SaveIfDue(learner, done);
            TrainStep(learner, order, done);
            bool report = (done + 1) % 10 == 0 || done + 1 == schedule.Iterations;
            if (report)
            {
                learner.FetchLosses();
            }

            context.Progress.Report(new StepReport(
                $"noise {name}", done + 1, schedule.Iterations, report ? learner.MeanLoss(LossWindow) : null));
        }

        int batches = LastPassBatches(schedule.BatchSize);
        for (int batch = done - schedule.Iterations; batch < batches; batch++)
        {
            SaveIfDue(learner, schedule.Iterations + batch);
            LastPassStep(learner, order, batch, schedule);
            context.Progress.Report(new StepReport($"noise {name}, final pass", batch + 1, batches));
        }

        if (DropLast)
        {
            KeepNoiseOfOthers(order, schedule.Iterations, batches);
        }
    }

    private void TrainStep(Learner learner, BatchOrder order, int step)
    {
        using var scope = NewDisposeScope();
        var batch = context.Images.Read(order.Indices(step), context.Compute.Device);
        context.Random.Begin("noise", step);
        learner.Step(step, Step is null ? Clean(batch) : Protected(learner, batch, Step), batch.Labels);
    }

    private Tensor Protected(
        Learner learner, ImageBatch batch, Func<FrozenNetwork, ImageBatch, (Tensor Noise, Tensor TrainingImages)> make)
    {
        Tensor noise, images;
        using (var frozen = FrozenNetwork.Of(learner.Network, context.Compute))
        {
            (noise, images) = make(frozen, batch);
        }

        context.Noise.Write(batch.Indices, noise);
        return images;
    }

    private Tensor Clean(ImageBatch batch) =>
        (context.Augmentation is null ? batch.Pixels : context.Augmentation.Apply(batch.Pixels))
            .detach().contiguous(memory_format.channels_last);

    private int LastPassBatches(int batchSize)
    {
        int batch = Math.Min(batchSize, context.Images.Count);
        return DropLast ? context.Images.Count / batch : (context.Images.Count + batch - 1) / batch;
    }

    private void LastPassStep(Learner learner, BatchOrder order, int number, TrainingSchedule schedule)
    {
        using var scope = NewDisposeScope();
        var indices = DropLast ? order.Indices(FirstStepOfNextEpoch(order, schedule.Iterations) + number) : InOrder(number, schedule.BatchSize);
        var batch = context.Images.Read(indices, context.Compute.Device);
        context.Random.Begin("final noise", number);
        using var frozen = FrozenNetwork.Of(learner.Network, context.Compute);
        context.Noise.Write(batch.Indices, FinalNoise(frozen, batch));
    }

    /// <summary>
    /// The images that the last pass leaves out have the noise of an earlier step, or 0 where no step met them, as in
    /// the reference. Written once more as it is, it counts as theirs.
    /// </summary>
    private void KeepNoiseOfOthers(BatchOrder order, int iterations, int batches)
    {
        using var scope = NewDisposeScope();
        var others = Enumerable.Range(0, context.Images.Count).Select(image => (long)image).ToHashSet();
        int first = FirstStepOfNextEpoch(order, iterations);
        for (int batch = 0; batch < batches; batch++)
        {
            others.ExceptWith(order.Indices(first + batch).ToArray());
        }

        long[] indices = [.. others.Order()];
        context.Noise.Write(indices, context.Noise.Read(indices, CPU));
    }

    private static int FirstStepOfNextEpoch(BatchOrder order, int steps) =>
        (steps + order.StepsPerEpoch - 1) / order.StepsPerEpoch * order.StepsPerEpoch;

    private ReadOnlySpan<long> InOrder(int number, int batchSize)
    {
        int first = number * batchSize;
        var indices = new long[Math.Min(batchSize, context.Images.Count - first)];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = first + i;
        }

        return indices;
    }

    private int Restore(Learner learner)
    {
        using var scope = NewDisposeScope();
        if (context.Checkpoint.Load() is not { } saved)
        {
            return 0;
        }

        learner.Load(saved.Tensors);
        return saved.Step;
    }

    private void SaveIfDue(Learner learner, int done)
    {
        if (context.Checkpoint.Due)
        {
            using var scope = NewDisposeScope();
            var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            learner.Save(state);
            context.Checkpoint.Save(new CheckpointState(done, state));
        }

        context.Cancellation.ThrowIfCancellationRequested();
    }
}
