namespace PluginHost.Torch.Tests.Modules;

/// <summary>The small network of the golden values; pixels in [-0.5, 0.5].</summary>
internal sealed class SmallNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = nn.Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = nn.BatchNorm2d(8);
    private readonly Conv2d conv2 = nn.Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = nn.BatchNorm2d(16);
    private readonly Linear linear = nn.Linear(16, 10);

    public SmallNet()
        : base("small") => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor x = bn1.forward(conv1.forward(input)).relu_();
        x = bn2.forward(conv2.forward(x)).relu_();
        return linear.forward(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    /// <summary>The weights of the golden values' README: waves whose phase is the entry's place in the state dict.</summary>
    public SmallNet WithFormulaWeights()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        int place = 0;
        foreach ((string name, Tensor entry) in state_dict())
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
        bool vector = shape.Length == 1;
        double scale = Math.Sqrt(2.0 / (count / shape[0]));
        var values = new float[count];
        for (int j = 0; j < count; j++)
        {
            double s = Math.Sin((0.37 * j) + place);
            values[j] = (float)(name.EndsWith("running_mean", StringComparison.Ordinal) ? 0.05 * s
                : name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + (0.2 * s * s)
                : vector && name.EndsWith("weight", StringComparison.Ordinal) ? 1 + (0.1 * s)
                : vector ? 0.1 * s
                : scale * s);
        }

        return tensor(values, shape);
    }
}
