using PluginHost.Contracts;

namespace Models.Vgg;

/// <summary>VGG-16 with batch norm.</summary>
[Plugin(PluginKind.Model, "vgg16", "1.0.0", Summary = "VGG-16 with batch norm and a small classifier, 15.3 million weights",
    Source = "Simonyan and Zisserman, ICLR 2015; Fu et al. 2022, Table 3")]
public sealed class Vgg16 : IModelArchitecture
{
    // Five halvings must leave a pixel.
    private const int SmallestSide = 32;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The images are smaller than 32×32.</exception>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => Math.Min(input.Height, input.Width) >= SmallestSide
        ? new VggNetwork(input.Channels, classes)
        : throw new ArgumentException($"vgg16 halves images five times, so they must have at least 32×32 pixels, not {input.Height}×{input.Width}", nameof(input));
}
