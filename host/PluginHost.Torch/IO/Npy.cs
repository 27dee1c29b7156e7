using PluginHost.Files;

namespace PluginHost.Torch.IO;

/// <summary>
/// Single tensors as NumPy files: format versions 1 to 3, numbers of either byte order and bool, in C or Fortran order.
/// </summary>
public static class Npy
{
    /// <summary>Reads a file into the CPU's memory.</summary>
    /// <param name="path">File to read.</param>
    /// <returns>A contiguous tensor of the file's shape and element type, whatever the file's order.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or another kind; the message says where.</exception>
    public static Tensor Load(string path)
    {
        using FileStream stream = Open(path, FileShare.Read);
        NpyLayout layout = NpyHeader.Read(stream, path, stream.Length);
        ScalarType type = layout.Type.Scalar ?? throw new InvalidDataException(
            $"{path} holds {layout.Type.Name}, and no tensor does; write it otherwise: "
            + $"numpy.save('{Path.GetFileName(path)}', numpy.load('{Path.GetFileName(path)}').astype('int64')).");
        if (!layout.FortranOrder)
        {
            return Read(stream, layout.Type, type, layout.Shape);
        }

        using var scope = NewDisposeScope();
        Tensor turned = Read(stream, layout.Type, type, [.. layout.Shape.Reverse()]);
        long last = turned.dim() - 1;
        long[] back = [.. turned.shape.Select((_, dim) => last - dim)];
        return turned.permute(back).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Reads the header only, also of a file that is open for writing.</summary>
    /// <param name="path">File to look at.</param>
    /// <exception cref="InvalidDataException">The file is damaged or another kind; the message says where.</exception>
    public static NpyLayout Layout(string path)
    {
        using FileStream stream = Open(path, FileShare.ReadWrite | FileShare.Delete);
        return NpyHeader.Read(stream, path, stream.Length);
    }

    /// <summary>Reads the header of an npy file that is inside another file.</summary>
    /// <param name="stream">At its beginning; left behind the header.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="InvalidDataException">It is damaged or another kind; the message says where.</exception>
    public static NpyLayout Layout(Stream stream, long length, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NpyHeader.Read(stream, name, length);
    }

    /// <summary>Writes the header of an array in C order; its elements are to follow.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="dtype">The element type; bfloat16 has no place in the format.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteHeader(Stream stream, ScalarType dtype, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(shape);
        byte[] header = NpyHeader.Write(dtype, shape);
        stream.Write(header);
        return header.Length;
    }

    /// <summary>Writes a file beside its place and renames it when complete.</summary>
    /// <param name="path">File to write; an existing one is replaced.</param>
    /// <param name="tensor">On any device and in any layout, but not of bfloat16; written in C order.</param>
    public static void Save(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream =>
        {
            WriteHeader(stream, tensor.dtype, tensor.shape);
            TensorBytes.Write(stream, tensor);
        });
    }

    private static Tensor Read(Stream stream, NumberType number, ScalarType type, IReadOnlyList<long> shape)
    {
        Tensor tensor = TensorBytes.Read(stream, type, shape);
        if (number.IsBigEndian && number.Size > 1)
        {
            Span<byte> bytes = tensor.bytes;
            for (int at = 0; at < bytes.Length; at += number.Size)
            {
                bytes.Slice(at, number.Size).Reverse();
            }
        }

        return tensor;
    }

    private static FileStream Open(string path, FileShare share) => RegularFile.Open(path, share);
}
