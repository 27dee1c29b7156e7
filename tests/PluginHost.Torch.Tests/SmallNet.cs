namespace PluginHost.Torch.Tests;

/// <summary>The small network of PyTorch's values; pixels in [-0.5, 0.5].</summary>
internal sealed class SmallNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(8);
    private readonly Conv2d conv2 = Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(16);
    private readonly Linear linear = Linear(16, 10);

    public SmallNet()
        : base("small") => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var x = conv1.call_folded(bn1, input).relu_();
        x = conv2.call_folded(bn2, x).relu_();
        return linear.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    /// <summary>
    /// The weights that PyTorch began with: waves whose phase is the entry's place in PyTorch's state dict, which has the
    /// buffers of a layer right behind its parameters. (TorchSharp's has them behind all parameters.)
    /// </summary>
    public SmallNet WithFormulaWeights()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        int place = 0;
        foreach (var (name, entry) in children().SelectMany(layer => layer.state_dict()))
        {
            if (!name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                entry.copy_(Wave(name, entry.shape, place++));
            }
        }

        return this;
    }

    private static Tensor Wave(string name, long[] shape, int place)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        bool isVector = shape.Length == 1;
        double scale = Math.Sqrt(2.0 / (count / shape[0]));
        var values = new float[count];
        for (int j = 0; j < count; j++)
        {
            double s = Math.Sin((0.37 * j) + place);
            values[j] = (float)(name.EndsWith("running_mean", StringComparison.Ordinal) ? 0.05 * s
                : name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + (0.2 * s * s)
                : isVector && name.EndsWith("weight", StringComparison.Ordinal) ? 1 + (0.1 * s)
                : isVector ? 0.1 * s
                : scale * s);
        }

        return TensorData.from_span<float>(values, shape);
    }
}
