namespace PluginHost.Torch.IO;

/// <summary>The raw elements of tensors in files: row-major and little-endian.</summary>
internal static class TensorBytes
{
    private const int PieceBytes = 1 << 20;

    // NumPy's limit, and that of much of libtorch.
    private const int MostDimensions = 64;

    /// <summary>
    /// How many bytes they take; null where a length is negative, no file could hold that many, or no tensor has so
    /// many dimensions.
    /// </summary>
    internal static long? Count(int elementSize, IReadOnlyList<long> shape)
    {
        if (shape.Count > MostDimensions)
        {
            return null;
        }

        // Two factors below 2^63 fit; the product is checked before it takes another one.
        Int128 bytes = elementSize;
        foreach (long length in shape)
        {
            bytes *= length;
            if (length < 0 || bytes > long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }

    /// <summary>Reads a tensor into the CPU's memory.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the last element.</exception>
    internal static Tensor Read(Stream stream, ScalarType type, IReadOnlyList<long> shape)
    {
        using var scope = NewDisposeScope();
        Tensor tensor = empty([.. shape], dtype: type, device: CPU);
        tensor.ReadBytesFromStream(stream, PieceBytes);
        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>Writes a tensor of any device and layout.</summary>
    internal static void Write(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        tensor.detach().cpu().contiguous().WriteBytesToStream(stream, PieceBytes);
    }
}
