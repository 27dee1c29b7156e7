using System.Runtime.CompilerServices;

namespace PluginHost.Engine.Guards;

/// <summary>
/// The guard of a network that a model plugin built. It is kept beside the network, which stays the plugin's own
/// object: a wrapping module would change the names of its weights.
/// </summary>
/// <param name="guard">The plugin's guard.</param>
/// <param name="classes">How many logits the network was built to give.</param>
internal sealed class NetworkGuard(PluginGuard guard, int classes)
{
    private static readonly ConditionalWeakTable<Module<Tensor, Tensor>, NetworkGuard> s_guards = [];
    private bool _hasTrained;
    private bool _hasJudged;

    /// <summary>Guards a network for as long as it lives.</summary>
    public static void Attach(Module<Tensor, Tensor> network, PluginGuard guard, int classes) =>
        s_guards.AddOrUpdate(network, new NetworkGuard(guard, classes));

    /// <summary>Calls a network, under its guard where it has one.</summary>
    /// <param name="network">Any network.</param>
    /// <param name="images">float (N, C, H, W) in [0, 1].</param>
    /// <exception cref="PluginException">The network threw, or its logits are wrong.</exception>
    public static Tensor Call(Module<Tensor, Tensor> network, Tensor images) =>
        s_guards.TryGetValue(network, out var guard) ? guard.Logits(network, images) : network.call(images);

    /// <summary>Goes back through a graph of a network and its loss alone, under the network's guard.</summary>
    /// <param name="network">Any network.</param>
    /// <param name="backward">The backward pass.</param>
    /// <exception cref="PluginException">It throws, as after a change in place of what autograd needs.</exception>
    public static T Back<T>(Module<Tensor, Tensor> network, Func<T> backward) =>
        s_guards.TryGetValue(network, out var known) ? known.Call(backward) : backward();

    private T Call<T>(Func<T> code) => guard.Call(code);

    private Tensor Logits(Module<Tensor, Tensor> network, Tensor images)
    {
        bool learns = network.training && is_grad_enabled();
        Tensor Forward()
        {
            var logits = guard.Given(network.call(images), "forward");
            guard.Check(PluginRules.LogitsBreach(logits, images.size(0), classes));
            guard.Check(learns ? PluginRules.GradientBreach(logits) : null);
            CheckOnce(logits, ref network.training ? ref _hasTrained : ref _hasJudged);
            return logits;
        }

        // While attacks are made, folded batch norms are kept outside of scopes: they are the host's.
        return network.training ? guard.CallForTensor(Forward) : guard.Call(Forward);
    }

    /// <summary>The first batch in either mode is looked at value by value; that waits for the device.</summary>
    private void CheckOnce(Tensor logits, ref bool isChecked)
    {
        if (!isChecked)
        {
            isChecked = true;
            guard.Check(PluginRules.FiniteBreach(logits));
        }
    }
}
