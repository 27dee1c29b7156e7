namespace PluginHost.Engine.Data;

/// <summary>Decoded images before they become tensors.</summary>
/// <param name="Pixels">Image after image: channel planes, each row by row.</param>
/// <param name="Labels">One for each image.</param>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record RawImages(byte[] Pixels, int[] Labels, ImageShape Shape, int Classes)
{
    public int Count => Labels.Length;

    /// <summary>What every image is called; empty where they have no names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How many of the available images a spec wants.</summary>
    public static int Wanted(string set, string split, int available, int? wanted) => wanted switch
    {
        null => available,
        <= 0 => throw new DataException($"{set}: {wanted} {split} images were asked for; ask for at least 1"),
        { } n when n > available => throw new DataException(
            $"{set} has {available} {split} images, but {n} were asked for; ask for at most {available}"),
        { } n => n,
    };
}
