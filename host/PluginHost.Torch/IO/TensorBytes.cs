namespace PluginHost.Torch.IO;

/// <summary>Moves the raw elements of a tensor, row-major and little-endian, to and from a stream.</summary>
internal static class TensorBytes
{
    private const int PieceBytes = 1 << 20;

    internal static void Write(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        tensor.detach().cpu().contiguous().WriteBytesToStream(stream, PieceBytes);
    }

    /// <summary>Fills a contiguous tensor in the CPU's memory.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the last element.</exception>
    internal static void Read(Stream stream, Tensor tensor) => tensor.ReadBytesFromStream(stream, PieceBytes);
}
