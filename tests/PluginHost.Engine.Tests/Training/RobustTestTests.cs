using PluginHost.Engine.Data;
using PluginHost.Engine.Training;

namespace PluginHost.Engine.Tests.Training;

public sealed class RobustTestTests
{
    private static ThreatModel Attack(double radius, int steps = 5) =>
        new(Norm.LInf, Radius.Per255(radius), Radius.Per255(Math.Max(radius, 1e-6) * 2 / steps), steps, RandomStart: true);

    [Fact]
    public void The_stronger_the_attack_the_fewer_images_are_right_and_a_tiny_one_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var net = Trained(out var data);
        using var set = data;

        double clean = Evaluation.Accuracy(net, data.Test, null, Golden.Cpu, default);
        double tiny = Robust(net, data, Attack(1e-4)), some = Robust(net, data, Attack(0.5)), strong = Robust(net, data, Attack(8));

        Assert.Equal(clean, tiny);
        Assert.True(strong < some && some < clean, $"clean {clean}, radius 0.5 {some}, radius 8 {strong}");
        Assert.Equal(some, Robust(net, data, Attack(0.5)));
    }

    [Fact]
    public void The_first_images_alone_can_be_attacked()
    {
        using var scope = NewDisposeScope();
        using var net = Trained(out var data);
        using var set = data;

        // 20 images: the accuracy is a multiple of 1/20.
        double accuracy = Robust(net, data, Attack(4), images: 20) * 20;

        Assert.Equal(Math.Round(accuracy), accuracy, 1e-9);
    }

    private static double Robust(Module<Tensor, Tensor> net, DataSet data, ThreatModel attack, int? images = null) => Evaluation.RobustAccuracy(
        net, data.Test, new RobustTest(attack, images), 64, null, Golden.Cpu, new RandomStreams(3), new Progress<StepReport>(), default);

    /// <summary>A linear network that knows the test images by heart.</summary>
    private static Sequential Trained(out DataSet data)
    {
        data = new DataSets(Path.GetTempPath()).Open(new DataSpec("shapes", 10, 200));
        manual_seed(1);
        var net = Sequential(Flatten(), Linear(data.Test.Shape.Size, data.Test.Classes));
        var learner = new Learner(net, new TrainingSchedule(300, 200, 0.02, 0.9, 0, []), Golden.Cpu);
        var all = data.Test.Read([.. Enumerable.Range(0, 200).Select(i => (long)i)], torch.CPU);
        for (int step = 0; step < 300; step++)
        {
            learner.Step(step, all.Pixels, all.Labels);
        }

        return net;
    }
}
