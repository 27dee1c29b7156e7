namespace PluginHost.Torch.IO;

/// <summary>
/// Reads and writes single tensors as NumPy files (format versions 1 to 3; little-endian numbers and bool, C or Fortran
/// order).
/// </summary>
public static class Npy
{
    /// <summary>Reads a file into the CPU's memory.</summary>
    /// <param name="path">File to read.</param>
    /// <returns>A contiguous tensor of the file's shape and element type, also when the file is in Fortran order.</returns>
    /// <exception cref="InvalidDataException">The file is truncated or not an npy file; the message says where.</exception>
    public static Tensor Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        NpyHeader header = NpyHeader.Read(stream, path);
        long expected = Bytes(header, path);
        long data = stream.Length - stream.Position;
        return data == expected
            ? ReadData(stream, header)
            : throw NpyHeader.Bad(path, $"the header describes {expected} bytes of data, the file holds {data}"
                + (data < expected ? ": it is truncated" : ": something follows the array"));
    }

    /// <summary>Reads from a stream, which need not be seekable; it is left after the last element.</summary>
    /// <param name="stream">At the first byte of the magic.</param>
    /// <exception cref="InvalidDataException">The data is truncated or not in the npy format.</exception>
    public static Tensor Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NpyHeader header = NpyHeader.Read(stream, "the stream");
        try
        {
            return ReadData(stream, header);
        }
        catch (EndOfStreamException)
        {
            throw NpyHeader.Bad("the stream", "it ends before the last element that the header describes");
        }
    }

    /// <summary>Reads the header only.</summary>
    /// <param name="path">File to look at.</param>
    /// <exception cref="InvalidDataException">The file is truncated or not an npy file.</exception>
    public static NpyLayout Layout(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        NpyHeader header = NpyHeader.Read(stream, path);
        long expected = Bytes(header, path);
        return stream.Length - stream.Position == expected
            ? new NpyLayout(header.DType, header.FortranOrder, header.Shape, stream.Position)
            : throw NpyHeader.Bad(path, $"the header describes {expected} bytes of data, the file holds {stream.Length - stream.Position}");
    }

    /// <summary>Writes the header of an array in C order; its elements are to follow.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteHeader(Stream stream, ScalarType dtype, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] header = new NpyHeader(dtype, FortranOrder: false, shape).Write();
        stream.Write(header);
        return header.Length;
    }

    /// <summary>Writes a file beside its place and renames it when complete.</summary>
    /// <param name="path">File to write; an existing one is replaced.</param>
    /// <param name="tensor">On any device and in any layout; written in C order. bfloat16 has no place in the format.</param>
    public static void Save(string path, Tensor tensor) => AtomicFile.Write(path, stream => Save(stream, tensor));

    /// <summary>Writes the format to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="tensor">On any device and in any layout; written in C order. bfloat16 has no place in the format.</param>
    public static void Save(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensor);
        stream.Write(new NpyHeader(tensor.dtype, FortranOrder: false, tensor.shape).Write());
        TensorBytes.Write(stream, tensor);
    }

    private static long Bytes(NpyHeader header, string source)
    {
        try
        {
            return checked(header.Count * header.DType.ElementSize());
        }
        catch (OverflowException)
        {
            throw NpyHeader.Bad(source, $"its shape ({string.Join(", ", header.Shape)}) is impossible");
        }
    }

    private static Tensor ReadData(Stream stream, NpyHeader header)
    {
        bool turned = header.FortranOrder && header.Shape.Length > 1;
        Tensor tensor = empty(turned ? [.. header.Shape.Reverse()] : header.Shape, dtype: header.DType, device: CPU);
        try
        {
            TensorBytes.Read(stream, tensor);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }

        if (!turned)
        {
            return tensor;
        }

        using (tensor)
        using (Tensor view = tensor.permute([.. Enumerable.Range(0, header.Shape.Length).Reverse().Select(dim => (long)dim)]))
        {
            return view.contiguous();
        }
    }
}
