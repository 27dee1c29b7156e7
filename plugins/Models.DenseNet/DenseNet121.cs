using PluginHost.Contracts;

namespace Models.DenseNet;

/// <summary>How the network begins.</summary>
public enum Stem
{
    /// <summary>7×7 with stride 2 and a max-pool of stride 2, for images of 32² too: the reference's, and the paper's figures.</summary>
    Imagenet,

    /// <summary>3×3 with stride 1 and no max-pool, as small images are usually treated.</summary>
    Cifar,
}

/// <summary>What can be chosen of the network.</summary>
public sealed record DenseNetOptions
{
    /// <summary>How the network begins.</summary>
    [Option("first layers: imagenet (7×7, stride 2, max-pool; the paper's, at 32² too) or cifar (3×3, stride 1)")]
    public Stem Stem { get; init; } = Stem.Imagenet;
}

/// <summary>DenseNet-121.</summary>
/// <param name="options">Its stem.</param>
[Plugin(PluginKind.Model, "densenet121", "1.0.0", Summary = "DenseNet-121, 7.0 million weights; stem imagenet as in the paper, or cifar",
    Source = "Huang et al., CVPR 2017; Fu et al. 2022, Table 3")]
public sealed class DenseNet121(DenseNetOptions options) : IModelArchitecture
{
    // Halved five times with rounding up twice; the reference's own least size.
    private const int SmallestSide = 29;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The images are too small for the ImageNet stem.</exception>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        options.Stem == Stem.Cifar || Math.Min(input.Height, input.Width) >= SmallestSide
            ? new DenseNetwork(input.Channels, classes, options.Stem)
            : throw new ArgumentException(
                $"densenet121 with stem imagenet needs images of at least 29×29 pixels, not {input.Height}×{input.Width}; take stem cifar", nameof(input));
}
