using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Moves and converts every parameter and buffer inside its own object, so that optimizers keep hold of them.
            /// </summary>
            /// <param name="device">Where to, or null to stay.</param>
            /// <param name="dtype">Element type of what is floating point, or null to keep it.</param>
            /// <param name="format">Layout of what has four dimensions, or null to keep it.</param>
            internal void Place(Device? device, ScalarType? dtype, memory_format? format)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                foreach (Tensor tensor in parameters().Concat(buffers()))
                {
                    ScalarType type = dtype is { } given && is_floating_point(tensor.dtype) ? given : tensor.dtype;
                    memory_format layout = format is { } wanted && tensor.ndim == 4 ? wanted : memory_format.preserve_format;
                    Tensor placed = tensor.to(type, device ?? tensor.device, memory_format: layout);
                    tensor.grad = null;
                    Dispatcher.Run("aten::set_data"u8, tensor, placed);
                }
            }
        }
    }
}

/// <summary>Moving and converting modules.</summary>
public static class ModuleExtensions
{
    /// <summary>Moves parameters and buffers to a device; gradients are dropped.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">Where to.</param>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, torch.Device device)
        where T : torch.nn.Module
    {
        module.Place(device, null, null);
        return module;
    }

    /// <summary>Converts floating point parameters and buffers; gradients are dropped.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="type">Element type.</param>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, torch.ScalarType type)
        where T : torch.nn.Module
    {
        module.Place(null, type, null);
        return module;
    }

    /// <summary>Changes the memory layout of parameters and buffers of four dimensions; gradients are dropped.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="memory_format">Channels-last is the fast layout for convolutions.</param>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, torch.memory_format memory_format)
        where T : torch.nn.Module
    {
        module.Place(null, null, memory_format);
        return module;
    }
}
