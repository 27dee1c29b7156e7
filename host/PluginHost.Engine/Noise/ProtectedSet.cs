using PluginHost.Engine.Data;

namespace PluginHost.Engine.Noise;

/// <summary>
/// The training set as a data thief finds it: noise added to the protected images, clipped to 0…255, then filtered.
/// </summary>
public static class ProtectedSet
{
    private const int Chunk = 500;

    /// <summary>Composes a protected set of a seeded share.</summary>
    /// <param name="clean">The clean training set.</param>
    /// <param name="noise">Noise for every image of it; null for none.</param>
    /// <param name="share">The share of images that carry the noise.</param>
    /// <param name="random">Chooses them: stream <c>protected</c>.</param>
    /// <param name="filter">A low-pass filter on all images, after the noise; null for none.</param>
    /// <returns>A set that the caller owns, or the clean set itself when nothing is changed.</returns>
    public static LabelledImages Compose(
        LabelledImages clean, StoredNoise? noise, double share, RandomStreams random, ILowPassFilter? filter)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(random);
        return Compose(clean, noise, noise is null ? new bool[clean.Count] : Selection(clean.Count, share, random), filter);
    }

    /// <summary>Composes a protected set.</summary>
    /// <param name="clean">The clean training set.</param>
    /// <param name="noise">Noise for every image of it; null for none.</param>
    /// <param name="carries">Which images carry it.</param>
    /// <param name="filter">A low-pass filter on all images, after the noise; null for none.</param>
    /// <param name="composeFrom">A set of at least so many bytes is composed batch by batch when it is read; a smaller one in memory, once.</param>
    /// <returns>A set that the caller owns (but not the clean images and the noise in it), or the clean set itself when nothing is changed.</returns>
    public static LabelledImages Compose(
        LabelledImages clean, StoredNoise? noise, bool[] carries, ILowPassFilter? filter, long composeFrom = MappedFile.LargeBytes)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(carries);
        if (noise is null && filter is null)
        {
            return clean;
        }

        if (noise is not null && (noise.Count != clean.Count || noise.Shape != clean.Shape))
        {
            throw new EngineException(
                $"the noise is for {noise.Count} images of {noise.Shape}, the data set has {clean.Count} of {clean.Shape}");
        }

        var composed = new ComposedImages(clean, noise, carries, filter);
        return (long)clean.Count * clean.Shape.Size >= composeFrom ? composed : InMemory(composed);
    }

    /// <summary>Which images a cell protects: those that its file lists, or a seeded choice of its share.</summary>
    /// <param name="spec">The cell.</param>
    /// <param name="count">How many training images there are.</param>
    /// <exception cref="DataException">The file of indices is missing, changed or does not fit.</exception>
    public static bool[] Selection(CellSpec spec, int count)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.ProtectedIndices is { } indices
            ? ProtectedIndices.Selection(indices, count, firstImagesOnly: spec.Data.TrainImages is not null)
            : Selection(count, spec.ProtectedShare, new RandomStreams(spec.Seed).For("training"));
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
        foreach (long index in drawn.data<long>().ToArray().AsSpan()[..(int)Math.Round(share * count)])
        {
            carries[index] = true;
        }

        return carries;
    }

    private static MemoryImages InMemory(LabelledImages images)
    {
        var pixels = new byte[images.Count * images.Shape.Size];
        for (int first = 0; first < images.Count; first += Chunk)
        {
            using var scope = NewDisposeScope();
            long[] indices = [.. Enumerable.Range(first, Math.Min(Chunk, images.Count - first)).Select(i => (long)i)];
            images.ReadBytes(indices, CPU).CopyTo(pixels.AsSpan(first * images.Shape.Size, indices.Length * images.Shape.Size));
        }

        return new MemoryImages(pixels, images.Labels, images.Shape, images.Classes);
    }
}
