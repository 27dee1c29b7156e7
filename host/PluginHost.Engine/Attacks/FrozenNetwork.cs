using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Attacks;

/// <summary>
/// A network while attacks or noise are made: in eval mode (batch norm uses its running statistics) and with weights
/// that take no gradient, so that a backward pass computes the image's gradient only. The batch norms are folded into the
/// convolutions meanwhile, so the weights must not change. Disposing it undoes all three.
/// </summary>
public sealed class FrozenNetwork : IDisposable
{
    private readonly Module<Tensor, Tensor> _network;
    private readonly Compute _compute;
    private readonly bool _wasTraining;
    private readonly IDisposable _folding;

    private FrozenNetwork(Module<Tensor, Tensor> network, Compute compute)
    {
        _network = network;
        _compute = compute;
        _wasTraining = network.training;
        network.eval();
        network.requires_grad_(false);
        _folding = network.fold_batch_norm();
    }

    /// <summary>Freezes a network until the result is disposed.</summary>
    public static FrozenNetwork Of(Module<Tensor, Tensor> network, Compute compute)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(compute);
        return new FrozenNetwork(network, compute);
    }

    /// <summary>The logits of a batch, (N, classes), in float32 where the network runs in bfloat16.</summary>
    /// <param name="images">float (N, C, H, W) in [0, 1].</param>
    public Tensor Logits(Tensor images)
    {
        using var autocast = _compute.Autocast();
        var logits = NetworkGuard.Call(_network, images);
        return _compute.Precision == Precision.Bf16 ? logits.to(ScalarType.Float32) : logits;
    }

    /// <summary>The mean cross-entropy of a batch.</summary>
    public Tensor Loss(Tensor images, Tensor labels) => functional.cross_entropy(Logits(images), labels);

    /// <summary>∂ loss / ∂ images of a batch, float32 (N, C, H, W), for images that carry no graph.</summary>
    public Tensor ImageGradient(Tensor images, Tensor labels)
    {
        NativeLeftovers.Collect();
        using var scope = NewDisposeScope();
        var leaf = images.detach().requires_grad_();
        var loss = Loss(leaf, labels);
        return NetworkGuard.Back(_network, () => loss.gradient(leaf)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folding.Dispose();
        _network.requires_grad_(true);
        if (_wasTraining)
        {
            _network.train();
        }
    }
}
