namespace Models.DenseNet;

/// <summary>
/// One layer of a dense block: batch norm, ReLU, 1×1 convolution to four times the growth; batch norm, ReLU, 3×3 convolution
/// to the growth. Batch norm stands before its convolution; only the inner one also stands right behind another.
/// </summary>
internal sealed class DenseLayer : Module<Tensor, Tensor>
{
    private const long Widening = 4;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d norm2;
    private readonly Conv2d conv2;

    internal DenseLayer(long input, long growth)
        : base(nameof(DenseLayer))
    {
        long inner = Widening * growth;
        norm1 = nn.BatchNorm2d(input);
        conv1 = DenseNetwork.Conv(input, inner, 1);
        norm2 = nn.BatchNorm2d(inner);
        conv2 = DenseNetwork.Conv(inner, growth, 3);
        RegisterComponents();
    }

    /// <summary>The new channels, (N, input, H, W) to (N, growth, H, W).</summary>
    public override Tensor forward(Tensor input)
    {
        Tensor inner = conv1.call_folded(norm2, norm1.call(input).relu_());
        return conv2.call(inner.relu_());
    }
}

/// <summary>Layers that each see the channels of all before them and add theirs.</summary>
internal sealed class DenseBlock : Module<Tensor, Tensor>
{
    private readonly List<DenseLayer> layers = [];

    internal DenseBlock(int count, long input, long growth)
        : base(nameof(DenseBlock))
    {
        for (int i = 0; i < count; i++)
        {
            var layer = new DenseLayer(input + (i * growth), growth);
            layers.Add(layer);
            register_module($"denselayer{i + 1}", layer);
        }
    }

    public override Tensor forward(Tensor input) => layers.Aggregate(input, (seen, layer) => cat([seen, layer.call(seen)], 1));
}
