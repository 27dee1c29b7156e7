using Noise.ErrorMinimizing;
using Noise.ErrorMinimizingHuang;
using Noise.NeuralTangent;
using Noise.RobustErrorMinimizing;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Planning;

namespace PluginHost.Engine.Tests.Planning;

/// <summary>Passes are counted from specs, and are the ones that are made.</summary>
public sealed class PassesTests
{
    private const int Cifar = 50_000;

    private static SurrogateSpec Surrogate(int iterations, int batch) => new(
        new PluginUse("resnet18"), new TrainingSchedule(iterations, batch, 0.1, 0.9, 5e-4, []));

    [Fact]
    public void The_papers_noise_of_CIFAR_takes_the_passes_of_the_reference()
    {
        var em = new ErrorMinimizing(new ErrorMinimizingOptions { DropLast = true });
        var rem = new RobustErrorMinimizing(new RobustErrorMinimizingOptions { DropLast = true });

        // 5,000·(10 + 1) + 390·10, and 5,000·(10·5·11 + 11) + 390·550.
        Assert.Equal(58_900, em.Passes(Cifar, Surrogate(5000, 128)));
        Assert.Equal(3_019_500, rem.Passes(Cifar, Surrogate(5000, 128)));
    }

    [Fact]
    public void The_last_pass_over_all_images_has_one_batch_more() => Assert.Equal(
        3_019_500 + 550, new RobustErrorMinimizing(new RobustErrorMinimizingOptions()).Passes(Cifar, Surrogate(5000, 128)));

    [Fact]
    public void A_training_of_the_paper_takes_an_attack_and_an_update_a_step()
    {
        var schedule = new TrainingSchedule(40_000, 128, 0.1, 0.9, 5e-4, []);
        var attack = new ThreatModel(Norm.LInf, Radius.Per255(4), Radius.Per255(0.8), 10, RandomStart: true);

        Assert.Equal(440_000, TrainingPasses.Of(new TrainingSpec(attack, schedule, null), 10_000));
        Assert.Equal(40_000, TrainingPasses.Of(new TrainingSpec(ThreatModel.None, schedule, null), 10_000));

        // 1,000 images are 8 batches of 128, with 20 steps each.
        var test = new RobustTest(attack with { Steps = 20 }, 1000);
        Assert.Equal(440_160, TrainingPasses.Of(new TrainingSpec(attack, schedule, null, null, test), 10_000));
    }

    public static TheoryData<string> Methods => ["em augmented", "em expected", "rem", "rem against nothing"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_passes_that_a_method_tells_are_those_that_it_makes(string name)
    {
        using var scope = NewDisposeScope();
        INoiseMethod method = name switch
        {
            "em augmented" => new ErrorMinimizing(new ErrorMinimizingOptions { Steps = 3, FinalSteps = 5, EotSamples = 4 }),
            "em expected" => new ErrorMinimizing(new ErrorMinimizingOptions { Steps = 3, View = View.Expected, EotSamples = 2, FinalEotSamples = 3 }),
            "rem" => new RobustErrorMinimizing(new RobustErrorMinimizingOptions { Steps = 2, EotSamples = 2, AdversarialSteps = 3, FinalSteps = 3 }),
            _ => new RobustErrorMinimizing(new RobustErrorMinimizingOptions { Steps = 2, EotSamples = 1, AdversarialRadius = Radius.Zero }),
        };
        using var data = new DataSets(Path.GetTempPath()).Open(new DataSpec("shapes", 20, 10));
        var spec = Surrogate(2, 8);
        using var counted = new CountedNetwork();

        Make(method, data.Train, spec, counted, _ => { });

        Assert.Equal(counted.Calls, method.Passes(data.Train.Count, spec));
    }

    [Theory]
    [InlineData(false, 20, 3)]
    [InlineData(true, 1, 2)]
    public void EM_of_its_authors_takes_at_most_the_passes_that_it_tells(bool classWise, int steps, int sweepBatches)
    {
        using var scope = NewDisposeScope();
        var method = new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions { ClassWise = classWise, BatchSize = 8, TrainBatches = 2, StopError = 0, Subset = 0.5 });
        using var data = new DataSets(Path.GetTempPath()).Open(new DataSpec("shapes", 20, 10));
        var spec = Surrogate(4, 128);
        using var counted = new CountedNetwork();
        var rounds = new List<StepReport>();

        Make(method, data.Train, spec, counted, rounds.Add);

        // Two rounds of 2 training batches and a sweep; after each, the error is looked at, which is no pass.
        Assert.StartsWith("noise em-huang, round 2 of at most 2", rounds[^1].Phase);
        Assert.Equal(2 * (2 + (sweepBatches * steps)), method.Passes(data.Train.Count, spec));
        Assert.Equal(counted.Calls, method.Passes(data.Train.Count, spec) + (2 * sweepBatches));
        Assert.Equal((true, 8), (method.MayEndEarly, method.PassBatch));
    }

