namespace PluginHost.Engine.Arrays;

/// <summary>Where an array's elements lie, as its file says; checked against the file's length before anything is read.</summary>
/// <param name="Format">What the file is, such as <c>npy</c>.</param>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Offset">The first element's place in the file, in bytes.</param>
/// <param name="Bytes">The elements themselves where the file holds them in another form; else null.</param>
/// <param name="Metadata">Texts that the file keeps beside the array.</param>
internal sealed record ArrayPlace(
    string Format, ScalarType DType, IReadOnlyList<long> Shape, bool FortranOrder, long Offset, byte[]? Bytes,
    IReadOnlyDictionary<string, string> Metadata)
{
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>();

    /// <summary>How many elements there are.</summary>
    /// <exception cref="OverflowException">More than a file can hold.</exception>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));
}
