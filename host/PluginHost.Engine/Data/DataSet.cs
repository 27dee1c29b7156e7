namespace PluginHost.Engine.Data;

/// <summary>A data set in use.</summary>
/// <param name="Name">As the spec called it.</param>
/// <param name="Train">The training images, the first ones when the spec asked for some.</param>
/// <param name="Test">The test images.</param>
/// <param name="Sha256">Over the bytes in use, see <see cref="ImageChecksum"/>; recorded with every result.</param>
public sealed record DataSet(string Name, LabelledImages Train, LabelledImages Test, string Sha256) : IDisposable
{
    /// <summary>What else there is to know, such as what was left out; empty for nothing.</summary>
    public string Note { get; init; } = "";

    internal static DataSet Of(string name, RawImages train, RawImages test) =>
        new(name, new MemoryImages(train), new MemoryImages(test), ImageChecksum.Of(train, test));

    public void Dispose()
    {
        (Train as IDisposable)?.Dispose();
        (Test as IDisposable)?.Dispose();
    }
}
