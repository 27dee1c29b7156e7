using PluginHost.Contracts;
using PluginHost.Engine;

namespace Noise.NeuralTangent;

/// <summary>Some images whose noise is made together, and the held-out images whose loss it raises.</summary>
/// <param name="Images">The block.</param>
/// <param name="HeldOut">Other images.</param>
internal sealed record Block(long[] Images, long[] HeldOut)
{
    /// <summary>Cuts a set into blocks by a random order.</summary>
    /// <exception cref="EngineException">There are too few images.</exception>
    public static IReadOnlyList<Block> Of(NoiseContext context, NeuralTangentOptions options)
    {
        int count = context.Images.Count;
        if (count < 2)
        {
            throw new EngineException($"noise ntga holds images out and needs at least 2; there is {count}");
        }

        context.Random.Begin("order");
        using var drawn = randperm(count);
        long[] order = drawn.data<long>().ToArray();
        int held = Math.Clamp(count / 5, 1, options.Validation);
        long[] heldOut = order[..held], others = order[held..];
        if (options.Coverage == Coverage.All)
        {
            return [.. Equal(others, options.BlockSize, heldOut), .. Equal(heldOut, options.BlockSize, others[..Math.Min(held, others.Length)])];
        }

        var whole = others.Chunk(options.BlockSize).Where(block => block.Length == options.BlockSize).ToList();
        return whole.Count > 0
            ? [.. whole.Select(block => new Block(block, heldOut))]
            : throw new EngineException(
                $"noise ntga with coverage=official leaves no image with noise: {others.Length} images make no block of {options.BlockSize}; lower block-size");
    }

    /// <summary>As few blocks as the size allows, as equal as can be: a tiny last one would be attacked by itself.</summary>
    private static IEnumerable<Block> Equal(long[] images, int size, long[] heldOut)
    {
        int blocks = (images.Length + size - 1) / size;
        for (int i = 0; i < blocks; i++)
        {
            int first = (int)((long)images.Length * i / blocks), next = (int)((long)images.Length * (i + 1) / blocks);
            yield return new Block(images[first..next], heldOut);
        }
    }
}
