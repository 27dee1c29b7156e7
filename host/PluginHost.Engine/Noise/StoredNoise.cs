using System.Buffers;

namespace PluginHost.Engine.Noise;

/// <summary>Noise that the host keeps as int8 grey levels, NCHW: in memory or in a file.</summary>
public abstract class StoredNoise : NoiseBuffer
{
    private const string WrittenState = "noise.written";
    private readonly bool[] _written;

    private protected StoredNoise(int count, ImageShape shape) =>
        (Count, Shape, _written) = (count, shape, new bool[count]);

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageShape Shape { get; }

    /// <summary>The largest absolute value, in grey levels; looks at every value.</summary>
    public abstract int LargestLevel { get; }

    /// <summary>
    /// How many images no noise has been written for, in this process and before the checkpoint that it resumed from;
    /// an image whose noise is 0 has been written where a method says so.
    /// </summary>
    public int Unwritten => _written.Count(isWritten => !isWritten);

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

        Put(indices, levels.to(ScalarType.Int8));
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
        int bytes = checked(indices.Length * Shape.Size);
        sbyte[] levels = ArrayPool<sbyte>.Shared.Rent(bytes);
        for (int i = 0; i < indices.Length; i++)
        {
            Get(Checked(indices[i]), levels.AsSpan(i * Shape.Size, Shape.Size));
        }

        var read = TensorData.from_span<sbyte>(levels.AsSpan(0, bytes), [indices.Length, Shape.Channels, Shape.Height, Shape.Width]);
        ArrayPool<sbyte>.Shared.Return(levels);
        return read;
    }

    /// <summary>Stores grey levels as they are.</summary>
    /// <param name="indices">The images that they belong to.</param>
    /// <param name="levels">int8 (N, C, H, W).</param>
    public void Put(ReadOnlySpan<long> indices, Tensor levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        int bytes = checked(indices.Length * Shape.Size);
        sbyte[] values = ArrayPool<sbyte>.Shared.Rent(bytes);
        levels.CopyTo(values.AsSpan(0, bytes));
        for (int i = 0; i < indices.Length; i++)
        {
            Put(Checked(indices[i]), values.AsSpan(i * Shape.Size, Shape.Size));
            _written[indices[i]] = true;
        }

        ArrayPool<sbyte>.Shared.Return(values);
    }

    /// <summary>What a checkpoint must hold so that <see cref="Restore"/> brings back the noise as it is now.</summary>
    internal void Save(IDictionary<string, Tensor> into)
    {
        into[WrittenState] = tensor(_written);
        SaveLevels(into);
    }

    /// <summary>Brings back what a checkpoint holds.</summary>
    internal void Restore(IReadOnlyDictionary<string, Tensor> from)
    {
        from[WrittenState].CopyTo(_written.AsSpan());
        RestoreLevels(from);
    }

    /// <summary>Told when the checkpoint that was given by <see cref="Save"/> is on the disk.</summary>
    internal virtual void Saved()
    {
    }

    private protected abstract void SaveLevels(IDictionary<string, Tensor> into);

    private protected abstract void RestoreLevels(IReadOnlyDictionary<string, Tensor> from);

    private protected abstract void Put(long index, ReadOnlySpan<sbyte> levels);

    private protected abstract void Get(long index, Span<sbyte> levels);

    private long Checked(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return index;
    }
}
