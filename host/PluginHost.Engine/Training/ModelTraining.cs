using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Training;

/// <summary>What a training gave.</summary>
/// <param name="TestAccuracy">Accuracy on the clean test set after the last step.</param>
/// <param name="TestCurve">Test accuracy by step.</param>
/// <param name="Losses">Training loss of every step.</param>
/// <param name="Accuracies">Training accuracy of every step.</param>
/// <param name="RobustAccuracy">Accuracy on attacked test images after the last step; null when the spec asks for none.</param>
internal sealed record TrainingOutcome(
    double TestAccuracy, IReadOnlyList<(int Step, double Accuracy)> TestCurve, IReadOnlyList<double> Losses,
    IReadOnlyList<double> Accuracies, double? RobustAccuracy);

/// <summary>
/// Trains the model under test: plain training (Eq. 1) or adversarial training (Eq. 2), as the reference does. Every
/// step augments a batch, attacks it with batch norm in eval mode, and takes one SGD step on it in train mode.
/// </summary>
internal sealed class ModelTraining
{
    private readonly List<(int Step, double Accuracy)> _tests = [];

    public required LabelledImages Images { get; init; }

    public required LabelledImages TestImages { get; init; }

    public required TrainingSpec Spec { get; init; }

    public required IAugmentation? Augmentation { get; init; }

    public required Compute Compute { get; init; }

    public required RandomStreams Random { get; init; }

    public required ICheckpoint Checkpoint { get; init; }

    public required IProgress<StepReport> Progress { get; init; }

    public CancellationToken Stop { get; init; }

    /// <summary>Trains a learner from where its checkpoint stands to the end.</summary>
    public TrainingOutcome Run(Learner learner)
    {
        var order = new BatchOrder(Images.Count, Spec.Schedule.BatchSize, Random);
        int steps = Spec.Schedule.Iterations;
        int done = Restore(learner);
        string phase = Spec.Attack.IsNone ? "plain training" : $"adversarial training {Spec.Attack.Radius}";
        for (; done < steps; done++)
        {
            SaveIfDue(learner, done);
            Step(learner, order, done);
            bool report = (done + 1) % 10 == 0 || done + 1 == steps;
            if (report)
            {
                learner.FetchLosses();
            }

            if (done + 1 < steps && Spec.TestEvery is { } every && (done + 1) % every == 0)
            {
                Test(learner, done + 1);
            }

            Progress.Report(new StepReport(
                phase, done + 1, steps, report ? learner.MeanLoss(10) : null, report ? learner.MeanAccuracy(10) : null));
        }

        learner.FetchLosses();
        SaveIfDue(learner, steps);
        Test(learner, steps);
        return new TrainingOutcome(_tests[^1].Accuracy, _tests, learner.Losses, learner.Accuracies, RobustAccuracy(learner));
    }

    private void Step(Learner learner, BatchOrder order, int step)
    {
        using var scope = NewDisposeScope();
        var batch = Images.Read(order.Indices(step), Compute.Device);
        Random.Begin("augmentation", step);
        var images = Augmentation is null ? batch.Pixels : Augmentation.Apply(batch.Pixels);
        images = images.detach().contiguous(memory_format.channels_last);
        if (!Spec.Attack.IsNone)
        {
            Random.Begin("attack", step);
            using var frozen = FrozenNetwork.Of(learner.Network, Compute);
            images = Pgd.Perturb(frozen, images, batch.Labels, Spec.Attack, Direction.Ascent);
        }

        Random.Begin("network", step);
        learner.Step(step, images, batch.Labels);
    }

    private void Test(Learner learner, int step)
    {
        double accuracy = Evaluation.Accuracy(learner.Network, TestImages, Augmentation, Compute, Stop);
        _tests.Add((step, accuracy));
        Progress.Report(new StepReport("test", step, Spec.Schedule.Iterations, Accuracy: accuracy));
    }

    private double? RobustAccuracy(Learner learner) => Spec.RobustTest is not { } test ? null : Evaluation.RobustAccuracy(
        learner.Network, TestImages, test, Spec.Schedule.BatchSize, Augmentation, Compute, Random, Progress, Stop);

    private int Restore(Learner learner)
    {
        using var scope = NewDisposeScope();
        if (Checkpoint.Load() is not { } saved)
        {
            return 0;
        }

        learner.Load(saved.Tensors);
        double[] tests = saved.Tensors["tests"].data<double>().ToArray();
        for (int i = 0; i < tests.Length; i += 2)
        {
            _tests.Add(((int)tests[i], tests[i + 1]));
        }

        return saved.Step;
    }

    private void SaveIfDue(Learner learner, int done)
    {
        if (Checkpoint.Due)
        {
            using var scope = NewDisposeScope();
            var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            learner.Save(state);
            state["tests"] = tensor(_tests.SelectMany(test => new[] { test.Step, test.Accuracy }).ToArray());
            Checkpoint.Save(new CheckpointState(done, state));
        }

        Stop.ThrowIfCancellationRequested();
    }
}
