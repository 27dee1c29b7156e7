using PluginHost.Contracts;

namespace Filters.LowPass;

/// <summary>The mean of 3×3 pixels.</summary>
[Plugin(PluginKind.Filter, "mean", "1.0.0",
    Summary = "mean of 3×3 pixels",
    Source = "OpenCV blur, 3×3; Fu et al. 2022, appendix D")]
public sealed class MeanFilter : ILowPassFilter
{
    public Tensor Apply(Tensor images) => Mean(images);

    /// <summary>The rounded mean, the border mirrored.</summary>
    /// <param name="images">uint8 (N, C, H, W).</param>
    public static Tensor Mean(Tensor images)
    {
        using var scope = NewDisposeScope();
        // Sums are at most 2295, exact in float32; a ninth of one never lies half way between two levels.
        var framed = Window.Framed(images, 1, Border.Mirror).to(float32);
        return Window.WeightedSum(framed, centre: 1).div_(9).round_().to(uint8).MoveToOuterDisposeScope();
    }
}
