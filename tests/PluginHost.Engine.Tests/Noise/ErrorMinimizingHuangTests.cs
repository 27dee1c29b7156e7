using Noise.ErrorMinimizingHuang;
using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Tests.Noise;

public sealed class ErrorMinimizingHuangTests
{
    private static readonly ThreatModel Threat = new(Norm.LInf, Radius.Per255(8), Radius.Per255(1.6), 10, RandomStart: false);

    [Fact]
    public void From_no_noise_a_sweep_gives_the_reference_implementations_error_minimizing_noise()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("em.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var images = golden["x"] + 0.5;

        var noise = WarmDescent.Continue(frozen, images, golden["y"], zeros_like(images), Threat);

        Golden.AlmostAllAgree(golden["noise"], (images + noise).clamp(0.0, 1.0) - images);
    }

    [Fact]
    public void Two_sweeps_are_one_of_twice_the_length()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("em.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var images = golden["x"] + 0.5;
        var short_ = Threat with { Steps = 3 };

        var twice = WarmDescent.Continue(
            frozen, images, golden["y"], WarmDescent.Continue(frozen, images, golden["y"], zeros_like(images), short_), short_);
        var once = WarmDescent.Continue(frozen, images, golden["y"], zeros_like(images), Threat with { Steps = 6 });

        Golden.AlmostAllAgree(once, twice);
        Assert.True(once.abs().max().item<float>() <= 8.001f / 255);
    }

    [Fact]
    public void The_noise_of_a_class_is_the_mean_over_its_images_and_stays_without_one()
    {
        using var scope = NewDisposeScope();
        var before = full([3, 1, 1, 2], 0.5);
        var noise = tensor(new[] { 1f, 2f, 3f, 4f, 10f, 20f }, [3, 1, 1, 2]);

        var classes = WarmDescent.MeanOfClasses(before, noise, tensor(new long[] { 2, 2, 0 }));

        Assert.Equal([10f, 20f, 0.5f, 0.5f, 2f, 3f], classes.flatten().data<float>().ToArray());
    }

    [Fact]
    public void Class_wise_noise_is_the_same_for_all_images_of_a_class()
    {
        using var scope = NewDisposeScope();
        using var bench = new NoiseBench();

        var noise = bench.Make(new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions { ClassWise = true, BatchSize = 5, MaxRounds = 3, StopError = 0 }));

        byte[][] images = [.. Enumerable.Range(0, NoiseBench.Count).Select(i => noise!.ReadLevels([i]).to(ScalarType.Int16).add(200).to(ScalarType.Byte).data<byte>().ToArray())];
        for (int i = 0; i < images.Length; i++)
        {
            Assert.Equal(images[i % NoiseBench.Classes], images[i]);
        }

        Assert.NotEqual(images[0], images[1]);
    }

    [Fact]
    public void Rounds_end_when_the_error_is_small_enough_or_their_number_is_reached()
    {
        using var bench = new NoiseBench();
        var options = new ErrorMinimizingHuangOptions { TrainBatches = 2, Steps = 1, BatchSize = 5, StopError = 1, MaxRounds = 4 };
        int Steps(ErrorMinimizingHuangOptions given)
        {
            bench.Reports.Clear();
            bench.Make(new ErrorMinimizingHuang(given));
            return bench.Reports.Count;
        }

        Assert.Equal(5, Steps(options));
        Assert.Equal(4 * 5, Steps(options with { StopError = 0, Radius = Radius.Per255(0.1) }));
    }

    [Fact]
    public void More_rounds_bring_the_surrogates_error_on_protected_images_down()
    {
        using var bench = new NoiseBench();

        bench.Make(new ErrorMinimizingHuang(new ErrorMinimizingHuangOptions
        {
            Radius = Radius.Per255(64), TrainBatches = 10, Steps = 5, BatchSize = 12, StopError = 0.01, MaxRounds = 40,
        }));

        Assert.True(bench.Reports[^1].Accuracy > 0.7, $"the accuracy on protected images is {bench.Reports[^1].Accuracy}");
        Assert.Contains("of at most 40", bench.Reports[^1].Phase, StringComparison.Ordinal);
    }
}
