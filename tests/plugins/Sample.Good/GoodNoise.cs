using PluginHost.Contracts;

namespace Sample.Good;

public enum Manner
{
    PerClass,
    PerImage,
}

public sealed record GoodNoiseOptions
{
    [Option("bound of the noise", Symbol = "ρᵤ", Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("step size", Max = 127)]
    public Radius StepSize { get; init; } = Radius.Per255(2);

    [Option("draws of the transformation", Symbol = "J", Min = 1, Max = 64)]
    public int EotSamples { get; init; } = 5;

    [Option("a factor", Unit = "times", Min = 0)]
    public double Factor { get; init; } = 0.5;

    [Option("whether to start at random")]
    public bool RandomStart { get; init; } = true;

    [Option("a remark")]
    public string Remark { get; init; } = "";

    [Option("what carries a noise")]
    public Manner Manner { get; init; } = Manner.PerClass;

    public double NotAnOption => Factor * 2;
}

[Plugin(PluginKind.Noise, "good", "1.2.0", Summary = "constant noise", Source = "nowhere")]
public sealed class GoodNoise : INoiseMethod
{
    private readonly GoodNoiseOptions _options;

    public GoodNoise(GoodNoiseOptions options) => _options = options.StepSize <= options.Radius
        ? options
        : throw new ArgumentException($"the step size {options.StepSize} is larger than the radius {options.Radius}");

    public Radius Bound => _options.Radius;

    public bool NeedsSurrogate => false;

    public void Make(NoiseContext context)
    {
        using var scope = NewDisposeScope();
        long[] all = [.. Enumerable.Range(0, context.Images.Count)];
        var shape = context.Images.Shape;
        context.Noise.Write(all, full([all.Length, shape.Channels, shape.Height, shape.Width], Bound.Fraction));
    }
}
