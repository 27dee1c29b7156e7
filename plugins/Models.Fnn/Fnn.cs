using PluginHost.Contracts;

namespace Models.Fnn;

/// <summary>What stands between two linear layers.</summary>
public enum Activation
{
    /// <summary>The error function, as in the kernel that NTGA's noise is made with.</summary>
    Erf,

    /// <summary>max(x, 0).</summary>
    Relu,
}

/// <summary>Depth, width and activation.</summary>
public sealed record FnnOptions
{
    /// <summary>Hidden layers.</summary>
    [Option("hidden layers", Min = 1, Max = 100)]
    public int Depth { get; init; } = 5;

    /// <summary>Units of a hidden layer.</summary>
    [Option("units of a hidden layer", Min = 1, Max = 100000)]
    public int Width { get; init; } = 512;

    /// <summary>What stands between two linear layers.</summary>
    [Option("what stands between two linear layers")]
    public Activation Activation { get; init; } = Activation.Relu;
}

/// <summary>A fully connected network.</summary>
/// <param name="options">Depth, width and activation.</param>
[Plugin(PluginKind.Model, "fnn", "1.0.0", Summary = "fully connected network, 2.6 million weights for images of 32×32",
    Source = "Yuan and Wu, ICML 2021 (FNN, FNN-ReLU)")]
public sealed class Fnn(FnnOptions options) : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new FnnNetwork(input.Size, classes, options);
}

/// <summary>Pixels as one vector, then linear layers with an activation between each two. Its first step moves pixels to [-0.5, 0.5].</summary>
public sealed class FnnNetwork : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers;
    private readonly Activation _activation;

    /// <summary>
    /// Builds it. With the error function start values are those of NTGA's kernel, normal with variance 1.76 / inputs for weights and
    /// 0.18 for biases; with ReLU normal with variance 2 / inputs (He et al. 2015), and biases of 0.
    /// </summary>
    /// <param name="inputs">Values of an image: channels × height × width.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="options">Depth, width and activation.</param>
    public FnnNetwork(long inputs, int classes, FnnOptions options)
        : base("fnn")
    {
        // What TorchSharp's start values leave behind goes at the end; modules keep their own tensors.
        using var scope = NewDisposeScope();
        _activation = options.Activation;
        layers = nn.ModuleList<Linear>();
        for (int i = 0; i <= options.Depth; i++)
        {
            layers.append(Layer(i == 0 ? inputs : options.Width, i == options.Depth ? classes : options.Width, options.Activation));
        }

        RegisterComponents();
    }

    /// <summary>Logits of pixels in [0, 1], (N, C, H, W) to (N, classes).</summary>
    /// <param name="input">The pixels.</param>
    public override Tensor forward(Tensor input)
    {
        var x = (input - 0.5).flatten(1);
        for (int i = 0; i < layers.Count - 1; i++)
        {
            x = layers[i].call(x);
            x = _activation == Activation.Erf ? x.erf() : x.relu();
        }

        return layers[^1].call(x);
    }

    private static Linear Layer(long inputs, long outputs, Activation activation)
    {
        var layer = nn.Linear(inputs, outputs);
        bool isErf = activation == Activation.Erf;
        nn.init.normal_(layer.weight, 0, Math.Sqrt((isErf ? 1.76 : 2) / inputs));
        if (layer.bias is { } bias)
        {
            nn.init.normal_(bias, 0, isErf ? Math.Sqrt(0.18) : 0);
        }

        return layer;
    }
}
