using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Tests.Attacks;

public sealed class PgdTests
{
    private static ThreatModel Threat(Norm norm, double radius, int steps, bool randomStart = false) =>
        new(norm, Radius.Per255(radius), Radius.Per255(radius / 5), steps, randomStart);

    [Fact]
    public void Ascent_gives_the_reference_implementations_adversarial_examples()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("pgd-linf.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);

        var adversarial = Pgd.Perturb(frozen, golden["x"] + 0.5, golden["y"], Threat(Norm.LInf, 8, 10), Direction.Ascent);

        Golden.AlmostAllAgree(golden["adversarial"], adversarial - 0.5);
    }

    [Fact]
    public void Descent_gives_the_reference_implementations_error_minimizing_noise()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("em.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var images = golden["x"] + 0.5;

        var moved = global::Noise.ErrorMinimizing.ErrorMinimizing.Minimise(frozen, images, golden["y"], Threat(Norm.LInf, 8, 10));

        Golden.AlmostAllAgree(golden["noise"], moved - images);
    }

    [Fact]
    public void Robust_descent_gives_the_reference_implementations_robust_noise()
    {
        // In float64: in float32 one image of the eight takes another path at a kink of its ReLUs, in PyTorch as here,
        // when pixels are scaled to [0, 1] instead of 0…255.
        using var scope = NewDisposeScope();
        var golden = Golden.Load("rem-8-4.safetensors");
        using var net = SmallNet.From(golden);
        net.to(ScalarType.Float64);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var defence = new ThreatModel(Norm.LInf, Radius.Per255(8), Radius.Per255(1.6), 6, RandomStart: false);
        var attack = new ThreatModel(Norm.LInf, Radius.Per255(4), Radius.Per255(0.8), 5, RandomStart: false);

        var noise = RobustDescent.Noise(frozen, golden["x255"].to(ScalarType.Float64) / 255, golden["y"], defence, attack, transform: null, samples: 1);

        Golden.AlmostAllAgree(golden["noise"], noise);
    }

    [Theory]
    [InlineData(Norm.LInf, 8)]
    [InlineData(Norm.L2, 100)]
    [InlineData(Norm.L1, 3000)]
    public void Perturbation_stays_in_the_ball_and_in_the_pixel_range_and_moves_the_loss(Norm norm, double radius)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("pgd-linf.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        Tensor images = golden["x"] + 0.5, labels = golden["y"];
        var threat = Threat(norm, radius, 10, randomStart: true);
        manual_seed(3);

        var up = Pgd.Perturb(frozen, images, labels, threat, Direction.Ascent);
        var down = Pgd.Perturb(frozen, images, labels, threat, Direction.Descent);

        foreach (var moved in new[] { up, down })
        {
            Assert.True(NormBall.Lengths(moved - images, norm).max().item<float>() <= threat.Radius.Fraction * 1.00001);
            Assert.InRange(moved.min().item<float>(), 0f, 1f);
            Assert.InRange(moved.max().item<float>(), 0f, 1f);
        }

        float before = frozen.Loss(images, labels).item<float>();
        Assert.True(frozen.Loss(up, labels).item<float>() > before);
        Assert.True(frozen.Loss(down, labels).item<float>() < before);
    }

    [Theory]
    [InlineData(Norm.LInf)]
    [InlineData(Norm.L2)]
    [InlineData(Norm.L1)]
    public void A_projected_point_is_in_the_ball_and_a_point_inside_does_not_move(Norm norm)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var far = randn(4, 3, 8, 8);
        var radius = Radius.Per255(20);

        var projected = NormBall.Project_(far.clone(), norm, radius);
        var again = NormBall.Project_(projected * 0.5, norm, radius);

        Assert.True(NormBall.Lengths(projected, norm).max().item<float>() <= radius.Fraction * 1.00001);
        Assert.True((again - projected * 0.5).abs().max().item<float>() == 0);
    }

    [Fact]
    public void A_random_start_reaches_through_the_whole_cube_and_not_beyond()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);

        var start = NormBall.RandomStart(zeros(16, 3, 32, 32), Threat(Norm.LInf, 8, 10));

        Assert.InRange(start.max().item<float>(), 7.9f / 255, 8.0001f / 255);
        Assert.InRange(start.min().item<float>(), -8.0001f / 255, -7.9f / 255);
    }

    [Fact]
    public void The_same_seed_gives_the_same_attack()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("pgd-linf.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var threat = Threat(Norm.LInf, 8, 3, randomStart: true);
        Tensor Attack(long seed)
        {
            manual_seed(seed);
            return Pgd.Perturb(frozen, golden["x"] + 0.5, golden["y"], threat, Direction.Ascent);
        }

        Assert.Equal(0, (Attack(5) - Attack(5)).abs().max().item<float>());
        Assert.NotEqual(0, (Attack(5) - Attack(6)).abs().max().item<float>());
    }

    [Fact]
    public void Freezing_ends_with_the_network_as_it_was_and_no_tensor_left()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("pgd-linf.safetensors");
        using var net = SmallNet.From(golden);
        net.train();
        var images = golden["x"] + 0.5;
        var statistics = net.state_dict()["bn1.running_mean"].clone();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (var frozen = FrozenNetwork.Of(net, Golden.Cpu))
        {
            Pgd.Perturb(frozen, images, golden["y"], Threat(Norm.LInf, 8, 2, randomStart: true), Direction.Ascent).Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(net.training);
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.Equal(0, (net.state_dict()["bn1.running_mean"] - statistics).abs().max().item<float>());
    }
}
