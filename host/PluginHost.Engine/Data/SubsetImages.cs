namespace PluginHost.Engine.Data;

/// <summary>Some of the images of a set, in its order; it does not own the set.</summary>
internal sealed class SubsetImages : LabelledImages
{
    private readonly LabelledImages _images;
    private readonly long[] _indices;
    private readonly IReadOnlyList<int> _labels;

    /// <param name="images">The set.</param>
    /// <param name="marks">One for each image.</param>
    /// <param name="wanted">The mark of the images that are taken.</param>
    /// <exception cref="DataException">None is.</exception>
    public SubsetImages(LabelledImages images, bool[] marks, bool wanted)
    {
        _images = images;
        _indices = [.. Enumerable.Range(0, images.Count).Where(i => marks[i] == wanted).Select(i => (long)i)];
        _labels = Array.AsReadOnly<int>([.. _indices.Select(i => images.Labels[(int)i])]);
        if (_indices.Length == 0)
        {
            throw new DataException("no image is left to train on: all are protected; protect fewer");
        }
    }

    public override int Count => _indices.Length;

    public override ImageShape Shape => _images.Shape;

    public override int Classes => _images.Classes;

    public override IReadOnlyList<int> Labels => _labels;

    public override IReadOnlyList<string> Names =>
        _images.Names.Count == 0 ? [] : [.. _indices.Select(i => _images.Names[(int)i])];

    public override Tensor ReadBytes(ReadOnlySpan<long> indices, Device device)
    {
        var places = new long[indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = _indices[indices[i]];
        }

        return _images.ReadBytes(places, device);
    }
}
