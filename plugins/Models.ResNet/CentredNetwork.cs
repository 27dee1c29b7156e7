namespace Models.ResNet;

/// <summary>
/// A network whose first step moves pixels from [0, 1] to [-0.5, 0.5], as the reference's networks see them. The step has
/// no parameters and no name, so state dicts are those of the network alone.
/// </summary>
/// <param name="name">What the network is called in messages.</param>
public abstract class CentredNetwork(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>Logits of pixels in [0, 1], (N, C, H, W) to (N, classes).</summary>
    /// <param name="input">The pixels.</param>
    public sealed override Tensor forward(Tensor input) => Logits(input - 0.5);

    /// <summary>Logits of pixels in [-0.5, 0.5], (N, C, H, W) to (N, classes).</summary>
    /// <param name="centred">The pixels less 0.5.</param>
    public abstract Tensor Logits(Tensor centred);

    /// <summary>The mean of each channel over the image, (N, C, H, W) to (N, C).</summary>
    protected static Tensor GlobalPool(Tensor x) => functional.adaptive_avg_pool2d(x, 1).flatten(1);
}
