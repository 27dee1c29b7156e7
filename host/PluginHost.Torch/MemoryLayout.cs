using PluginHost.Torch.Errors;
using PluginHost.Torch.Native;

namespace PluginHost.Torch;

/// <summary>PyTorch's memory formats for tensors and modules: channels-last is the fast one for convolutions.</summary>
public static class MemoryLayout
{
    /// <summary>
    /// The tensor in another memory layout: itself (a second object) if it already lies so, else a copy.
    /// </summary>
    /// <param name="tensor">Channels-last needs four dimensions, (N, C, H, W), and leaves them as they are.</param>
    /// <param name="memory_format">How the elements shall lie.</param>
    /// <exception cref="TorchException">The tensor has not four dimensions.</exception>
    public static Tensor contiguous(this Tensor tensor, memory_format memory_format)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (memory_format == memory_format.channels_last && tensor.dim() != 4)
        {
            throw new TorchException(
                "contiguous: channels_last needs a tensor of four dimensions (N, C, H, W), "
                + $"not [{string.Join(", ", tensor.shape)}]");
        }

        return Dispatcher.Contiguous(tensor, memory_format);
    }

    /// <summary>
    /// Changes the memory layout of the parameters and buffers of four dimensions inside their own objects, so that
    /// optimizers keep hold of them. Gradients are dropped: they would keep the layout that they were made in.
    /// </summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="memory_format">How they shall lie.</param>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, memory_format memory_format)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var tensor in module.parameters().Concat(module.buffers()))
        {
            if (tensor.dim() == 4)
            {
                tensor.grad = null;
                Dispatcher.SetData(tensor, tensor.contiguous(memory_format));
            }
        }

        return module;
    }
}
