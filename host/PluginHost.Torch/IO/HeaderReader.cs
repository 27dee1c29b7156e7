using PluginHost.Files;

namespace PluginHost.Torch.IO;

/// <summary>Reads the header of a file of tensors. What is wrong with the file is said with its name.</summary>
/// <param name="stream">At the beginning of the file; need not know its length.</param>
/// <param name="fileLength">How many bytes the file has.</param>
/// <param name="path">What to call it.</param>
/// <param name="format">What it should be.</param>
/// <param name="largest">
/// How many bytes a header may have. What is read of it takes many times its size, so it is far less than the formats
/// allow and far more than any network needs.
/// </param>
internal sealed class HeaderReader(Stream stream, long fileLength, string path, string format, ulong largest)
{
    /// <summary>How many bytes of the file were read.</summary>
    internal long Position { get; private set; }

    /// <summary>The next part of the header.</summary>
    internal byte[] Read(ulong length)
    {
        if (length > largest)
        {
            throw Bad($"it gives a header of {length} bytes; at most {largest} are allowed");
        }

        long rest = fileLength - Position;
        if (rest < (long)length)
        {
            throw Bad($"it is truncated inside its header ({rest} of {length} bytes)");
        }

        var part = new byte[length];
        stream.ReadExactly(part);
        Position += part.Length;
        return part;
    }

    /// <summary>Checks that the elements, which follow the header, end where the file does.</summary>
    internal void CheckData(long expected)
    {
        long data = fileLength - Position;
        if (data != expected)
        {
            string difference = data < expected ? "it is truncated" : "something follows the last element";
            throw Bad($"the header describes {expected} bytes of data, the file holds {data}: {difference}");
        }
    }

    internal InvalidDataException Bad(string what, Exception? cause = null) =>
        new(ShownText.Of($"{path} is not a readable {format} file: {what}."), cause);
}
