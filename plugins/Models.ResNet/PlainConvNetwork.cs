namespace Models.ResNet;

/// <summary>
/// Four 3×3 convolutions with batch norm and ReLU, strides 2, 2, 1, 2 and widths w, 2w, 4w, 4w, then global mean and a linear
/// layer: the smallest network that shows the effects, for minutes on a CPU.
/// </summary>
public sealed class PlainConvNetwork : CentredNetwork
{
    private readonly Sequential features;
    private readonly Linear linear;

    /// <summary>Builds it with PyTorch's start values.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="width">Width w of the first convolution.</param>
    public PlainConvNetwork(long channels, int classes, int width)
        : base("conv-mini")
    {
        // What TorchSharp's start values leave behind goes at the end; modules keep their own tensors.
        using var scope = NewDisposeScope();
        features = nn.Sequential();
        long input = channels;
        foreach ((long factor, long stride) in new (long, long)[] { (1, 2), (2, 2), (4, 1), (4, 2) })
        {
            features.append(Blocks.Conv(input, factor * width, 3, stride))
                .append(nn.BatchNorm2d(factor * width))
                .append(nn.ReLU(inplace: true));
            input = factor * width;
        }

        linear = nn.Linear(input, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor Logits(Tensor centred) => linear.call(GlobalPool(features.call_folded(centred)));
}
