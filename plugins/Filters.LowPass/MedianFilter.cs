using PluginHost.Contracts;

namespace Filters.LowPass;

/// <summary>The median of 3×3 pixels.</summary>
[Plugin(PluginKind.Filter, "median", "1.0.0",
    Summary = "median of 3×3 pixels",
    Source = "OpenCV medianBlur, 3; Fu et al. 2022, appendix D")]
public sealed class MedianFilter : ILowPassFilter
{
    // A sorting network that leaves the median of nine in place 4: each pair is brought into order, the smaller first.
    private static readonly (int Low, int High)[] Exchanges =
    [
        (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), // each row of three in order
        (0, 3), (3, 6), // largest of the smallest in 6
        (1, 4), (4, 7), (1, 4), // middle of the middle ones in 4
        (5, 8), (2, 5), // smallest of the largest in 2
        (2, 4), (4, 6), (2, 4), // their median in 4
    ];

    public Tensor Apply(Tensor images) => Median(images);

    /// <summary>The median of every pixel and its eight neighbours, the border repeated.</summary>
    /// <param name="images">uint8 (N, C, H, W).</param>
    public static Tensor Median(Tensor images)
    {
        using var scope = NewDisposeScope();
        var framed = Window.Framed(images, 1, Border.Repeat);
        var nine = new Tensor[9];
        for (int i = 0; i < nine.Length; i++)
        {
            nine[i] = Window.Neighbour(framed, 1, (i / 3) - 1, (i % 3) - 1);
        }

        foreach (var (low, high) in Exchanges)
        {
            (nine[low], nine[high]) = (minimum(nine[low], nine[high]), maximum(nine[low], nine[high]));
        }

        return nine[4].MoveToOuterDisposeScope();
    }
}
