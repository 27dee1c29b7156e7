using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Plugins;

/// <summary>A model architecture under guard, and with it the networks that it builds.</summary>
internal sealed class GuardedModel(IModelArchitecture model, PluginGuard guard) : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes)
    {
        var network = guard.Call(() => guard.Given(model.Build(input, classes), nameof(Build)));
        NetworkGuard.Attach(network, guard, classes);
        return network;
    }
}
