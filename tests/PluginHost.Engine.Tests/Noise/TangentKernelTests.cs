using Noise.NeuralTangent;

namespace PluginHost.Engine.Tests.Noise;

/// <summary>The closed form of the kernel against finite networks, whose gradients autograd computes, and against numbers.</summary>
public sealed class TangentKernelTests
{
    private const double Weights = TangentKernel.WeightVariance, Biases = TangentKernel.BiasVariance;

    [Fact]
    public void The_kernel_of_the_fnn_is_what_wide_random_networks_have()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var images = rand([3, 3, 2, 2], ScalarType.Float64);

        // The last activation's slopes scatter widely, so they are averaged over many more units than gradients are taken of.
        Tensor sum = zeros([3, 3], ScalarType.Float64), slopes = zeros([3, 3], ScalarType.Float64);
        const int networks = 12, units = 4000;
        for (int i = 0; i < networks; i++)
        {
            sum.add_(FiniteKernel(images, parameters => x => Fnn(x.flatten(1), parameters), [12, 300, 300, 300, 300, 4]));
            var hidden = Fnn(images.flatten(1), [.. Layer(300, 12), .. Layer(300, 300), .. Layer(300, 300), .. Layer(300, 300)]).erf();
            var slope = (-Linear(hidden, Layer(units, 300)[0], Layer(units, 300)[1]).square()).exp() * (2 / Math.Sqrt(Math.PI));
            slopes.add_(slope.mm(slope.t()) / units);
        }

