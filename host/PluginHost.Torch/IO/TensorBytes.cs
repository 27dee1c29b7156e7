using static PluginHost.Torch.torch;

namespace PluginHost.Torch.IO;

/// <summary>Moves the raw elements of a tensor, row-major and little-endian, to and from a stream.</summary>
internal static class TensorBytes
{
    // Bytes go through a span, which ends at 2 GiB; the noise of a large data set is bigger than that.
    private const long ChunkBytes = 64 << 20;

    internal static void Write(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (Tensor chunk in Chunks(tensor.detach().cpu().contiguous(), tensor.element_size()))
        {
            stream.Write(chunk.bytes);
        }
    }

    /// <summary>Fills a contiguous tensor in the CPU's memory.</summary>
    internal static void Read(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (Tensor chunk in Chunks(tensor, tensor.element_size()))
        {
            stream.ReadExactly(chunk.bytes);
        }
    }

    private static IEnumerable<Tensor> Chunks(Tensor contiguous, long elementSize)
    {
        long count = contiguous.numel();
        long step = ChunkBytes / elementSize;
        Tensor flat = contiguous.view(count);
        for (long start = 0; start < count; start += step)
        {
            yield return flat.narrow(0, start, Math.Min(step, count - start));
        }
    }
}
