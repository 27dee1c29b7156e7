using global::Models.Fnn;

namespace PluginHost.Engine.Tests.Models;

public sealed class FnnContract : ModelContract { protected override IModelArchitecture Architecture => new Fnn(new FnnOptions()); }

public sealed class ErfFnnContract : ModelContract
{
    protected override IModelArchitecture Architecture => new Fnn(new FnnOptions { Activation = Activation.Erf, Depth = 2, Width = 64 });
}

/// <summary>What the fully connected network computes.</summary>
public sealed class FnnTests
{
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Erf)]
    public void An_activation_stands_between_each_two_layers_and_none_behind_the_last(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var network = new FnnNetwork(12, 3, new FnnOptions { Depth = 1, Width = 4, Activation = activation });
        var images = rand(2, 3, 2, 2);
        var weights = network.state_dict();

        using var noGrad = no_grad();
        var hidden = functional.linear((images - 0.5).flatten(1), weights["layers.0.weight"], weights["layers.0.bias"]);
        var expected = functional.linear(activation == Activation.Erf ? hidden.erf() : hidden.relu(), weights["layers.1.weight"], weights["layers.1.bias"]);

        Assert.True(allclose(expected, network.call(images)));
        Assert.Equal(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"], weights.Keys);
    }
}
