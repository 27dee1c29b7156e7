namespace PluginHost.Contracts;

/// <summary>A set of images with labels, read in batches that live on the device.</summary>
/// <remarks>Pixels are stored as 8-bit values and handed out as float32 in [0, 1]; networks normalise for themselves.</remarks>
public abstract class LabelledImages
{
    /// <summary>How many images there are.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of every image.</summary>
    public abstract ImageShape Shape { get; }

    /// <summary>How many classes the labels are drawn from.</summary>
    public abstract int Classes { get; }

    /// <summary>The label of every image, each in [0, <see cref="Classes"/>).</summary>
    public abstract IReadOnlyList<int> Labels { get; }

    /// <summary>
    /// What every image is called in its set, such as the path of a file below the set's folder; empty where they have
    /// no names.
    /// </summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>Reads the pixels of the images with the given indices.</summary>
    /// <param name="indices">Indices in [0, <see cref="Count"/>), in the order wanted; they may repeat.</param>
    /// <param name="device">Where the batch shall live.</param>
    /// <returns>uint8 (N, C, H, W), owned by the caller (the current dispose scope).</returns>
    public abstract Tensor ReadBytes(ReadOnlySpan<long> indices, Device device);

    /// <summary>Reads a batch as float32 in [0, 1] with its labels.</summary>
    /// <param name="indices">Indices in [0, <see cref="Count"/>), in the order wanted.</param>
    /// <param name="device">Where the batch shall live.</param>
    public ImageBatch Read(ReadOnlySpan<long> indices, Device device)
    {
        var bytes = ReadBytes(indices, device);
        var pixels = bytes.to(ScalarType.Float32).div_(255);
        bytes.Dispose();
        var labels = new long[indices.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = Labels[checked((int)indices[i])];
        }

        return new ImageBatch(indices.ToArray(), pixels, tensor(labels, device: device));
    }
}

/// <summary>Some images of a set, on the device.</summary>
/// <param name="Indices">Which images of the set these are.</param>
/// <param name="Pixels">float32 (N, C, H, W) in [0, 1].</param>
/// <param name="Labels">int64 (N).</param>
public sealed record ImageBatch(long[] Indices, Tensor Pixels, Tensor Labels);
