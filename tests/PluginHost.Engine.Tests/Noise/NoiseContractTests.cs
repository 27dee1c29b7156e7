using Noise.ErrorMinimizing;
using Noise.ErrorMinimizingHuang;
using Noise.NeuralTangent;
using Noise.RobustErrorMinimizing;
using Noise.TargetedAdversarial;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

/// <summary>What every noise method of the repository keeps.</summary>
public sealed class NoiseContractTests
{
    private static readonly Dictionary<string, Func<INoiseMethod>> Methods = new()
    {
        ["em"] = () => new ErrorMinimizing(new ErrorMinimizingOptions { Steps = 2, DropLast = true }),
        ["rem"] = () => new RobustErrorMinimizing(new RobustErrorMinimizingOptions { Steps = 2, AdversarialSteps = 1, EotSamples = 1 }),
        ["tap"] = () => new TargetedAdversarial(new TargetedAdversarialOptions { Steps = 3, StepSize = Radius.Per255(4) }),
        ["tap of its authors"] = () => new TargetedAdversarial(new TargetedAdversarialOptions
        {
            Steps = 2, StepSize = Radius.Per255(4), Restarts = 2, Start = Start.Gaussian, ValidPixels = true, LabelMap = "1,2,0", EotSamples = 2,
        }),
        ["ntga"] = () => new NeuralTangent(new NeuralTangentOptions { Steps = 2, BlockSize = 4 }),
        ["ntga of its authors"] = () => new NeuralTangent(new NeuralTangentOptions
        {
            BlockSize = 4, Walk = Walk.Official, Coverage = Coverage.Official, Surrogate = SurrogateKernel.Cnn, Time = 8,
        }),
        ["em-huang"] = () => new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions { TrainBatches = 2, Steps = 2, MaxRounds = 2, BatchSize = 5, StopError = 0 }),
        ["em-huang of classes"] = () => new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions
        {
            TrainBatches = 2, MaxRounds = 2, BatchSize = 5, StopError = 0, ClassWise = true, Subset = 0.5,
        }),
    };

    public static TheoryData<string> Names => new(Methods.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_stays_within_its_radius_and_the_same_seed_gives_the_same_noise(string name)
    {
        using var bench = new NoiseBench();
        var first = bench.Make(Methods[name]()) ?? throw new InvalidOperationException();
        manual_seed(77);

        var second = bench.Make(Methods[name]()) ?? throw new InvalidOperationException();

        Assert.InRange(first.LargestLevel, 1, 8);
        Assert.Equal(first.Levels.ToArray(), second.Levels.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_is_as_large_as_the_images_whatever_size_the_augmentation_shows(string name)
    {
        using var bench = new NoiseBench
        {
            Augmentation = new global::Augmentations.ImageNet.ImageNetAugmentation(new global::Augmentations.ImageNet.ImageNetOptions { Size = 6 }),
        };

        var noise = bench.Make(Methods[name]()) ?? throw new InvalidOperationException();

        Assert.InRange(noise.LargestLevel, 1, 8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_stopped_after_every_step_goes_on_to_the_same_noise(string name)
    {
        using var whole = new NoiseBench();
        var expected = whole.Make(Methods[name]()) ?? throw new InvalidOperationException();
        using var bench = new NoiseBench();

        MemoryNoise? noise = null;
        int stops = 0;
        for (; noise is null && stops < 100; stops++)
        {
            noise = bench.Make(Methods[name](), stopAfter: 1);
        }

        Assert.InRange(stops, 2, 99);
        Assert.Equal(expected.Levels.ToArray(), noise?.Levels.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Making_noise_leaves_no_tensor_behind(string name)
    {
        using var bench = new NoiseBench();
        bench.Make(Methods[name]());
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        bench.Make(Methods[name]());

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
