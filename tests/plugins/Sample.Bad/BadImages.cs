using PluginHost.Contracts;

namespace Sample.Bad;

[Plugin(PluginKind.Augmentation, "cropping", "1.2.0")]
public sealed class Cropping : IAugmentation
{
    public Tensor Apply(Tensor images) => images.narrow(3, 0, 20);
}

[Plugin(PluginKind.Augmentation, "glaring", "1.2.0")]
public sealed class Glaring : IAugmentation
{
    public Tensor Apply(Tensor images) => images * 255;
}

/// <summary>Good while a network is trained, and wrong when it is tested.</summary>
[Plugin(PluginKind.Augmentation, "dividing", "1.2.0")]
public sealed class Dividing : IAugmentation
{
    public Tensor Apply(Tensor images) => images.alias();

    public Tensor AtTest(Tensor images) => images / images.sub(images);
}

[Plugin(PluginKind.Augmentation, "flat", "1.2.0")]
public sealed class Flat : IAugmentation
{
    public Tensor Apply(Tensor images) => images.alias();

    public ImageShape OutputShape(ImageShape input) => input with { Height = 0 };
}

/// <summary>Good images, and a tensor a batch that nobody frees.</summary>
[Plugin(PluginKind.Augmentation, "hoarding", "1.2.0")]
public sealed class Hoarding : IAugmentation
{
    private readonly List<Tensor> _kept = [];

    public Tensor Apply(Tensor images)
    {
        _kept.Add(zeros(10).DetachFromDisposeScope());
        return images.alias();
    }
}

[Plugin(PluginKind.Filter, "floating", "1.2.0")]
public sealed class Floating : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.to(ScalarType.Float32);
}

[Plugin(PluginKind.Filter, "shrinking", "1.2.0")]
public sealed class Shrinking : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.narrow(2, 0, 16);
}

[Plugin(PluginKind.Filter, "empty-handed", "1.2.0")]
public sealed class EmptyHanded : ILowPassFilter
{
    public Tensor Apply(Tensor images) => null!;
}

/// <summary>Its thread throws where nobody can catch it.</summary>
[Plugin(PluginKind.Filter, "threading", "1.2.0")]
public sealed class Threading : ILowPassFilter
{
    public Tensor Apply(Tensor images)
    {
        var thread = new Thread(() => throw new InvalidDataException("lost in a thread"));
        thread.Start();
        thread.Join();
        return images.clone();
    }
}

public sealed record FragileOptions
{
    [Option("a weight that nobody should give as 0", Min = 0)]
    public int Weight { get; init; } = 1;
}

/// <summary>Can be made with its defaults, and not with a value that it allows.</summary>
[Plugin(PluginKind.Filter, "fragile", "1.2.0")]
public sealed class Fragile(FragileOptions options) : ILowPassFilter
{
    private readonly int _share = 1 / options.Weight;

    public Tensor Apply(Tensor images) => images.mul(_share);
}
