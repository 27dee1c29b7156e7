using PluginHost.Contracts;

namespace Filters.LowPass;

/// <summary>The 3×3 Gaussian with weights 1, 2, 1 over 4 in each direction.</summary>
[Plugin(PluginKind.Filter, "gaussian", "1.0.0",
    Summary = "Gaussian of 3×3 pixels, weights 1 2 1",
    Source = "OpenCV GaussianBlur, 3×3, σ from the size; Fu et al. 2022, appendix D")]
public sealed class GaussianFilter : ILowPassFilter
{
    public Tensor Apply(Tensor images) => Gaussian(images);

    /// <summary>The weighted mean, halves rounded up, the border mirrored.</summary>
    /// <param name="images">uint8 (N, C, H, W).</param>
    public static Tensor Gaussian(Tensor images)
    {
        using var scope = NewDisposeScope();
        var framed = Window.Framed(images, 1, Border.Mirror).to(float32);
        return Window.WeightedSum(framed, centre: 2).add_(8).div_(16).floor_().to(uint8).MoveToOuterDisposeScope();
    }
}
