using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Engine;

/// <summary>Decoded images before they become tensors.</summary>
/// <param name="Pixels">Image after image: channel planes, each row by row.</param>
/// <param name="Labels">One for each image.</param>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record RawImages(byte[] Pixels, int[] Labels, ImageShape Shape, int Classes)
{
    public int Count => Labels.Length;

    /// <summary>
    /// SHA-256, lower-case hex, over the line <c>C H W classes training-count test-count</c>, the training pixels, the
    /// training labels (int32, little endian), then the same of the test images.
    /// </summary>
    public static string Sha256(RawImages train, RawImages test)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (channels, height, width) = train.Shape;
        hash.AppendData(Encoding.ASCII.GetBytes(
            $"{channels} {height} {width} {train.Classes} {train.Count} {test.Count}\n"));
        foreach (var images in (RawImages[])[train, test])
        {
            hash.AppendData(images.Pixels);
            hash.AppendData(LittleEndian(images.Labels));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>How many of the available images a spec wants.</summary>
    public static int Wanted(string set, string split, int available, int? wanted) => wanted switch
    {
        null => available,
        <= 0 => throw new DataException($"{set}: {wanted} {split} images were asked for; ask for at least 1"),
        { } n when n > available => throw new DataException(
            $"{set} has {available} {split} images, but {n} were asked for; ask for at most {available}"),
        { } n => n,
    };

    private static ReadOnlySpan<byte> LittleEndian(int[] values)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.AsBytes(values.AsSpan());
        }

        var swapped = new int[values.Length];
        BinaryPrimitives.ReverseEndianness(values, swapped);
        return MemoryMarshal.AsBytes(swapped.AsSpan());
    }
}
