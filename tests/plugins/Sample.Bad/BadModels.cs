using PluginHost.Contracts;

namespace Sample.Bad;

[Plugin(PluginKind.Model, "absent", "1.2.0")]
public sealed class Absent : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => null!;
}

/// <summary>A linear layer whose logits a function spoils.</summary>
internal sealed class SpoiltNetwork : Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly Func<Tensor, Tensor> _spoil;

    public SpoiltNetwork(ImageShape input, int outputs, Func<Tensor, Tensor> spoil) : base("spoilt")
    {
        linear = nn.Linear(input.Size, outputs);
        _spoil = spoil;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _spoil(linear.call(input.flatten(1)));
}

[Plugin(PluginKind.Model, "narrow", "1.2.0")]
public sealed class Narrow : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        new SpoiltNetwork(input, classes - 1, logits => logits);
}

[Plugin(PluginKind.Model, "infinite", "1.2.0")]
public sealed class Infinite : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        new SpoiltNetwork(input, classes, logits => logits / 0);
}

[Plugin(PluginKind.Model, "deciding", "1.2.0")]
public sealed class Deciding : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        new SpoiltNetwork(input, classes, logits => logits.argmax(1, keepdim: true).expand(-1, classes));
}

/// <summary>Learns nothing: its logits carry no gradient.</summary>
[Plugin(PluginKind.Model, "unteachable", "1.2.0")]
public sealed class Unteachable : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new SpoiltNetwork(input, classes, logits =>
    {
        set_grad_enabled(false);
        return logits * 2;
    });
}

[Plugin(PluginKind.Model, "stumbling", "1.2.0")]
public sealed class Stumbling : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        new SpoiltNetwork(input, classes, _ => throw new ArgumentOutOfRangeException(nameof(classes), "no such class"));
}

/// <summary>Changes in place what the backward pass needs.</summary>
[Plugin(PluginKind.Model, "overwriting", "1.2.0")]
public sealed class Overwriting : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) =>
        new SpoiltNetwork(input, classes, logits => logits.exp().add_(1));
}

/// <summary>Its layers do not fit together.</summary>
[Plugin(PluginKind.Model, "mismatched", "1.2.0")]
public sealed class Mismatched : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new SpoiltNetwork(input, classes, logits =>
    {
        using var convolution = nn.Conv2d(5, 4, 3);
        return convolution.call(logits.reshape(-1, 1, 1, classes));
    });
}
