namespace PluginHost.Torch.IO;

/// <summary>Reads the header of a file of tensors. What is wrong with the file is said with its name.</summary>
internal sealed class HeaderReader(FileStream stream, string path, string format)
{
    // The limit of safetensors: a length beyond it is garbage, not a header.
    private const ulong Largest = 100_000_000;

    /// <summary>The next part of the header.</summary>
    internal byte[] Read(ulong length)
    {
        if (length > Largest)
        {
            throw Bad($"it gives a header of {length} bytes; at most {Largest} are allowed");
        }

        long rest = stream.Length - stream.Position;
        if (rest < (long)length)
        {
            throw Bad($"it is truncated inside its header ({rest} of {length} bytes)");
        }

        var part = new byte[length];
        stream.ReadExactly(part);
        return part;
    }

    /// <summary>Checks that the elements, which follow the header, end where the file does.</summary>
    internal void CheckData(long expected)
    {
        long data = stream.Length - stream.Position;
        if (data != expected)
        {
            string difference = data < expected ? "it is truncated" : "something follows the last element";
            throw Bad($"the header describes {expected} bytes of data, the file holds {data}: {difference}");
        }
    }

    internal InvalidDataException Bad(string what, Exception? cause = null) =>
        new($"{path} is not a readable {format} file: {what}.", cause);
}
