namespace PluginHost.Engine;

/// <summary>Noise held in memory: int8 grey levels, NCHW.</summary>
public sealed class MemoryNoise : NoiseBuffer
{
    private readonly sbyte[] _levels;

    /// <summary>Zero noise for a number of images.</summary>
    public MemoryNoise(int count, ImageShape shape) : this(new sbyte[(long)count * shape.Size], count, shape)
    {
    }

    /// <summary>Noise from its values.</summary>
    /// <param name="levels">Grey levels, image by image, (C, H, W) each.</param>
    /// <param name="count">How many images.</param>
    /// <param name="shape">The shape of one.</param>
    public MemoryNoise(sbyte[] levels, int count, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (levels.LongLength != (long)count * shape.Size)
        {
            throw new ArgumentException($"{levels.LongLength} values are not {count} images of {shape}", nameof(levels));
        }

        _levels = levels;
        Count = count;
        Shape = shape;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageShape Shape { get; }

    /// <summary>All values, image by image.</summary>
    public ReadOnlySpan<sbyte> Levels => _levels;

    /// <summary>The largest absolute value, in grey levels.</summary>
    public int LargestLevel => _levels.Length == 0 ? 0 : Math.Max(_levels.Max(), -(int)_levels.Min());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<long> indices, Tensor noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        long[] expected = [indices.Length, Shape.Channels, Shape.Height, Shape.Width];
        if (!noise.shape.SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"noise of shape ({string.Join(", ", noise.shape)}) for {indices.Length} images of {Shape}", nameof(noise));
        }

        using var scope = NewDisposeScope();
        var levels = (noise.detach().to(ScalarType.Float32) * 255).round();
        if (indices.Length > 0 && !(levels.abs().max().cpu().item<float>() <= 127))
        {
            throw new ArgumentException("the noise is not finite, or larger than 127/255", nameof(noise));
        }

        var bytes = levels.to(ScalarType.Int8).cpu().contiguous().data<sbyte>().AsSpan();
        for (int i = 0; i < indices.Length; i++)
        {
            bytes.Slice(i * Shape.Size, Shape.Size).CopyTo(Image(indices[i]));
        }
    }

    /// <inheritdoc/>
    public override Tensor Read(ReadOnlySpan<long> indices, Device device)
    {
        using var scope = NewDisposeScope();
        return ReadLevels(indices).to(device).to(ScalarType.Float32).div_(255).MoveToOuterDisposeScope();
    }

    /// <summary>Reads stored grey levels, int8 (N, C, H, W) on the CPU.</summary>
    public Tensor ReadLevels(ReadOnlySpan<long> indices)
    {
        var bytes = new sbyte[indices.Length * Shape.Size];
        for (int i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(bytes.AsSpan(i * Shape.Size));
        }

        return tensor(bytes, [indices.Length, Shape.Channels, Shape.Height, Shape.Width]);
    }

    private Span<sbyte> Image(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _levels.AsSpan(checked((int)(index * Shape.Size)), Shape.Size);
    }
}