        Close(sum / networks * (slopes / networks), new TangentKernel(SurrogateKernel.Fnn).Of(images, images));
    }

    [Fact]
    public void The_kernel_of_the_cnn_is_what_wide_random_networks_have()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var images = rand([3, 3, 7, 5], ScalarType.Float64);

        Tensor sum = zeros([3, 3], ScalarType.Float64);
        const int networks = 12;
        for (int i = 0; i < networks; i++)
        {
            sum.add_(FiniteKernel(images, parameters => x => Cnn(x, parameters), [3, 150, 150, 150 * 4, 150, 150, 4]));
        }

        Close(sum / networks, new TangentKernel(SurrogateKernel.Cnn).Of(images, images));
    }

    [Fact]
    public void An_image_without_a_signal_has_the_kernel_of_the_biases()
    {
        using var scope = NewDisposeScope();
        var dark = zeros([2, 3, 4, 4], ScalarType.Float64);
        double covariance = 0, tangent = 0;
        for (int layer = 0; layer < 5; layer++)
        {
            double sigma = (Weights * covariance) + Biases;
            tangent = (sigma + (Weights * tangent)) * 4 / Math.PI / Math.Sqrt(1 + (4 * sigma));
            covariance = 2 / Math.PI * Math.Asin(2 * sigma / (1 + (2 * sigma)));
        }

        Assert.All(new TangentKernel(SurrogateKernel.Fnn).Of(dark, dark).data<double>().ToArray(), value => Assert.Equal(tangent, value, 12));
    }

    [Fact]
    public void The_cnns_kernel_of_single_pixels_is_computed_by_hand()
    {
        using var scope = NewDisposeScope();
        var pixel = full([1, 1, 1, 1], 0.6, ScalarType.Float64);

        // One of the window's 25 places holds the pixel; ReLU halves variance and slope.
        double covariance = 0.36, tangent = 0;
        for (int layer = 0; layer < 2; layer++)
        {
            double sigma = (Weights * covariance / 25) + Biases;
            tangent = (sigma + (Weights * tangent / 25)) / 2;
            covariance = sigma / 2;
        }

        for (int layer = 0; layer < 3; layer++)
        {
            covariance = (Weights * covariance) + Biases;
            tangent = covariance + (Weights * tangent);
        }

        Assert.Equal(tangent, new TangentKernel(SurrogateKernel.Cnn).Of(pixel, pixel).ToDouble(), 12);
    }

    [Theory]
    [InlineData(SurrogateKernel.Fnn)]
    [InlineData(SurrogateKernel.Cnn)]
    public void The_kernel_is_symmetric_and_positive(SurrogateKernel network)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var images = rand([12, 3, 8, 8], ScalarType.Float64);

        var kernel = new TangentKernel(network).Of(images, images);

        Assert.True((kernel - kernel.t()).abs().max().ToDouble() < 1e-12);
        Assert.True(linalg.eigh(kernel).Item1.min().ToDouble() > 0);
    }

    /// <summary>Σ over all parameters of ∂f(x)/∂θ · ∂f(x′)/∂θ, the mean over the outputs.</summary>
    private static Tensor FiniteKernel(Tensor images, Func<List<Tensor>, Func<Tensor, Tensor>> network, int[] widths)
    {
        using var scope = NewDisposeScope();
        bool convolutional = widths.Length == 7;
        var parameters = new List<Tensor>();
        for (int layer = 0; layer + 1 < widths.Length; layer++)
        {
            if (convolutional && layer == 2)
            {
                continue;
            }

            long[] shape = convolutional && layer < 2 ? [widths[layer + 1], widths[layer], 5, 5] : [widths[layer + 1], widths[layer]];
            parameters.Add(randn(shape, ScalarType.Float64).requires_grad_());
            parameters.Add(randn([widths[layer + 1]], ScalarType.Float64).requires_grad_());
        }

        var outputs = network(parameters)(images);
        long count = outputs.shape[0], units = outputs.shape[1];
        var kernel = zeros([count, count], ScalarType.Float64);
        for (int unit = 0; unit < units; unit++)
        {
            var gradients = new List<Tensor>();
            for (int image = 0; image < count; image++)
            {
                var own = autograd.grad([outputs[image, unit]], parameters, retain_graph: true);
                gradients.Add(cat([.. own.Select(g => g.flatten())]));
            }

            var all = stack(gradients);
            kernel.add_(all.mm(all.t()) / units);
        }

        return kernel.MoveToOuterDisposeScope();
    }

    private static Tensor[] Layer(int units, int inputs) => [randn([units, inputs], ScalarType.Float64), randn([units], ScalarType.Float64)];

    /// <summary>The last layer's sums, before their activation.</summary>
    private static Tensor Fnn(Tensor x, List<Tensor> parameters)
    {
        for (int i = 0; i < parameters.Count; i += 2)
        {
            x = Linear(i == 0 ? x : x.erf(), parameters[i], parameters[i + 1]);
        }

        return x;
    }

    /// <summary>"Same" padding of a 5×5 window with stride 2: 7×5 becomes 4×3, then 2×2.</summary>
    private static Tensor Cnn(Tensor x, List<Tensor> parameters)
    {
        long[][] paddings = [[2, 2, 2, 2], [2, 2, 1, 2]];
        for (int i = 0; i < 2; i++)
        {
            Tensor weight = parameters[2 * i], bias = parameters[(2 * i) + 1];
            double scale = Math.Sqrt(Weights / (weight.shape[1] * 25));
            x = functional.relu(functional.conv2d(functional.pad(x, paddings[i]), weight * scale, bias * Math.Sqrt(Biases), [2, 2]));
        }

        x = x.flatten(1);
        for (int i = 4; i < parameters.Count; i += 2)
        {
            x = Linear(x, parameters[i], parameters[i + 1]);
        }

        return x;
    }

    private static Tensor Linear(Tensor x, Tensor weight, Tensor bias) =>
        functional.linear(x, weight * Math.Sqrt(Weights / weight.shape[1]), bias * Math.Sqrt(Biases));

    /// <summary>Finite networks scatter around the limit, by about 1/√width, and so does the mean of a few.</summary>
    private static void Close(Tensor measured, Tensor expected)
    {
        double error = ((measured - expected) / expected).abs().max().ToDouble();
        Assert.True(error < 0.04, $"the kernel is off by {error:P1}:\n{string.Join(' ', measured.data<double>().ToArray())}\n{string.Join(' ', expected.data<double>().ToArray())}");
    }
}
