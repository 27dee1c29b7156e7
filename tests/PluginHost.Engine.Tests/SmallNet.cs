namespace PluginHost.Engine.Tests;

/// <summary>The small network of the golden values; its input is a pixel in [0, 1], shifted to [−0.5, 0.5] inside.</summary>
public sealed class SmallNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(8);
    private readonly Conv2d conv2 = Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(16);
    private readonly Linear linear = Linear(16, 10);

    public SmallNet() : base("small") => RegisterComponents();

    /// <summary>The network with the weights of a golden file, without the batch counters that the file does not hold.</summary>
    public static SmallNet From(IReadOnlyDictionary<string, Tensor> golden)
    {
        var net = new SmallNet();
        var weights = golden.Where(entry => entry.Key.StartsWith("model.", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key["model.".Length..], entry => entry.Value);
        net.load_state_dict(weights, strict: false);
        return net;
    }

    public override Tensor forward(Tensor x)
    {
        var h = functional.relu(bn1.call(conv1.call(x - 0.5)));
        h = functional.relu(bn2.call(conv2.call(h)));
        return linear.call(h.mean([2, 3]));
    }
}
