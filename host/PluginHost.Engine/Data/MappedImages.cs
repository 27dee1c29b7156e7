using System.Buffers;

namespace PluginHost.Engine.Data;

/// <summary>Labelled images in a memory-mapped file, read batch by batch; several threads copy a batch.</summary>
/// <param name="file">The file; closed with this.</param>
/// <param name="firstImage">Where the first image lies in it, in bytes.</param>
/// <param name="labels">One for each image.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="classes">How many classes there are.</param>
internal sealed class MappedImages(MappedFile file, long firstImage, IReadOnlyList<int> labels, ImageShape shape, int classes)
    : LabelledImages, IDisposable
{
    public override int Count => labels.Count;

    public override ImageShape Shape => shape;

    public override int Classes => classes;

    public override IReadOnlyList<int> Labels => labels;

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

        return new RawImages(pixels, [.. labels], shape, classes);
    }

    public void Dispose() => file.Dispose();
}
