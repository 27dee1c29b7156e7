using PluginHost.Contracts;

namespace Sample.Faulty;

/// <summary>Works, and must go on working beside all the others of this file.</summary>
[Plugin(PluginKind.Filter, "fine", "1.0.0")]
public sealed class Fine : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.clone();
}

[Plugin(PluginKind.Filter, "throws", "1.0.0")]
public sealed class Throws : ILowPassFilter
{
    public Throws() => throw new InvalidOperationException("the moon\nis full");

    public Tensor Apply(Tensor images) => images.clone();
}

[Plugin(PluginKind.Filter, "throws-early", "1.0.0")]
public sealed class ThrowsEarly : ILowPassFilter
{
    private static readonly int Value = int.Parse("not a number", null);

    public Tensor Apply(Tensor images) => images.fill_(Value);
}

public sealed record FloatOptions
{
    [Option("a number of a type that options do not have")]
    public float Sigma { get; init; } = 1;
}

[Plugin(PluginKind.Filter, "bad-options", "1.0.0")]
public sealed class BadOptions(FloatOptions options) : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.mul(options.Sigma);
}

[Plugin(PluginKind.Noise, "not-noise", "1.0.0")]
public sealed class NotNoise : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.clone();
}

[Plugin(PluginKind.Filter, "two-constructors", "1.0.0")]
public sealed class TwoConstructors : ILowPassFilter
{
    public TwoConstructors()
    {
    }

    public TwoConstructors(FloatOptions options) => ArgumentNullException.ThrowIfNull(options);

    public Tensor Apply(Tensor images) => images.clone();
}

[Plugin(PluginKind.Filter, "Bad_Id", "1.0.0")]
public sealed class BadId : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.clone();
}

[Plugin(PluginKind.Filter, "bad-version", "1.0")]
public sealed class BadVersion : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.clone();
}
