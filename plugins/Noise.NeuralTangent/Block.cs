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
        int held = HeldOutOf(count, options);
        long[] heldOut = order[..held], others = order[held..];
        if (options.Coverage == Coverage.All)
        {
            return [.. Cut(others, heldOut), .. Cut(heldOut, others[..Math.Min(held, others.Length)])];
        }

        var whole = others.Chunk(options.BlockSize).Where(block => block.Length == options.BlockSize).ToList();
        return whole.Count > 0
            ? [.. whole.Select(block => new Block(block, heldOut))]
            : throw new EngineException(
                $"noise ntga with coverage=official leaves no image with noise: {others.Length} images make no block of {options.BlockSize}; lower block-size");

        IEnumerable<Block> Cut(long[] images, long[] against) =>
            Equal(images.Length, options.BlockSize).Select(part => new Block(images[part.First..(part.First + part.Count)], against));
    }

    /// <summary>How many images, and how many held-out ones, each block of a set has.</summary>
    public static IReadOnlyList<(int Images, int HeldOut)> Sizes(int count, NeuralTangentOptions options)
    {
        int held = HeldOutOf(count, options), others = count - held;
        return options.Coverage == Coverage.All
            ? [.. Equal(others, options.BlockSize).Select(b => (b.Count, held)), .. Equal(held, options.BlockSize).Select(b => (b.Count, Math.Min(held, others)))]
            : [.. Enumerable.Repeat((options.BlockSize, held), others / options.BlockSize)];
    }

    private static int HeldOutOf(int count, NeuralTangentOptions options) => Math.Clamp(count / 5, 1, options.Validation);

    /// <summary>As few blocks as the size allows, as equal as can be: a tiny last one would be attacked by itself.</summary>
    private static IEnumerable<(int First, int Count)> Equal(int images, int size)
    {
        int blocks = (images + size - 1) / size;
        for (int i = 0; i < blocks; i++)
        {
            int first = (int)((long)images * i / blocks), next = (int)((long)images * (i + 1) / blocks);
            yield return (first, next - first);
        }
    }
}