    [Fact]
    public void EM_of_its_authors_in_the_papers_setting() => Assert.Equal(
        500 * (10 + (98 * 20)), new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions()).Passes(Cifar, Surrogate(5000, 128)));

    [Theory]
    [InlineData(23, 4, Coverage.All)]
    [InlineData(40, 4, Coverage.All)]
    [InlineData(40, 6, Coverage.Official)]
    [InlineData(2, 4, Coverage.All)]
    public void NTGA_takes_the_steps_that_it_tells(int images, int block, Coverage coverage)
    {
        var method = new NeuralTangent(new NeuralTangentOptions { Steps = 3, BlockSize = block, Coverage = coverage });
        using var data = new DataSets(Path.GetTempPath()).Open(new DataSpec("shapes", images, 10));
        var reports = new List<StepReport>();

        Make(method, data.Train, null, null, reports.Add);

        Assert.StartsWith($"{reports[^1].Steps} steps of kernel algebra, on {reports[^1].Steps / 3} block", method.Work(images, data.Train.Shape)?.Text);
        Assert.Equal(reports[^1].Steps, reports.Count);
        Assert.Equal(0, method.Passes(images, null));
    }

    [Fact]
    public void NTGA_of_larger_blocks_and_more_images_is_more_work()
    {
        var shape = new ImageShape(3, 32, 32);
        double Amount(int images, int block) =>
            new NeuralTangent(new NeuralTangentOptions { BlockSize = block }).Work(images, shape)?.Amount ?? 0;

        Assert.InRange(Amount(20_000, 500) / Amount(10_000, 500), 2, 4.1);
        Assert.True(Amount(50_000, 4000) > 2 * Amount(50_000, 500));
        Assert.Null(new NeuralTangent(new NeuralTangentOptions { Coverage = Coverage.Official }).Work(100, shape));
    }

    private static void Make(INoiseMethod method, LabelledImages images, SurrogateSpec? spec, CountedNetwork? network, Action<StepReport> told) =>
        method.Make(new NoiseContext
        {
            Images = images,
            Noise = new MemoryNoise(images.Count, images.Shape),
            Compute = Golden.Cpu,
            Surrogate = spec is null || network is null ? null : new SurrogateTraining(() => network, spec.Schedule),
            Augmentation = null,
            Random = new RandomStreams(1),
            Checkpoint = new NoCheckpoint(),
            Progress = new Told(told),
        });

    private sealed class Told(Action<StepReport> told) : IProgress<StepReport>
    {
        public void Report(StepReport value) => told(value);
    }

    /// <summary>Counts the forward passes, each of which has its backward one.</summary>
    private sealed class CountedNetwork : Module<Tensor, Tensor>
    {
        private readonly SmallNet net = new();

        public CountedNetwork() : base("counted") => RegisterComponents();

        public long Calls { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Calls++;
            return net.forward(input);
        }
    }

    private sealed class NoCheckpoint : ICheckpoint
    {
        public bool Due => false;

        public CheckpointState? Load() => null;

        public void Save(CheckpointState state) => throw new InvalidOperationException("nothing is due");
    }
}
