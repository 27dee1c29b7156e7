using Noise.TargetedAdversarial;
using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Tests.Noise;

public sealed class TargetedAdversarialTests
{
    private static readonly ThreatModel Threat = new(Norm.LInf, Radius.Per255(8), Radius.Per255(1.6), 10, RandomStart: false);

    [Fact]
    public void Towards_the_true_label_it_is_the_reference_implementations_error_minimizing_noise()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("em.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var images = golden["x"] + 0.5;

        var noise = TargetedDescent.Noise(frozen, images, golden["y"], zeros_like(images), Threat, null, 1, validPixels: true);

        Golden.AlmostAllAgree(golden["noise"], noise);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Descent_raises_the_targets_probability_also_under_augmentation(bool validPixels)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("em.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        Tensor images = golden["x"] + 0.5, targets = (golden["y"] + 1) % 10;
        var transform = new global::Augmentations.Cifar.CifarAugmentation(new global::Augmentations.Cifar.CifarOptions());
        manual_seed(4);

        var noise = TargetedDescent.Noise(
            frozen, images, targets, NormBall.RandomStart(images, Threat), Threat, transform, 2, validPixels);

        Assert.True(noise.abs().max().item<float>() <= 8.001f / 255);
        Assert.Equal(validPixels, (images + noise).min().item<float>() >= -1e-6f);
        manual_seed(5);
        float before = Probability(transform.Apply(images)), after = Probability(transform.Apply((images + noise).clamp(0.0, 1.0)));
        Assert.True(after > before, $"the target's probability went from {before} to {after}");

        float Probability(Tensor seen) => frozen.Logits(seen).softmax(1).gather(1, targets.unsqueeze(1)).mean().item<float>();
    }

    [Theory]
    [InlineData("+1", 3, new long[] { 1, 2, 0 })]
    [InlineData("1", 3, new long[] { 1, 2, 0 })]
    [InlineData("-4", 3, new long[] { 2, 0, 1 })]
    [InlineData("2, 0,1", 3, new long[] { 2, 0, 1 })]
    public void A_label_map_is_a_shift_or_a_permutation(string text, int classes, long[] expected) =>
        Assert.Equal(expected, LabelMap.Parse(text).Of(classes));

    [Theory]
    [InlineData("next")]
    [InlineData("1,1,0")]
    [InlineData("1,2,3")]
    [InlineData("")]
    public void Another_label_map_is_refused_when_the_method_is_made(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new TargetedAdversarial(new TargetedAdversarialOptions { LabelMap = text }));

        Assert.Contains($"label-map '{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_permutation_of_another_number_of_classes_is_refused()
    {
        using var bench = new NoiseBench();

        var error = Assert.Throws<EngineException>(() => bench.Make(new TargetedAdversarial(new TargetedAdversarialOptions { LabelMap = "1,0" })));

        Assert.Equal("label-map names 2 labels, and the data set has 3 classes", error.Message);
    }

    [Fact]
    public void The_surrogate_has_the_schedule_of_a_model_under_test_unless_another_length_is_given()
    {
        using var bench = new NoiseBench { SurrogateIterations = 6 };

        bench.Make(new TargetedAdversarial(new TargetedAdversarialOptions { Steps = 1 }));
        bench.Make(new TargetedAdversarial(new TargetedAdversarialOptions { Steps = 1, SurrogateIterations = 2 }));

        Assert.True(new TargetedAdversarial(new TargetedAdversarialOptions()).TrainsSurrogateOnCleanImages);
        Assert.Equal([6, 2], bench.Reports.Where(report => report.Phase == "noise tap" && report.Step == 1).Select(report => report.Steps));
    }

    [Fact]
    public void The_published_settings_take_as_many_passes_as_the_reference()
    {
        var surrogate = new SurrogateSpec(new PluginUse("resnet18"), new TrainingSchedule(40000, 128, 0.1, 0.9, 5e-4, [16000, 32000]));

        Assert.Equal(40000 + (391 * 250), new TargetedAdversarial(new TargetedAdversarialOptions()).Passes(50000, surrogate));
    }
}
