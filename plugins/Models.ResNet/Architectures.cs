using PluginHost.Contracts;

namespace Models.ResNet;

/// <summary>ResNet-18, the reference's main network.</summary>
[Plugin(PluginKind.Model, "resnet18", "1.0.0", Summary = "ResNet-18 with the CIFAR stem, 11.2 million weights",
    Source = "He et al., CVPR 2016; Fu et al. 2022, section 5.1")]
public sealed class ResNet18 : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => ResidualNetwork.ResNet18(input.Channels, classes);
}

/// <summary>ResNet-50.</summary>
[Plugin(PluginKind.Model, "resnet50", "1.0.0", Summary = "ResNet-50 with the CIFAR stem, 23.5 million weights",
    Source = "He et al., CVPR 2016; Fu et al. 2022, Table 3")]
public sealed class ResNet50 : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => ResidualNetwork.ResNet50(input.Channels, classes);
}

/// <summary>Wide ResNet-34-10.</summary>
[Plugin(PluginKind.Model, "wrn34-10", "1.0.0", Summary = "wide ResNet-34-10, post-activation, no dropout, 46.2 million weights",
    Source = "Zagoruyko and Komodakis, BMVC 2016; Fu et al. 2022, Table 3")]
public sealed class WideResNet34x10 : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => ResidualNetwork.WideResNet34x10(input.Channels, classes);
}

/// <summary>How wide the small networks are.</summary>
public sealed record MiniOptions
{
    /// <summary>Channels of the first convolution; the others have two and four times as many.</summary>
    [Option("channels of the first convolution; the others have two and four times as many", Symbol = "w", Min = 1, Max = 1024)]
    public int Width { get; init; } = 16;
}

/// <summary>A residual network for minutes on a CPU.</summary>
/// <param name="options">Its width.</param>
[Plugin(PluginKind.Model, "resnet-mini", "1.0.0", Summary = "residual network of three basic blocks, 78 thousand weights at width 16",
    Source = "this project")]
public sealed class ResNetMini(MiniOptions options) : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => ResidualNetwork.Mini(input.Channels, classes, options.Width);
}

/// <summary>A plain convolutional network for minutes on a CPU.</summary>
/// <param name="options">Its width.</param>
[Plugin(PluginKind.Model, "conv-mini", "1.0.0", Summary = "four convolutions without shortcuts, 61 thousand weights at width 16",
    Source = "this project")]
public sealed class ConvMini(MiniOptions options) : IModelArchitecture
{
    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new PlainConvNetwork(input.Channels, classes, options.Width);
}
