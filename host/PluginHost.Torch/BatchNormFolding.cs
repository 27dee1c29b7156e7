using System.Collections.Concurrent;

namespace PluginHost.Torch;

/// <summary>
/// Running frozen networks faster: a batch norm right behind a convolution can be computed by the convolution, one pass
/// over the activations less, forward and backward. A network takes part where it calls such pairs through
/// <c>call_folded</c>.
/// </summary>
public static class BatchNormFolding
{
    private static readonly ConcurrentDictionary<BatchNorm2d, FoldedPair> s_folded =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Until the result is disposed, the pairs that the network calls through <c>call_folded</c> are one step: the
    /// kernel is scaled by γ/√(σ² + ε) and the bias becomes β + (b − μ)·γ/√(σ² + ε). Meant for attacks: same values
    /// up to rounding, gradients of the input only, and the weights must not change meanwhile.
    /// </summary>
    /// <param name="network">A network in evaluation mode.</param>
    /// <exception cref="InvalidOperationException">The network is in training mode, or is folded already.</exception>
    public static IDisposable fold_batch_norm(this nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.training)
        {
            throw new InvalidOperationException(
                $"Module {network.GetName()} is in training mode, where batch norm uses the batch's statistics; "
                + "call eval() before folding.");
        }

        return new Folding([.. network.modules().OfType<BatchNorm2d>().Where(norm => norm.running_mean is not null)]);
    }

    /// <summary>The batch norm of the convolution of an input; one step while the network is folded.</summary>
    /// <param name="conv">A convolution whose output goes nowhere else, padded with zeros.</param>
    /// <param name="norm">The batch norm right behind it.</param>
    /// <param name="input">(N, C, H, W).</param>
    public static Tensor call_folded(this Conv2d conv, BatchNorm2d norm, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(conv);
        ArgumentNullException.ThrowIfNull(norm);
        if (s_folded.TryGetValue(norm, out var pair) && CanFold(conv, norm) && pair.Belongs(conv, norm))
        {
            return pair.Apply(conv, input);
        }

        using var convolved = conv.call(input);
        return norm.call(convolved);
    }

    /// <summary>
    /// The layers one after the other, with each convolution and the batch norm right behind it as one step while
    /// folded; so in a Sequential among the layers too.
    /// </summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The input of the first; the result where there is none.</param>
    public static Tensor call_folded(this Sequential layers, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var x = input;
        for (int i = 0; i < layers.Count; i++)
        {
            Tensor next;
            if (layers[i] is Conv2d conv && i + 1 < layers.Count && layers[i + 1] is BatchNorm2d norm)
            {
                next = conv.call_folded(norm, x);
                i++;
            }
            else
            {
                next = CallOne(layers[i], x);
            }

            // As Sequential does: what only the next layer needed goes at once.
            if (!ReferenceEquals(x, input) && !ReferenceEquals(x, next))
            {
                x.Dispose();
            }

            x = next;
        }

        return x;
    }

    private static Tensor CallOne(nn.IModule<Tensor, Tensor> layer, Tensor input) => layer switch
    {
        Sequential nested when nested.GetType() == typeof(Sequential) => nested.call_folded(input),
        _ => layer.call(input),
    };

    /// <summary>
    /// In training mode the norm goes by the batch; other padding than zeros is a step before the convolution.
    /// </summary>
    private static bool CanFold(Conv2d conv, BatchNorm2d norm) =>
        !norm.training && conv.padding_mode == PaddingModes.Zeros;

    private sealed class Folding : IDisposable
    {
        private BatchNorm2d[] _norms;

        internal Folding(BatchNorm2d[] norms)
        {
            if (Array.Exists(norms, s_folded.ContainsKey))
            {
                throw new InvalidOperationException(
                    "The network, or a part of it, is folded already; dispose that first.");
            }

            _norms = norms;
            foreach (var norm in norms)
            {
                s_folded[norm] = new FoldedPair();
            }
        }

        public void Dispose()
        {
            foreach (var norm in _norms)
            {
                if (s_folded.TryRemove(norm, out var pair))
                {
                    pair.Dispose();
                }
            }

            // Disposed once more, it must not undo a later folding.
            _norms = [];
        }
    }

    /// <summary>A convolution with its batch norm's scale and shift; made when the pair is first called.</summary>
    private sealed class FoldedPair : IDisposable
    {
        private Conv2d? _conv;
        private Tensor? _kernel;
        private Tensor? _shift;

        /// <summary>
        /// Whether it stands for these two; the first call decides. A norm behind a second convolution stays as it is.
        /// </summary>
        internal bool Belongs(Conv2d conv, BatchNorm2d norm)
        {
            if (_conv is null)
            {
                Fold(conv, norm);
            }

            return ReferenceEquals(_conv, conv);
        }

        internal Tensor Apply(Conv2d conv, Tensor input)
        {
            var seen = StridedPointwise.InputOf(conv, input);
            var output = conv.padding_type is { } padding
                ? functional.conv2d_padding(seen, _kernel!, _shift, conv.stride, padding, conv.dilation, conv.groups)
                : functional.conv2d(seen, _kernel!, _shift, conv.stride, conv.padding, conv.dilation, conv.groups);
            if (!ReferenceEquals(seen, input))
            {
                seen.Dispose();
            }

            return output;
        }

        public void Dispose()
        {
            _kernel?.Dispose();
            _shift?.Dispose();
        }

        private void Fold(Conv2d conv, BatchNorm2d norm)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var factor = (norm.running_var! + norm.eps).rsqrt();
            factor = norm.weight is null ? factor : factor * norm.weight;
            var shift = -(norm.running_mean! * factor);
            shift = norm.bias is null ? shift : shift + norm.bias;
            _kernel = (conv.weight * factor.reshape(-1, 1, 1, 1)).DetachFromDisposeScope();
            _shift = (conv.bias is null ? shift : shift + (conv.bias * factor)).DetachFromDisposeScope();
            _conv = conv;
        }
    }
}
