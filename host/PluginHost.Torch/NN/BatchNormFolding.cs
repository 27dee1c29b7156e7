using PluginHost.Torch.Modules;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch;

/// <summary>Running frozen networks faster.</summary>
public static class BatchNormFolding
{
    /// <summary>
    /// Until the result is disposed, every batch norm right behind a convolution is computed by the convolution, whose kernel is
    /// scaled by γ/√(σ² + ε) and whose bias becomes β + (b − μ)·γ/√(σ² + ε): one pass over the activations less, forward and
    /// backward. Meant for attacks: same values up to rounding, gradients of the input only, and the weights must not change
    /// meanwhile. A pair is folded where a module declares it (<see cref="nn.Module.ConvNormPairs"/>; a Sequential does).
    /// </summary>
    /// <param name="network">A network in evaluation mode.</param>
    /// <exception cref="InvalidOperationException">The network is in training mode.</exception>
    public static IDisposable fold_batch_norm(this nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.training)
        {
            throw new InvalidOperationException($"Module {network.GetName()} is in training mode, where batch norm uses the batch's statistics; call eval() before folding.");
        }

        return new Folded([.. Pairs(network)]);
    }

    /// <summary>The declared pairs that can be folded: each part occurs once in the network, and the norm keeps statistics.</summary>
    private static IEnumerable<(Conv2d Conv, BatchNorm2d Norm)> Pairs(nn.Module network)
    {
        Dictionary<nn.Module, int> occurrences = network.Occurrences().CountBy(module => module).ToDictionary();
        return network.modules()
            .SelectMany(module => module.ConvNormPairs())
            .Where(pair => occurrences.GetValueOrDefault(pair.conv) == 1 && occurrences.GetValueOrDefault(pair.norm) == 1)
            .Where(pair => pair.norm.running_mean is not null && !pair.norm.IsFolded);
    }

    private sealed class Folded : IDisposable
    {
        private readonly (Conv2d Conv, BatchNorm2d Norm)[] pairs;

        internal Folded((Conv2d Conv, BatchNorm2d Norm)[] pairs)
        {
            this.pairs = pairs;
            using var noGrad = no_grad();
            foreach ((Conv2d conv, BatchNorm2d norm) in pairs)
            {
                using var scope = NewDisposeScope();
                (Tensor factor, Tensor shift) = norm.AsFactorAndShift();
                conv.Fold(conv.weight * factor.reshape(-1, 1, 1, 1), conv.bias is null ? shift : shift + (conv.bias * factor));
                norm.IsFolded = true;
            }
        }

        public void Dispose()
        {
            foreach ((Conv2d conv, BatchNorm2d norm) in pairs)
            {
                conv.Unfold();
                norm.IsFolded = false;
            }
        }
    }
}
