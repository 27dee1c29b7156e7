using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Tests.Attacks;

/// <summary>The ways back into a ball: by hand, by what the nearest point must satisfy, and against all other points.</summary>
public sealed class ProjectionTests
{
    [Fact]
    public void Rescaling_is_the_references_form_by_hand()
    {
        using var scope = NewDisposeScope();
        // |δ|₁ is 1.0 and |δ|₂ is √0.5; the radius is 0.5.
        var point = Image(0.6f, -0.3f, 0.1f, 0f);
        var radius = Radius.Per255(0.5 * 255);

        Close([0.3, -0.15, 0.05, 0], NormBall.Project_(point.clone(), Norm.L1, radius));
        double factor = 0.5 / Math.Sqrt(0.46);
        Close([0.6 * factor, -0.3 * factor, 0.1 * factor, 0], NormBall.Project_(point.clone(), Norm.L2, radius));
        Close([0.5, -0.3, 0.1, 0], NormBall.Project_(point.clone(), Norm.LInf, radius));
    }

    [Fact]
    public void The_nearest_point_of_the_L1_ball_by_hand()
    {
        using var scope = NewDisposeScope();
        // θ = (0.6 + 0.3 − 0.5) / 2 = 0.2: the two large values shrink by 0.2, the third falls to 0.
        Close([0.4, -0.1, 0, 0], Euclidean(Image(0.6f, -0.3f, 0.1f, 0f), 0.5));
        Close([0.5, 0, 0, 0], Euclidean(Image(2f, -0.3f, 0.1f, 0f), 0.5));
    }

    [Fact]
    public void The_nearest_point_of_the_L1_ball_satisfies_what_optimality_asks()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var far = randn(16, 3, 8, 8) * tensor([.. Enumerable.Range(0, 16).Select(i => (float)Math.Pow(10, (i * 0.2) - 2))], [16, 1, 1, 1]);
        const double radius = 3;

        var near = Euclidean(far, radius);

        for (int i = 0; i < 16; i++)
        {
            float[] from = far[i].contiguous().data<float>().ToArray(), to = near[i].contiguous().data<float>().ToArray();
            double length = from.Sum(v => Math.Abs((double)v));
            if (length <= radius)
            {
                Assert.Equal(from, to);
                continue;
            }

            // On the sphere, no sign turned, all that is left shrank by one θ, and what fell to 0 was no larger than θ.
            Assert.Equal(radius, to.Sum(v => Math.Abs((double)v)), radius * 1e-5);
            double[] shrunk = [.. from.Zip(to).Where(pair => pair.Second != 0).Select(pair => Math.Abs(pair.First) - (double)Math.Abs(pair.Second))];
            double theta = shrunk.Average();
            Assert.All(shrunk, value => Assert.Equal(theta, value, 1e-5 * Math.Max(1, theta)));
            Assert.All(from.Zip(to), pair => Assert.True(pair.Second == 0 ? Math.Abs(pair.First) <= theta + 1e-5 : Math.Sign(pair.First) == Math.Sign(pair.Second)));
        }
    }

    [Fact]
    public void No_point_of_the_L1_ball_is_nearer()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        double[] far = [0.9, -0.5, 0.15];
        const double radius = 0.7;
        double[] near = [.. Euclidean(tensor(far.Select(v => (float)v).ToArray(), [1, 1, 1, 3]), radius).reshape(-1).data<float>().ToArray().Select(v => (double)v)];

        const int steps = 70;
        double best = double.PositiveInfinity;
        for (int x = -steps; x <= steps; x++)
        {
            for (int y = Math.Abs(x) - steps; y <= steps - Math.Abs(x); y++)
            {
                int rest = steps - Math.Abs(x) - Math.Abs(y);
                for (int z = -rest; z <= rest; z++)
                {
                    best = Math.Min(best, Distance(far, [radius * x / steps, radius * y / steps, radius * z / steps]));
                }
            }
        }

        Assert.InRange(Distance(far, near), best - 0.02, best + 1e-6);

        static double Distance(double[] from, double[] to) => Math.Sqrt(from.Zip(to).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    [Theory]
    [InlineData(Norm.LInf, Projection.Rescale)]
    [InlineData(Norm.L2, Projection.Rescale)]
    [InlineData(Norm.L2, Projection.Euclidean)]
    [InlineData(Norm.L1, Projection.Rescale)]
    [InlineData(Norm.L1, Projection.Euclidean)]
    public void What_was_projected_is_inside_and_stays(Norm norm, Projection projection)
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var radius = Radius.Per255(200);

        var once = NormBall.Project_(randn(8, 3, 16, 16), norm, radius, projection);
        var twice = NormBall.Project_(once.clone(), norm, radius, projection);

        Assert.True(NormBall.Lengths(once, norm).max().item<float>() <= radius.Fraction * 1.00001);
        Assert.True((twice - once).abs().max().item<float>() <= 1e-6);
    }

    [Fact]
    public void A_ball_of_no_size_and_an_image_of_zeros_give_zeros()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, Euclidean(randn(2, 3, 4, 4), 0).abs().max().item<float>());
        Assert.Equal(0, Euclidean(zeros(2, 3, 4, 4), 1).abs().max().item<float>());
    }

    [Fact]
    public void An_attack_uses_the_projection_that_its_threat_model_names()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("pgd-linf.safetensors");
        using var net = SmallNet.From(golden);
        using var frozen = FrozenNetwork.Of(net, Golden.Cpu);
        var images = (golden["x"] + 0.5).clamp(0.2, 0.8);
        var threat = new ThreatModel(Norm.L1, Radius.Per255(1000), Radius.Per255(400), 10, RandomStart: false);

        var scaled = Pgd.Perturb(frozen, images, golden["y"], threat, Direction.Ascent) - images;
        var nearest = Pgd.Perturb(frozen, images, golden["y"], threat with { Projection = Projection.Euclidean }, Direction.Ascent) - images;

        // The nearest point of an L1 ball is sparse; a scaled one is as full as the gradient.
        double Share(Tensor change) => change.ne(0).to(ScalarType.Float32).mean().item<float>();
        Assert.True(Share(nearest) < Share(scaled) - 0.1, $"{Share(nearest)} against {Share(scaled)}");
        Assert.True(NormBall.Lengths(nearest, Norm.L1).max().item<float>() <= threat.Radius.Fraction * 1.00001);
    }

    [Fact]
    public void A_projection_that_is_not_named_leaves_no_trace_in_keys()
    {
        var threat = new ThreatModel(Norm.L1, Radius.Per255(1000), Radius.Per255(200), 10, RandomStart: true);

        Assert.DoesNotContain("projection", System.Text.Encoding.UTF8.GetString(ContentKey.Canonical(threat)), StringComparison.Ordinal);
        Assert.Contains(
            "\"projection\":\"euclidean\"", System.Text.Encoding.UTF8.GetString(ContentKey.Canonical(threat with { Projection = Projection.Euclidean })),
            StringComparison.Ordinal);
    }

    private static Tensor Image(params float[] values) => tensor(values, [1, 1, 2, values.Length / 2]);

    private static Tensor Euclidean(Tensor point, double radius) =>
        NormBall.Project_(point.clone(), Norm.L1, new Radius(radius * 255), Projection.Euclidean);

    private static void Close(double[] expected, Tensor actual) =>
        Assert.Equal(expected.Select(v => (float)v), actual.reshape(-1).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
}
