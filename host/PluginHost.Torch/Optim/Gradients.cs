using PluginHost.Torch.Modules;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch;

/// <summary>What modules and optimizers both do with the gradients of parameters.</summary>
internal static class Gradients
{
    internal static void Zero(IEnumerable<Parameter> parameters, bool setToNone)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (Parameter parameter in parameters)
        {
            if (setToNone)
            {
                parameter.grad = null;
            }
            else
            {
                parameter.grad?.zero_();
            }
        }
    }
}
