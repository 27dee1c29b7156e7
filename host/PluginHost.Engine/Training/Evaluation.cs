namespace PluginHost.Engine;

/// <summary>Accuracy of a network on a test set.</summary>
public static class Evaluation
{
    private const int BatchSize = 500;

    /// <summary>The share of images that the network classifies rightly, in eval mode.</summary>
    /// <param name="network">The network; its mode is put back afterwards.</param>
    /// <param name="images">The test set.</param>
    /// <param name="augmentation">Gives the fixed transformation of test images; null for none.</param>
    /// <param name="compute">Where it runs.</param>
    /// <param name="stop">Asks to stop between batches.</param>
    public static double Accuracy(
        Module<Tensor, Tensor> network, LabelledImages images, IAugmentation? augmentation, Compute compute, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var frozen = FrozenNetwork.Of(network, compute);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var right = zeros([1], device: compute.Device);
        for (int first = 0; first < images.Count; first += BatchSize)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var indices = new long[Math.Min(BatchSize, images.Count - first)];
            for (int i = 0; i < indices.Length; i++)
            {
                indices[i] = first + i;
            }

            var batch = images.Read(indices, compute.Device);
            var seen = augmentation is null ? batch.Pixels : augmentation.AtTest(batch.Pixels);
            var logits = frozen.Logits(seen.contiguous(memory_format.channels_last));
            right.add_(logits.argmax(1).eq(batch.Labels).to(ScalarType.Float32).sum());
        }

        return right.cpu().item<float>() / (double)images.Count;
    }
}
