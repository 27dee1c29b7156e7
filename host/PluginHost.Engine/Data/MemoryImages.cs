namespace PluginHost.Engine.Data;

/// <summary>
/// Labelled images held in memory as one uint8 tensor. The first read for a device copies the whole set there; a batch
/// is one index_select. Several threads may read.
/// </summary>
public sealed class MemoryImages : LabelledImages, IDisposable
{
    private readonly Tensor _pixels;
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<int> _labels;

    /// <summary>Copies the pixels into a tensor of its own.</summary>
    /// <param name="pixels">Image after image: channel planes, each row by row.</param>
    /// <param name="labels">One for each image, in [0, <paramref name="classes"/>).</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="names">What every image is called; null where they have no names.</param>
    public MemoryImages(
        byte[] pixels, IReadOnlyList<int> labels, ImageShape shape, int classes, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.LongLength != (long)labels.Count * shape.Size)
        {
            throw new ArgumentException(
                $"{pixels.LongLength} pixel values do not make {labels.Count} images of {shape}", nameof(pixels));
        }

        if (labels.Any(label => label < 0 || label >= classes))
        {
            throw new ArgumentOutOfRangeException(nameof(labels), $"a label is not in 0…{classes - 1}");
        }

        Shape = shape;
        Classes = classes;
        Names = Array.AsReadOnly<string>([.. names ?? []]);
        // A copy that nobody can write: plugins see it, and later cells use it.
        _labels = Array.AsReadOnly<int>([.. labels]);
        _pixels = TensorData.from_span<byte>(pixels, [labels.Count, shape.Channels, shape.Height, shape.Width]).DetachFromDisposeScope();
    }

    internal MemoryImages(RawImages images) : this(images.Pixels, images.Labels, images.Shape, images.Classes, images.Names)
    {
    }

    public override int Count => _labels.Count;

    public override ImageShape Shape { get; }

    public override int Classes { get; }

    public override IReadOnlyList<int> Labels => _labels;

    public override IReadOnlyList<string> Names { get; }

    public override Tensor ReadBytes(ReadOnlySpan<long> indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        using var wanted = TensorData.from_span(indices, [indices.Length], device: device);
        return On(device).index_select(0, wanted);
    }

    /// <summary>Frees the copies on all devices.</summary>
    public void Dispose()
    {
        foreach (var copy in _copies.Values.Append(_pixels))
        {
            copy.Dispose();
        }
    }

    private Tensor On(Device device)
    {
        if (device.type == DeviceType.CPU)
        {
            return _pixels;
        }

        lock (_gate)
        {
            // By name: two objects for one device are not equal.
            string name = device.ToString();
            if (!_copies.TryGetValue(name, out var copy))
            {
                copy = _pixels.to(device).DetachFromDisposeScope();
                _copies[name] = copy;
            }

            return copy;
        }
    }
}
