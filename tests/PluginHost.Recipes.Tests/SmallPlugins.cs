
namespace PluginHost.Recipes.Tests;

public sealed record FlatNoiseOptions
{
    [Option("bound of the noise", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("PGD steps", Symbol = "Kᵤ", Min = 1, Max = 1000)]
    public int Steps { get; init; } = 10;

    [Option("step size; 0 stands for radius/5", Min = 0, Max = 127)]
    public Radius StepSize { get; init; }
}

/// <summary>The same grey level everywhere.</summary>
[Plugin(PluginKind.Noise, "em", "1.0.0", Summary = "flat noise")]
public sealed class FlatNoise(FlatNoiseOptions options) : INoiseMethod
{
    public Radius Bound => options.Radius;

    public bool NeedsSurrogate => true;

    public void Make(NoiseContext context)
    {
        long[] all = [.. Enumerable.Range(0, context.Noise.Count).Select(i => (long)i)];
        var shape = context.Noise.Shape;
        context.Noise.Write(all, full([all.Length, shape.Channels, shape.Height, shape.Width], options.Radius.Fraction));
    }
}

public enum Draws
{
    PerStep,
    Once,
}

public sealed record RobustNoiseOptions
{
    [Option("what the noise withstands", Symbol = "ρₐ", Min = 0, Max = 127)]
    public Radius AdversarialRadius { get; init; } = Radius.Per255(4);

    [Option("bound of the noise", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("PGD steps", Min = 1, Max = 1000)]
    public int Steps { get; init; } = 10;

    [Option("step size; 0 stands for radius/5", Min = 0, Max = 127)]
    public Radius StepSize { get; init; }

    [Option("steps of the inner attack", Min = 0, Max = 1000)]
    public int AdversarialSteps { get; init; } = 10;

    [Option("step size of the inner attack", Min = 0, Max = 127)]
    public Radius AdversarialStepSize { get; init; }

    [Option("when transformations are drawn")]
    public Draws Draws { get; init; }

    [Option("leave the last batch out")]
    public bool DropLast { get; init; }

    [Option("what is written beside it")]
    public string Note { get; init; } = "";
}

/// <summary>Flat noise whose two radii depend on each other.</summary>
[Plugin(PluginKind.Noise, "rem", "1.0.0", Summary = "flat noise with <two> radii", Source = "this test")]
public sealed class RobustNoise : INoiseMethod
{
    private readonly FlatNoise _flat;

    public RobustNoise(RobustNoiseOptions options)
    {
        _flat = new FlatNoise(new FlatNoiseOptions { Radius = options.Radius });
        if (options.AdversarialRadius > options.Radius)
        {
            throw new ArgumentException($"adversarial-radius {options.AdversarialRadius} is more than radius {options.Radius}");
        }
    }

    public Radius Bound => _flat.Bound;

    public bool NeedsSurrogate => true;

    public void Make(NoiseContext context) => _flat.Make(context);
}

/// <summary>Needs no surrogate and declares no options.</summary>
[Plugin(PluginKind.Noise, "grey-1", "1.0.0", Summary = "one grey level")]
public sealed class GreyNoise : INoiseMethod
{
    public Radius Bound => Radius.Per255(1);

    public bool NeedsSurrogate => false;

    public void Make(NoiseContext context) => new FlatNoise(new FlatNoiseOptions { Radius = Bound }).Make(context);
}

public sealed record WidthOptions
{
    [Option("channels", Min = 1, Max = 1024)]
    public int Width { get; init; } = 16;
}

public abstract class LinearModel : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => Sequential(Flatten(), Linear(input.Size, classes));
}

[Plugin(PluginKind.Model, "resnet-mini", "1.0.0")]
public sealed class MiniModel(WidthOptions options) : LinearModel
{
    public int Width => options.Width;
}

[Plugin(PluginKind.Model, "conv-mini", "1.0.0")]
public sealed class ConvModel(WidthOptions options) : LinearModel
{
    public int Width => options.Width;
}

[Plugin(PluginKind.Model, "resnet18", "1.0.0")]
public sealed class LargeModel : LinearModel;

/// <summary>A model that the paper does not have.</summary>
[Plugin(PluginKind.Model, "odd-net", "1.0.0")]
public sealed class OddModel : LinearModel;

[Plugin(PluginKind.Model, "vgg16", "1.0.0")]
public sealed class OtherModel : LinearModel;

[Plugin(PluginKind.Augmentation, "cifar", "1.0.0")]
public sealed class Mirror : IAugmentation
{
    public Tensor Apply(Tensor images) => images.flip(3);
}

[Plugin(PluginKind.Filter, "median", "1.0.0")]
public sealed class Inversion : ILowPassFilter
{
    public Tensor Apply(Tensor images) => 255 - images;
}
