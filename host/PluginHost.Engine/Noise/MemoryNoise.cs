namespace PluginHost.Engine.Noise;

/// <summary>Noise held in memory: int8 grey levels, NCHW.</summary>
public sealed class MemoryNoise : StoredNoise
{
    private const string State = "noise";
    private readonly sbyte[] _levels;

    /// <summary>Zero noise for a number of images.</summary>
    public MemoryNoise(int count, ImageShape shape) : this(new sbyte[(long)count * shape.Size], count, shape)
    {
    }

    /// <summary>Noise from its values.</summary>
    /// <param name="levels">Grey levels, image by image, (C, H, W) each.</param>
    /// <param name="count">How many images.</param>
    /// <param name="shape">The shape of one.</param>
    public MemoryNoise(sbyte[] levels, int count, ImageShape shape) : base(count, shape)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (levels.LongLength != (long)count * shape.Size)
        {
            throw new ArgumentException($"{levels.LongLength} values are not {count} images of {shape}", nameof(levels));
        }

        _levels = levels;
    }

    /// <summary>All values, image by image.</summary>
    public ReadOnlySpan<sbyte> Levels => _levels;

    /// <inheritdoc/>
    public override int LargestLevel => _levels.Length == 0 ? 0 : Math.Max(_levels.Max(), -(int)_levels.Min());

    private protected override void SaveLevels(IDictionary<string, Tensor> into) =>
        into[State] = TensorData.from_span<sbyte>(_levels, [Count, Shape.Channels, Shape.Height, Shape.Width]);

    private protected override void RestoreLevels(IReadOnlyDictionary<string, Tensor> from)
    {
        var levels = from[State];
        levels.CopyTo(_levels.AsSpan(0, (int)levels.numel()));
    }

    private protected override void Put(long index, ReadOnlySpan<sbyte> levels) => levels.CopyTo(Image(index));

    private protected override void Get(long index, Span<sbyte> levels) => Image(index).CopyTo(levels);

    private Span<sbyte> Image(long index) => _levels.AsSpan(checked((int)(index * Shape.Size)), Shape.Size);
}
