namespace Models.Vgg;

/// <summary>
/// Thirteen 3×3 convolutions with batch norm and ReLU in five stages, each ended by a 2×2 max-pool; the mean over the image;
/// three linear layers with dropout. Names, shapes and order of the state dict are the reference's.
/// </summary>
public sealed class VggNetwork : Module<Tensor, Tensor>
{
    private const int Hidden = 512;
    private static readonly int[][] Stages = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];
    private readonly Sequential features;
    private readonly Sequential classifier;

    /// <summary>Builds it with the reference's start values.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    public VggNetwork(long channels, int classes)
        : base("vgg16")
    {
        // What TorchSharp's start values leave behind goes at the end; modules keep their own tensors.
        using var scope = NewDisposeScope();
        features = nn.Sequential();
        long input = channels;
        foreach (int[] stage in Stages)
        {
            foreach (int width in stage)
            {
                features.append(Conv(input, width)).append(nn.BatchNorm2d(width)).append(nn.ReLU(inplace: true));
                input = width;
            }

            features.append(nn.MaxPool2d(2));
        }

        classifier = nn.Sequential(
            nn.Dropout(), nn.Linear(input, Hidden), nn.ReLU(inplace: true),
            nn.Dropout(), nn.Linear(Hidden, Hidden), nn.ReLU(inplace: true),
            nn.Linear(Hidden, classes));
        RegisterComponents();
    }

    /// <summary>Logits of pixels in [0, 1], (N, C, H, W) to (N, classes).</summary>
    /// <param name="input">The pixels.</param>
    public override Tensor forward(Tensor input) => Logits(input - 0.5);

    /// <summary>Logits of pixels in [-0.5, 0.5], (N, C, H, W) to (N, classes).</summary>
    /// <param name="centred">The pixels less 0.5.</param>
    public Tensor Logits(Tensor centred) =>
        classifier.call(functional.adaptive_avg_pool2d(features.call_folded(centred), 1).flatten(1));

    /// <summary>Weights are normal with variance 2 / fan out, as VGG's own code begins; biases are 0.</summary>
    private static Conv2d Conv(long input, long output)
    {
        const long Side = 3;
        Conv2d conv = nn.Conv2d(input, output, Side, padding: 1);
        nn.init.normal_(conv.weight, 0, Math.Sqrt(2.0 / (Side * Side * output)));
        if (conv.bias is { } bias)
        {
            nn.init.zeros_(bias);
        }

        return conv;
    }
}
