namespace PluginHost.Engine;

/// <summary>
/// The training set as a data thief finds it: noise added to the protected share of the images, clipped to 0…255, then
/// filtered.
/// </summary>
public static class ProtectedSet
{
    private const int Chunk = 500;

    /// <summary>Composes a protected set in memory.</summary>
    /// <param name="clean">The clean training set.</param>
    /// <param name="noise">Noise for every image of it; null for none.</param>
    /// <param name="share">The share of images that carry the noise.</param>
    /// <param name="random">Chooses them: stream <c>protected</c>.</param>
    /// <param name="filter">A low-pass filter on all images, after the noise; null for none.</param>
    /// <returns>A set that the caller owns, or the clean set itself when nothing is changed.</returns>
    public static LabelledImages Compose(
        LabelledImages clean, MemoryNoise? noise, double share, RandomStreams random, ILowPassFilter? filter)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(random);
        if (noise is null && filter is null)
        {
            return clean;
        }

        if (noise is not null && (noise.Count != clean.Count || noise.Shape != clean.Shape))
        {
            throw new EngineException(
                $"the noise is for {noise.Count} images of {noise.Shape}, the data set has {clean.Count} of {clean.Shape}");
        }

        bool[] carries = Selection(clean.Count, noise is null ? 0 : share, random);
        var pixels = new byte[(long)clean.Count * clean.Shape.Size];
        for (int first = 0; first < clean.Count; first += Chunk)
        {
            using var scope = NewDisposeScope();
            long[] indices = [.. Enumerable.Range(first, Math.Min(Chunk, clean.Count - first)).Select(i => (long)i)];
            var bytes = clean.ReadBytes(indices, torch.CPU);
            if (noise is not null)
            {
                var mask = tensor(indices.Select(i => carries[i] ? (short)1 : (short)0).ToArray(), [indices.Length, 1, 1, 1]);
                var levels = noise.ReadLevels(indices).to(ScalarType.Int16) * mask;
                bytes = (bytes.to(ScalarType.Int16) + levels).clamp(0, 255).to(ScalarType.Byte);
            }

            bytes = filter is null ? bytes : filter.Apply(bytes);
            bytes.contiguous().CopyTo(pixels.AsSpan(first * clean.Shape.Size, indices.Length * clean.Shape.Size));
        }

        return new MemoryImages(pixels, clean.Labels, clean.Shape, clean.Classes);
    }

    /// <summary>
    /// Which images carry noise: the first of a seeded permutation, so that a smaller share is part of a larger one.
    /// </summary>
    public static bool[] Selection(int count, double share, RandomStreams random)
    {
        ArgumentNullException.ThrowIfNull(random);
        random.Begin("protected");
        using var drawn = randperm(count);
        var carries = new bool[count];
        foreach (long index in drawn.data<long>().AsSpan()[..(int)Math.Round(share * count)])
        {
            carries[index] = true;
        }

        return carries;
    }
}
