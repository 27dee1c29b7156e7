using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>Where an array's elements lie, as its file says; checked against the file's length before anything is read.</summary>
/// <param name="Format">What the file is, such as <c>npy</c>.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Strides">How far the elements of each dimension are apart, in elements.</param>
/// <param name="Offset">The first element's place in the file, in bytes.</param>
internal sealed record ArrayPlace(
    string Format, NumberType Type, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides, long Offset)
{
    /// <summary>The elements themselves where the file holds them in another form; else null.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>
    /// The part of a zip file that holds the elements compressed; <see cref="Offset"/> counts in what it holds. Else
    /// null.
    /// </summary>
    public string? Packed { get; init; }

    /// <summary>Texts that the file keeps beside the array.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How many elements there are.</summary>
    /// <exception cref="OverflowException">More than a file can hold.</exception>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The strides of an array whose last (or in Fortran's order first) index runs fastest.</summary>
    public static long[] StridesOf(IReadOnlyList<long> shape, bool fortranOrder = false)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (int i = 0; i < strides.Length; i++)
        {
            int dim = fortranOrder ? i : strides.Length - 1 - i;
            strides[dim] = stride;
            stride *= shape[dim];
        }

        return strides;
    }
}
