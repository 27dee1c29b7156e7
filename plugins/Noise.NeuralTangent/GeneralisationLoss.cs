namespace Noise.NeuralTangent;

/// <summary>
/// What NTGA raises (Yuan and Wu 2021): the summed cross-entropy, on held-out images, of the network that was trained on a
/// block; with its gradient by the block's images.
/// </summary>
/// <param name="kernel">The network.</param>
/// <param name="time">t, how long it is trained.</param>
public sealed class GeneralisationLoss(TangentKernel kernel, double time)
{
    /// <summary>Numbers that a layer may have at once (32 MB); a few dozen such tensors live together.</summary>
    private const int ValuesAtOnce = 1 << 22;

    /// <summary>The loss and its gradient.</summary>
    /// <param name="images">The block, float64 (n, C, H, W) in [0, 1].</param>
    /// <param name="labels">Its labels, int64 (n).</param>
    /// <param name="classes">C.</param>
    /// <param name="heldOut">The held-out images (float64 in [0, 1]) with their labels, in parts of any size.</param>
    /// <returns>The summed loss, and ∂ loss / ∂ images, float64.</returns>
    public (double Loss, Tensor Gradient) Of(
        Tensor images, Tensor labels, int classes, IEnumerable<(Tensor Images, Tensor Labels)> heldOut)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(heldOut);
        using var outer = NewDisposeScope();
        var block = images.detach();
        using var flow = new GradientFlow(Symmetric(block), functional.one_hot(labels, classes).to(ScalarType.Float64), time);
        var gradient = zeros_like(block);
        var towardsWeights = zeros_like(flow.Weights);
        var loss = zeros([], ScalarType.Float64, block.device);
        foreach (var (points, answers) in heldOut)
        {
            foreach (var (first, count) in Parts(points.shape[0], block))
            {
                using var inner = NewDisposeScope();
                AddPart(points.narrow(0, first, count), answers.narrow(0, first, count));
            }
        }

        AddKernelPart(flow.Adjoint(towardsWeights));
        return (loss.cpu().item<double>(), gradient.MoveToOuterDisposeScope());

        void AddPart(Tensor points, Tensor answers)
        {
            var leaf = block.detach().requires_grad_();
            var cross = kernel.Of(points, leaf);
            var predictions = cross.detach().mm(flow.Weights);
            loss.add_(functional.cross_entropy(predictions, answers, reduction: Reduction.Sum));
            var slope = predictions.softmax(1) - functional.one_hot(answers, classes).to(ScalarType.Float64);
            towardsWeights.add_(cross.detach().t().mm(slope));
            gradient.add_(cross.gradient(leaf, slope.mm(flow.Weights.t())));
        }

        // Θ and its adjoint are symmetric, so both arguments of Θ contribute the same: one, twice.
        void AddKernelPart(Tensor adjoint)
        {
            foreach (var (first, count) in Parts(block.shape[0], block))
            {
                using var inner = NewDisposeScope();
                var leaf = block.detach().requires_grad_();
                var rows = kernel.Of(block.narrow(0, first, count), leaf);
                gradient.add_(rows.gradient(leaf, adjoint.narrow(0, first, count)), 2);
            }
        }
    }

    /// <summary>Θ of the block with itself, symmetric to the last bit.</summary>
    private Tensor Symmetric(Tensor block)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var rows = new List<Tensor>();
        foreach (var (first, count) in Parts(block.shape[0], block))
        {
            using var inner = NewDisposeScope();
            rows.Add(kernel.Of(block.narrow(0, first, count), block).MoveToOuterDisposeScope());
        }

        var whole = cat(rows);
        return ((whole + whole.t()) * 0.5).MoveToOuterDisposeScope();
    }

    private IEnumerable<(long First, long Count)> Parts(long points, Tensor block)
    {
        long perPoint = block.shape[0] * kernel.ValuesPerPair(block.shape[2], block.shape[3]);
        long atOnce = Math.Max(1, ValuesAtOnce / perPoint);
        for (long first = 0; first < points; first += atOnce)
        {
            yield return (first, Math.Min(atOnce, points - first));
        }
    }
}
