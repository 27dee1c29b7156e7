using System.Buffers;

namespace PluginHost.Engine.Data;

/// <summary>Labelled images in a memory-mapped file, read batch by batch; several threads copy a batch.</summary>
/// <param name="file">The file; closed with this.</param>
/// <param name="firstImage">Where the first image lies in it, in bytes.</param>
/// <param name="labels">One for each image.</param>
/// <param name="names">What every image is called.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="classes">How many classes there are.</param>
internal sealed class MappedImages(
    MappedFile file, long firstImage, IReadOnlyList<int> labels, IReadOnlyList<string> names, ImageShape shape,
    int classes)
    : LabelledImages, IDisposable
{
    // A copy that nobody can write: plugins see it, and later cells use it.
    private readonly IReadOnlyList<int> _labels = Array.AsReadOnly<int>([.. labels]);

    public override int Count => _labels.Count;

    public override ImageShape Shape => shape;

    public override int Classes => classes;

    public override IReadOnlyList<int> Labels => _labels;

    public override IReadOnlyList<string> Names { get; } = Array.AsReadOnly<string>([.. names]);

    public override Tensor ReadBytes(ReadOnlySpan<long> indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        long[] wanted = indices.ToArray();
        int bytes = checked(wanted.Length * shape.Size);
        byte[] pixels = ArrayPool<byte>.Shared.Rent(bytes);
        Parallel.For(0, wanted.Length, i => ReadImage(wanted[i], pixels.AsSpan(i * shape.Size, shape.Size)));
        var batch = TensorData.from_span<byte>(pixels.AsSpan(0, bytes), [wanted.Length, shape.Channels, shape.Height, shape.Width], device: device);
        ArrayPool<byte>.Shared.Return(pixels);
        return batch;
    }

    /// <summary>Copies one image.</summary>
    public void ReadImage(long index, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        file.Read(firstImage + (index * shape.Size), pixels);
    }

    /// <summary>Reads the whole set.</summary>
    public RawImages InMemory()
    {
        var pixels = new byte[Count * shape.Size];
        for (int i = 0; i < Count; i++)
        {
            ReadImage(i, pixels.AsSpan(i * shape.Size, shape.Size));
        }

        return new RawImages(pixels, [.. _labels], shape, classes) { Names = Names };
    }

    public void Dispose() => file.Dispose();
}
