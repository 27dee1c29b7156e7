namespace Models.DenseNet;

/// <summary>
/// DenseNet-121: dense blocks of 6, 12, 24 and 16 layers of growth 32, between them transitions that halve channels, height
/// and width; batch norm, ReLU, global mean, linear layer. Names, shapes and order of the state dict are the reference's.
/// </summary>
public sealed class DenseNetwork : Module<Tensor, Tensor>
{
    private const long Growth = 32;
    private const long StemWidth = 64;
    private static readonly int[] Blocks = [6, 12, 24, 16];
    private readonly Sequential features;
    private readonly Linear classifier;

    /// <summary>Builds it with the reference's start values.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="stem">The first layers.</param>
    public DenseNetwork(long channels, int classes, Stem stem)
        : base("densenet121")
    {
        // What TorchSharp's start values leave behind goes at the end; modules keep their own tensors.
        using var scope = NewDisposeScope();
        features = FirstLayers(channels, stem);
        long width = StemWidth;
        for (int i = 0; i < Blocks.Length; i++)
        {
            features.append($"denseblock{i + 1}", new DenseBlock(Blocks[i], width, Growth));
            width += Blocks[i] * Growth;
            if (i + 1 < Blocks.Length)
            {
                features.append($"transition{i + 1}", Transition(width, width / 2));
                width /= 2;
            }
        }

        features.append("norm5", nn.BatchNorm2d(width));
        classifier = nn.Linear(width, classes);
        nn.init.zeros_(classifier.bias ?? throw new InvalidOperationException("a linear layer has a bias"));
        RegisterComponents();
    }

    /// <summary>Logits of pixels in [0, 1], (N, C, H, W) to (N, classes).</summary>
    /// <param name="input">The pixels.</param>
    public override Tensor forward(Tensor input) => Logits(input - 0.5);

    /// <summary>Logits of pixels in [-0.5, 0.5], (N, C, H, W) to (N, classes).</summary>
    /// <param name="centred">The pixels less 0.5.</param>
    public Tensor Logits(Tensor centred) =>
        classifier.call(functional.adaptive_avg_pool2d(features.call_folded(centred).relu_(), 1).flatten(1));

    /// <summary>A convolution that keeps height and width (with stride 1), without bias; He's normal start values.</summary>
    internal static Conv2d Conv(long input, long output, long kernel, long stride = 1)
    {
        Conv2d conv = nn.Conv2d(input, output, kernel, stride, padding: kernel / 2, bias: false);
        nn.init.kaiming_normal_(conv.weight);
        return conv;
    }

    private static Sequential FirstLayers(long channels, Stem stem)
    {
        Sequential first = nn.Sequential(
            ("conv0", stem == Stem.Imagenet ? Conv(channels, StemWidth, 7, stride: 2) : Conv(channels, StemWidth, 3)),
            ("norm0", nn.BatchNorm2d(StemWidth)),
            ("relu0", nn.ReLU(inplace: true)));
        return stem == Stem.Imagenet ? first.append("pool0", nn.MaxPool2d(3, stride: 2, padding: 1)) : first;
    }

    private static Sequential Transition(long input, long output) => nn.Sequential(
        ("norm", nn.BatchNorm2d(input)),
        ("relu", nn.ReLU(inplace: true)),
        ("conv", Conv(input, output, 1)),
        ("pool", nn.AvgPool2d(2)));
}
