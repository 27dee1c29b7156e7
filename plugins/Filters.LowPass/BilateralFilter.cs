using PluginHost.Contracts;

namespace Filters.LowPass;

/// <summary>A mean over a disc of 9 pixels in which near colours and near places count more, so that edges stay.</summary>
[Plugin(PluginKind.Filter, "bilateral", "1.0.0",
    Summary = "edge-keeping mean over 9 pixels, deviations 75 and 75",
    Source = "OpenCV bilateralFilter(9, 75, 75); Tomasi and Manduchi 1998")]
public sealed class BilateralFilter : ILowPassFilter
{
    private const int Reach = 4;
    private const double Deviation = 75;

    public Tensor Apply(Tensor images) => Bilateral(images);

    /// <summary>
    /// Every neighbour within 4 pixels weighs exp(−d²/2σ²)·exp(−r²/2σ²), where d is the sum over channels of the
    /// absolute differences in grey levels, r the distance in pixels, σ = 75; the border is mirrored.
    /// </summary>
    /// <param name="images">uint8 (N, C, H, W).</param>
    public static Tensor Bilateral(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var middle = images.to(float32);
        var framed = Window.Framed(middle, Reach, Border.Mirror);
        var sum = zeros_like(middle);
        var total = zeros([images.size(0), 1, images.size(2), images.size(3)]);
        for (int dy = -Reach; dy <= Reach; dy++)
        {
            for (int dx = -Reach; dx <= Reach; dx++)
            {
                int squared = (dy * dy) + (dx * dx);
                if (squared <= Reach * Reach)
                {
                    using var step = NewDisposeScope();
                    var neighbour = Window.Neighbour(framed, Reach, dy, dx);
                    var difference = (neighbour - middle).abs_().sum([1L], keepdim: true);
                    var weight = difference.pow_(2).add_(squared).mul_(-0.5 / (Deviation * Deviation)).exp_();
                    sum.add_(neighbour * weight);
                    total.add_(weight);
                }
            }
        }

        return sum.div_(total).round_().to(uint8).MoveToOuterDisposeScope();
    }
}
