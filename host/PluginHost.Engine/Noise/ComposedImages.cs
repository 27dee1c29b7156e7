namespace PluginHost.Engine.Noise;

/// <summary>
/// Images that get their noise and their filter when they are read, batch by batch: for sets that would not fit into
/// memory. Owns neither the images nor the noise.
/// </summary>
/// <param name="clean">The clean images.</param>
/// <param name="noise">Noise for every image; null for none.</param>
/// <param name="carries">Which images carry it.</param>
/// <param name="filter">A low-pass filter on all images, after the noise; null for none.</param>
internal sealed class ComposedImages(LabelledImages clean, StoredNoise? noise, bool[] carries, ILowPassFilter? filter) : LabelledImages
{
    public override int Count => clean.Count;

    public override ImageShape Shape => clean.Shape;

    public override int Classes => clean.Classes;

    public override IReadOnlyList<int> Labels => clean.Labels;

    public override IReadOnlyList<string> Names => clean.Names;

    public override Tensor ReadBytes(ReadOnlySpan<long> indices, Device device)
    {
        using var scope = NewDisposeScope();
        // Filters work on the CPU; sums of whole numbers are the same everywhere.
        var bytes = clean.ReadBytes(indices, filter is null ? device : CPU);
        if (noise is not null)
        {
            var carrying = new short[indices.Length];
            for (int i = 0; i < carrying.Length; i++)
            {
                carrying[i] = carries[indices[i]] ? (short)1 : (short)0;
            }

            var mask = tensor(carrying, [carrying.Length, 1, 1, 1], device: bytes.device);
            var levels = noise.ReadLevels(indices).to(bytes.device).to(ScalarType.Int16) * mask;
            bytes = (bytes.to(ScalarType.Int16) + levels).clamp(0, 255).to(ScalarType.Byte);
        }

        bytes = filter is null ? bytes : filter.Apply(bytes).to(device);
        return bytes.MoveToOuterDisposeScope();
    }
}
