using System.Buffers;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch.IO;

/// <summary>Moves the raw elements of a tensor, row-major and little-endian, to and from a stream.</summary>
internal static class TensorBytes
{
    // A span ends at 2 GiB, and the noise of a large data set is bigger than that: pieces.
    private const int PieceBytes = 1 << 20;

    internal static void Write(Stream stream, Tensor tensor)
    {
        using var noGrad = no_grad();
        using Tensor detached = tensor.detach();
        using Tensor here = detached.to(CPU);
        using Tensor dense = here.contiguous();
        InPieces(dense, (piece, bytes) =>
        {
            piece.CopyBytesTo(bytes.Span);
            stream.Write(bytes.Span);
        });
    }

    /// <summary>Fills a contiguous tensor in the CPU's memory.</summary>
    internal static void Read(Stream stream, Tensor tensor)
    {
        using var noGrad = no_grad();
        InPieces(tensor, (piece, bytes) =>
        {
            stream.ReadExactly(bytes.Span);
            piece.CopyBytesFrom(bytes.Span);
        });
    }

    private static void InPieces(Tensor contiguous, Action<Tensor, Memory<byte>> move)
    {
        int elementSize = contiguous.dtype.ElementSize();
        long count = contiguous.numel();
        int step = PieceBytes / elementSize;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        using Tensor flat = contiguous.view(count);
        for (long start = 0; start < count; start += step)
        {
            int length = (int)Math.Min(step, count - start);
            using Tensor piece = flat.narrow(0, start, length);
            move(piece, buffer.AsMemory(0, length * elementSize));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
