using Noise.ErrorMinimizing;
using Noise.RobustErrorMinimizing;
using Xunit;

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

        method.Make(new NoiseContext
        {
            Images = data.Train,
            Noise = new MemoryNoise(data.Train.Count, data.Train.Shape),
            Compute = Golden.Cpu,
            Surrogate = new SurrogateTraining(() => counted, spec.Schedule),
            Augmentation = null,
            Random = new RandomStreams(1),
            Checkpoint = new NoCheckpoint(),
            Progress = new Progress<StepReport>(),
        });

        Assert.Equal(counted.Calls, method.Passes(data.Train.Count, spec));
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
