namespace PluginHost.Engine.Training;

/// <summary>
/// Which images each step sees: every epoch a new permutation, cut into batches, the incomplete last one left out. A
/// pure function of the step, so a resumed run sees what an uninterrupted one would.
/// </summary>
/// <param name="count">How many images there are; at least 1.</param>
/// <param name="batchSize">Images a batch; at most <paramref name="count"/> are taken.</param>
/// <param name="random">The source of the permutations (stream <c>order</c>, one draw an epoch).</param>
public sealed class BatchOrder(int count, int batchSize, RandomStreams random)
{
    private readonly int _batch = Math.Min(batchSize, count);
    private long[] _permutation = [];
    private int _epoch = -1;

    /// <summary>Batches an epoch.</summary>
    public int StepsPerEpoch => count / _batch;

    /// <summary>The indices of the batch of a step (from 0).</summary>
    public ReadOnlySpan<long> Indices(int step)
    {
        int epoch = step / StepsPerEpoch;
        if (epoch != _epoch)
        {
            random.Begin("order", epoch);
            using var drawn = randperm(count);
            _permutation = drawn.data<long>().ToArray();
            _epoch = epoch;
        }

        return _permutation.AsSpan(step % StepsPerEpoch * _batch, _batch);
    }
}
