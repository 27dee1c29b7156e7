using PluginHost.Engine.Attacks;

namespace PluginHost.Engine.Training;

/// <summary>Accuracy of a network on a test set.</summary>
public static class Evaluation
{
    // Without gradients a batch of 500 small images is quick; large ones are limited by memory, as in training.
    private const int SmallImages = 500;
    private const int LargeImages = 128;
    private const int LargeFrom = 3 * 96 * 96;

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
        using var off = no_grad();
        return ShareOfRight(
            network, images, images.Count, images.Shape.Size < LargeFrom ? SmallImages : LargeImages, augmentation, compute,
            (_, _, seen, _) => seen, null, stop);
    }

    /// <summary>The share of test images that the network still classifies rightly under attack, in eval mode.</summary>
    /// <param name="network">The network; its mode is put back afterwards.</param>
    /// <param name="images">The test set.</param>
    /// <param name="test">The attack, and how many of the first images are attacked.</param>
    /// <param name="batchSize">Images a batch: as many as a training step of the network takes, which fit into memory.</param>
    /// <param name="augmentation">Gives the fixed transformation of test images, which is applied before the attack; null for none.</param>
    /// <param name="compute">Where it runs.</param>
    /// <param name="random">The source of random starts: stream <c>robust test</c>, one draw a batch.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="stop">Asks to stop between batches.</param>
    public static double RobustAccuracy(
        Module<Tensor, Tensor> network, LabelledImages images, RobustTest test, int batchSize, IAugmentation? augmentation,
        Compute compute, RandomStreams random, IProgress<StepReport> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(random);
        return ShareOfRight(
            network, images, Math.Min(test.Images ?? images.Count, images.Count), batchSize, augmentation, compute,
            (frozen, batch, seen, labels) =>
            {
                random.Begin("robust test", batch);
                return Pgd.Perturb(frozen, seen, labels, test.Attack, Direction.Ascent);
            },
            progress, stop);
    }

    private static double ShareOfRight(
        Module<Tensor, Tensor> network, LabelledImages images, int count, int batchSize, IAugmentation? augmentation, Compute compute,
        Func<FrozenNetwork, int, Tensor, Tensor, Tensor> change, IProgress<StepReport>? progress, CancellationToken stop)
    {
        using var frozen = FrozenNetwork.Of(network, compute);
        using var scope = NewDisposeScope();
        var right = zeros([1], device: compute.Device);
        int batches = (count + batchSize - 1) / batchSize;
        for (int number = 0; number < batches; number++)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var batch = images.Read(Range(number * batchSize, Math.Min(batchSize, count - (number * batchSize))), compute.Device);
            var seen = augmentation is null ? batch.Pixels : augmentation.AtTest(batch.Pixels);
            var shown = change(frozen, number, seen.contiguous(memory_format.channels_last), batch.Labels);
            using var off = no_grad();
            right.add_(frozen.Logits(shown).argmax(1).eq(batch.Labels).to(ScalarType.Float32).sum());
            progress?.Report(new StepReport("robust test", number + 1, batches));
        }

        return right.cpu().item<float>() / (double)count;
    }

    private static long[] Range(int first, int count)
    {
        var indices = new long[count];
        for (int i = 0; i < count; i++)
        {
            indices[i] = first + i;
        }

        return indices;
    }
}
