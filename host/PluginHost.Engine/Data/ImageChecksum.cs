using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Engine.Data;

/// <summary>
/// The checksum of a data set: SHA-256, lower-case hex, over the line <c>C H W classes training-count test-count</c>, the
/// training pixels, the training labels (int32, little endian), then the same of the test images. It does not matter
/// whether they lie in memory or in a file.
/// </summary>
internal static class ImageChecksum
{
    public static string Of(RawImages train, RawImages test)
    {
        using var hash = Begin(train.Shape, train.Classes, train.Count, test.Count);
        foreach (var images in (RawImages[])[train, test])
        {
            hash.AppendData(images.Pixels);
            Append(hash, images.Labels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Of(MappedImages train, MappedImages test)
    {
        using var hash = Begin(train.Shape, train.Classes, train.Count, test.Count);
        foreach (var images in (MappedImages[])[train, test])
        {
            var image = new byte[images.Shape.Size];
            for (int i = 0; i < images.Count; i++)
            {
                images.ReadImage(i, image);
                hash.AppendData(image);
            }

            Append(hash, [.. images.Labels]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IncrementalHash Begin(ImageShape shape, int classes, int train, int test)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes($"{shape.Channels} {shape.Height} {shape.Width} {classes} {train} {test}\n"));
        return hash;
    }

    private static void Append(IncrementalHash hash, int[] labels)
    {
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(labels, labels = new int[labels.Length]);
        }

        hash.AppendData(MemoryMarshal.AsBytes(labels.AsSpan()));
    }
}
