using PluginHost.Torch.Errors;

namespace PluginHost.Torch;

/// <summary>Gradients of inputs and switches of a whole module's, as TorchSharp does not have them.</summary>
public static class Gradients
{
    /// <summary>
    /// Derivative of the sum of <paramref name="output"/>, or of its weighted sum, by a leaf, in the leaf's shape.
    /// Only what leads to the leaf is computed: no gradients of weights. The leaf's own <c>grad</c> is empty
    /// afterwards.
    /// </summary>
    /// <remarks>
    /// Unlike TorchSharp's <c>autograd.grad</c>, it throws where something is wrong instead of ending the process.
    /// </remarks>
    /// <param name="output">One element, or as many as <paramref name="weights"/>.</param>
    /// <param name="leaf">A tensor that was made with <c>requires_grad_()</c>.</param>
    /// <param name="weights">What the elements of the output count; needed for more than one.</param>
    /// <exception cref="TorchException">The output does not depend on the leaf.</exception>
    public static Tensor gradient(this Tensor output, Tensor leaf, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(leaf);
        if (!output.requires_grad)
        {
            throw DoesNotDepend();
        }

        leaf.grad = null;
        autograd.backward([output], weights is null ? null : [weights], inputs: [leaf]);
        var gradient = leaf.grad ?? throw DoesNotDepend();
        leaf.grad = null;
        return gradient;
    }

    /// <summary>
    /// Says for every parameter whether autograd follows it; without, a backward pass computes no weight gradient.
    /// </summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="requires_grad">True to train, false to freeze.</param>
    /// <returns>The module.</returns>
    public static T requires_grad_<T>(this T module, bool requires_grad = true)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var parameter in module.parameters())
        {
            parameter.requires_grad = requires_grad;
        }

        return module;
    }

    private static TorchException DoesNotDepend() => new(
        "no gradient: the output does not depend on the input, or was computed under no_grad(), with detach() "
        + "or by steps that have no derivative, such as rounding or a conversion to integers");
}
