using Noise.NeuralTangent;

namespace PluginHost.Engine.Tests.Noise;

public sealed class NeuralTangentTests
{
    private static readonly long[] Labels = [0, 1, 2, 0, 1, 2];

    [Theory]
    [InlineData(SurrogateKernel.Fnn, 64, false)]
    [InlineData(SurrogateKernel.Fnn, 4096, true)]
    [InlineData(SurrogateKernel.Cnn, 8, false)]
    [InlineData(SurrogateKernel.Cnn, 64, true)]
    public void The_gradient_is_the_one_of_central_differences(SurrogateKernel network, double time, bool withTwins)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        Tensor block = rand([6, 2, 4, 3], ScalarType.Float64), heldOut = rand([5, 2, 4, 3], ScalarType.Float64);
        if (withTwins)
        {
            // Two images that are all but equal, and with the CNN two equal ones: eigenvalues that lie close together.
            block[3] = block[0] + 1e-4;
        }

        var answers = tensor(new long[] { 2, 1, 0, 0, 1 });
        var loss = new GeneralisationLoss(new TangentKernel(network), time);
        double At(Tensor images) => loss.Of(images, tensor(Labels), 3, [(heldOut.narrow(0, 0, 2), answers.narrow(0, 0, 2)), (heldOut.narrow(0, 2, 3), answers.narrow(0, 2, 3))]).Loss;

        var gradient = loss.Of(block, tensor(Labels), 3, [(heldOut, answers)]).Gradient;

        const double step = 1e-6;
        double largest = gradient.abs().max().ToDouble();
        double[] computed = gradient.flatten().data<double>().ToArray();
        for (int i = 0; i < computed.Length; i += 5)
        {
            var direction = zeros([computed.Length], ScalarType.Float64);
            direction[i] = tensor(step, ScalarType.Float64);
            var moved = direction.reshape(block.shape);
            Assert.Equal((At(block + moved) - At(block - moved)) / (2 * step), computed[i], largest * 1e-4);
        }
    }

    [Fact]
    public void The_prediction_is_what_gradient_descent_in_small_steps_comes_to()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);
        Tensor block = rand([6, 3, 4, 4], ScalarType.Float64), point = rand([4, 3, 4, 4], ScalarType.Float64);
        var kernel = new TangentKernel(SurrogateKernel.Fnn);
        Tensor own = kernel.Of(block, block), cross = kernel.Of(point, block);
        var targets = functional.one_hot(tensor(Labels), 3).to(ScalarType.Float64);
        const double time = 64;
        using var flow = new GradientFlow(own, targets, time);

        // Function space: every function value moves along the kernel against the residuals' mean gradient.
        const int steps = 20_000;
        var ridged = own + (eye(6, dtype: ScalarType.Float64) * (own.trace() * (GradientFlow.Ridge / 6)));
        Tensor fitted = zeros_like(targets), predicted = zeros([4, 3], ScalarType.Float64);
        for (int i = 0; i < steps; i++)
        {
            using var inner = NewDisposeScope();
            var residual = (targets - fitted) * (time / steps / targets.numel());
            predicted.add_(cross.mm(residual));
            fitted.add_(ridged.mm(residual));
        }

        Assert.True((cross.mm(flow.Weights) - predicted).abs().max().ToDouble() < 1e-3);
        Assert.True(predicted.abs().max().ToDouble() > 0.1);
    }

    [Fact]
    public void Divided_differences_are_exact_for_close_and_for_distant_values()
    {
        using var scope = NewDisposeScope();
        double[] values = [1e-12, 1e-9, 1e-3, 1e-3 + 1e-9, 0.09999, 0.10001, 1, 1 + 1e-8, 1.001, 7, 7.0001, 50];

        double[] computed = GradientFlow.DividedDifferences(tensor(values)).flatten().data<double>().ToArray();

        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                double expected = Integral(values[i], values[j]);
                Assert.Equal(expected, computed[(i * values.Length) + j], Math.Abs(expected) * 1e-8);
            }
        }
    }

    [Fact]
    public void Ascent_makes_the_network_err_more_on_held_out_images()
    {
        using var scope = NewDisposeScope();
        using var bench = new NoiseBench();

        bench.Make(new NeuralTangent(new NeuralTangentOptions { Radius = Radius.Per255(32), Steps = 6, BlockSize = 10 }));

        double?[] losses = [.. bench.Reports.Take(6).Select(report => report.Loss)];
        Assert.True(losses[^1] > losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        Assert.Equal(12, bench.Reports.Count);
    }

    [Fact]
    public void The_official_walk_is_one_step_of_the_radius_and_leaves_held_out_images_clean()
    {
        using var scope = NewDisposeScope();
        using var bench = new NoiseBench();

        var noise = bench.Make(new NeuralTangent(new NeuralTangentOptions { BlockSize = 4, Walk = Walk.Official, Coverage = Coverage.Official }));

        // 2 of 12 are held out, and of the other 10 two blocks of 4 are whole.
        Assert.Equal(2, bench.Reports.Count);
        int clean = 0;
        foreach (var image in Enumerable.Range(0, NoiseBench.Count).Select(i => noise!.ReadLevels([i]).to(ScalarType.Float32).abs()))
        {
            bool isClean = image.max().item<float>() == 0;
            clean += isClean ? 1 : 0;
            Assert.True(isClean || image.mean().item<float>() > 7.5f, "a pixel away from the range's ends moves by the whole radius");
        }

        Assert.Equal(4, clean);
    }

    [Fact]
    public void Every_image_gets_noise_by_default()
    {
        using var scope = NewDisposeScope();
        using var bench = new NoiseBench();

        var noise = bench.Make(new NeuralTangent(new NeuralTangentOptions { Steps = 1, BlockSize = 4 }));

        Assert.All(Enumerable.Range(0, NoiseBench.Count), i => Assert.True(noise!.ReadLevels([i]).to(ScalarType.Int16).abs().max().item<short>() > 0));
    }

    [Fact]
    public void A_block_larger_than_the_set_is_refused_where_it_would_leave_all_images_clean()
    {
        using var bench = new NoiseBench();

        var error = Assert.Throws<EngineException>(() => bench.Make(new NeuralTangent(new NeuralTangentOptions { Coverage = Coverage.Official })));

        Assert.Contains("lower block-size", error.Message, StringComparison.Ordinal);
    }

    /// <summary>−∫ s e^(−s(a+b)/2) sinh(s(a−b)/2)/(s(a−b)/2) ds over [0, 1], by Simpson's rule.</summary>
    private static double Integral(double a, double b)
    {
        const int panels = 4000;
        double sum = 0;
        for (int i = 0; i <= panels; i++)
        {
            double s = i / (double)panels, half = s * (a - b) / 2;
            double ratio = Math.Abs(half) < 1e-4 ? 1 + (half * half / 6) : Math.Sinh(half) / half;
            sum += (i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2) * s * Math.Exp(-s * (a + b) / 2) * ratio;
        }

        return -sum / (3 * panels);
    }
}
