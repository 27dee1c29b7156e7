using PluginHost.Contracts;

namespace Sample.Good;

/// <summary>Shares its id with the noise: ids are per kind.</summary>
[Plugin(PluginKind.Model, "good", "1.0.0", Summary = "one linear layer")]
public sealed class GoodModel : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => nn.Sequential(nn.Flatten(), nn.Linear(input.Size, classes));
}

[Plugin(PluginKind.Augmentation, "nothing", "1.0.0")]
public sealed class Nothing : IAugmentation
{
    public Tensor Apply(Tensor images) => images.alias();
}

/// <summary>Uses the library that lies beside the plugin.</summary>
[Plugin(PluginKind.Filter, "copy", "1.0.0")]
public sealed class Copy : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.clone();

    public override string ToString() => Dependency.Greeting.Text;
}
