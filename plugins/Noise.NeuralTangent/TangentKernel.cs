namespace Noise.NeuralTangent;

/// <summary>The infinitely wide networks that NTGA is made with, in the settings of its authors' code.</summary>
public enum SurrogateKernel
{
    /// <summary>Five times a linear layer and the error function; no linear read-out.</summary>
    Fnn,

    /// <summary>Two times a 5×5 convolution and ReLU, flattened, then three linear layers.</summary>
    Cnn,
}

/// <summary>The neural tangent kernel Θ of a network at initialisation, in closed form and float64.</summary>
/// <param name="Network">Which network.</param>
/// <param name="ConvStride">The stride of the CNN's convolutions: 2 for 32×32 images, 3 for ImageNet in the authors' code.</param>
public sealed record TangentKernel(SurrogateKernel Network, int ConvStride = 2)
{
    /// <summary>σ_w², the variance of weights (times the fan-in).</summary>
    public const double WeightVariance = 1.76;

    /// <summary>σ_b², the variance of biases.</summary>
    public const double BiasVariance = 0.18;

    private const int ErfLayers = 5;
    private const int ConvLayers = 2;
    private const int DenseLayers = 3;
    private const int Window = 5;

    /// <summary>Θ(x, x′) of all pairs of two batches; differentiable in both.</summary>
    /// <param name="first">x, float64 (n, C, H, W) in [0, 1].</param>
    /// <param name="second">x′, float64 (m, C, H, W) in [0, 1].</param>
    /// <returns>float64 (n, m).</returns>
    public Tensor Of(Tensor first, Tensor second) => Network == SurrogateKernel.Fnn ? Dense(first, second) : Convolutional(first, second);

    /// <summary>How many numbers the largest layer keeps for each pair of images, which bounds the pairs done at once.</summary>
    public int ValuesPerPair(long height, long width) => Network == SurrogateKernel.Fnn ? 1 : checked((int)(height * width));

    private static Tensor Dense(Tensor first, Tensor second)
    {
        var layer = LayerKernel.OfVectors(first, second);
        for (int i = 0; i < ErfLayers; i++)
        {
            layer = layer.Dense(WeightVariance, BiasVariance).Erf();
        }

        return layer.Tangent ?? zeros_like(layer.Pairs);
    }

    private Tensor Convolutional(Tensor first, Tensor second)
    {
        var layer = LayerKernel.OfPixels(first, second);
        for (int i = 0; i < ConvLayers; i++)
        {
            layer = layer.Convolution(Window, ConvStride, WeightVariance, BiasVariance).Relu();
        }

        layer = layer.Flatten();
        for (int i = 0; i < DenseLayers; i++)
        {
            layer = layer.Dense(WeightVariance, BiasVariance);
        }

        return layer.Tangent ?? zeros_like(layer.Pairs);
    }
}
