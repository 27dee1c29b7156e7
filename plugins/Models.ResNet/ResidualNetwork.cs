namespace Models.ResNet;

/// <summary>
/// A residual network with the CIFAR stem (3×3, stride 1, no max-pool), stages of blocks, global mean and a linear
/// layer; all the named architectures but <see cref="PlainConvNetwork"/> are settings of it.
/// </summary>
public sealed class ResidualNetwork : CentredNetwork
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly List<Sequential> stages = [];
    private readonly Linear linear;

    private ResidualNetwork(string name, long channels, long stem, Block block, Stage[] plan, int classes)
        : base(name)
    {
        // What TorchSharp's start values leave behind goes at the end; modules keep their own tensors.
        using var scope = NewDisposeScope();
        conv1 = Blocks.Conv(channels, stem, 3);
        bn1 = nn.BatchNorm2d(stem);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        long width = stem;
        for (int i = 0; i < plan.Length; i++)
        {
            Sequential stage = nn.Sequential();
            for (int place = 0; place < plan[i].Blocks; place++)
            {
                stage.append(block(width, plan[i].Width, place == 0 ? plan[i].Stride : 1));
                width = plan[i].Width;
            }

            stages.Add(stage);
            register_module($"layer{i + 1}", stage);
        }

        linear = nn.Linear(width, classes);
        register_module(nameof(linear), linear);
    }

    /// <summary>ResNet-18: basic blocks 2-2-2-2, widths 64 to 512.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    public static ResidualNetwork ResNet18(long channels, int classes) => new(
        "resnet18", channels, 64, (i, o, s) => new BasicBlock(i, o, s), [new(64, 2, 1), new(128, 2, 2), new(256, 2, 2), new(512, 2, 2)], classes);

    /// <summary>ResNet-50: bottleneck blocks 3-4-6-3, widths 256 to 2048.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    public static ResidualNetwork ResNet50(long channels, int classes) => new(
        "resnet50", channels, 64, (i, o, s) => new Bottleneck(i, o, s), [new(256, 3, 1), new(512, 4, 2), new(1024, 6, 2), new(2048, 3, 2)], classes);

    /// <summary>Wide ResNet-34-10: post-activation basic blocks 5-5-5, widths 160 to 640, no dropout.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    public static ResidualNetwork WideResNet34x10(long channels, int classes) => new(
        "wrn34-10", channels, 16, (i, o, s) => new BasicBlock(i, o, s), [new(160, 5, 1), new(320, 5, 2), new(640, 5, 2)], classes);

    /// <summary>A small one: basic blocks 1-1-1, widths w, 2w, 4w.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="width">Width w of the stem and the first stage.</param>
    public static ResidualNetwork Mini(long channels, int classes, int width) => new(
        "resnet-mini", channels, width, (i, o, s) => new BasicBlock(i, o, s), [new(width, 1, 1), new(2 * width, 1, 2), new(4 * width, 1, 2)], classes);

    /// <inheritdoc/>
    public override Tensor Logits(Tensor centred)
    {
        Tensor x = conv1.call_folded(bn1, centred).relu_();
        foreach (Sequential stage in stages)
        {
            x = stage.call(x);
        }

        return linear.call(GlobalPool(x));
    }

    /// <summary>Blocks of one width; the first has the stride.</summary>
    private readonly record struct Stage(long Width, int Blocks, long Stride);
}
