namespace PluginHost.Engine.Plugins;

/// <summary>
/// Images that are lent to a plugin. They can be read and nothing else: the set itself, which later cells use too,
/// could be disposed by who casts it. A batch is a copy.
/// </summary>
internal sealed class LentImages(LabelledImages images) : LabelledImages
{
    public override int Count => images.Count;

    public override ImageShape Shape => images.Shape;

    public override int Classes => images.Classes;

    public override IReadOnlyList<int> Labels => images.Labels;

    public override IReadOnlyList<string> Names => images.Names;

    public override Tensor ReadBytes(ReadOnlySpan<long> indices, Device device) => images.ReadBytes(indices, device);
}
