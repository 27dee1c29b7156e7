using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// One array in a file of NumPy (npy), safetensors, or a pickle of a NumPy array, which is read without running anything
/// in it. The file is told by what it holds, not by its name. Elements are read in pieces, so that noise larger than the
/// memory can be read; not thread-safe.
/// </summary>
public sealed class StoredArray : IDisposable
{
    /// <summary>What the noise is called among the tensors of a safetensors file.</summary>
    public const string NoiseTensor = "noise";

    private const int PieceBytes = 1 << 20;
    private readonly ArrayPlace _place;
    private readonly FileStream _stream;
    private readonly int[]? _fortran;

    private StoredArray(string path, ArrayPlace place, FileStream stream)
    {
        (Path, _place, _stream) = (path, place, stream);
        if (place.FortranOrder && place.Shape.Count > 1 && place.Count > 0)
        {
            _fortran = FortranOffsets([.. place.Shape.Skip(1)]);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file is: <c>npy</c>, <c>safetensors</c> or <c>pickle</c>.</summary>
    public string Format => _place.Format;

    /// <summary>The element type.</summary>
    public ScalarType DType => _place.DType;

    /// <summary>The sizes of the dimensions.</summary>
    public IReadOnlyList<long> Shape => _place.Shape;

    /// <summary>Texts that the file keeps beside the array; empty for npy and pickles.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _place.Metadata;

    /// <summary>The element type as NumPy calls it, such as <c>float32</c>.</summary>
    public string TypeName => DType == ScalarType.Byte ? "uint8" : DType.ToString().ToLowerInvariant();

    /// <summary>Opens a file, reads what it says of its array, and checks that against the file's length.</summary>
    /// <exception cref="NoiseFileException">It is not there, of another format, truncated or harmful.</exception>
    public static StoredArray Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            try
            {
                return new StoredArray(path, Place(path, stream), stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (InvalidDataException damage)
        {
            throw new NoiseFileException(damage.Message.TrimEnd('.'), damage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NoiseFileException($"{path} cannot be read: {problem.Message.TrimEnd('.')}", problem);
        }
    }

    /// <summary>Reads elements as numbers, in row-major order.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="values">Filled with it and those behind it.</param>
    public void Read(long first, Span<float> values) => InPieces(first, values.Length, DType.ElementSize(), (bytes, at) => Convert(bytes, at), values);

    /// <summary>Reads the whole array as integers: labels and indices.</summary>
    /// <exception cref="NoiseFileException">Its elements are not integers.</exception>
    public long[] ReadIntegers()
    {
        if (!is_integral(DType))
        {
            throw new NoiseFileException($"{Path} holds {TypeName}; whole numbers are wanted");
        }

        var values = new long[_place.Count];
        InPieces(0, values.Length, DType.ElementSize(), ConvertInteger, values.AsSpan());
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static ArrayPlace Place(string path, FileStream stream)
    {
        Span<byte> start = stackalloc byte[9];
        int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..got] switch
        {
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => NpyPlace(path),
            [0x80, _, ..] when got < 9 || start[8] != '{' => PickledArrays.Place(path, stream),
            [_, _, _, _, _, _, _, _, (byte)'{'] => SafetensorsPlace(path),
            [(byte)'P', (byte)'K', ..] => throw new NoiseFileException(
                $"{path} is a zip file, as torch.save and numpy.savez write; save the array alone, with numpy.save"),
            _ => throw new NoiseFileException($"{path} is no npy, safetensors or pickle file (it begins with {System.Convert.ToHexStringLower(start[..got])})"),
        };
    }

    private static ArrayPlace NpyPlace(string path)
    {
        var layout = Npy.Layout(path);
        return new ArrayPlace(
            "npy", layout.DType, layout.Shape, layout.FortranOrder, layout.DataOffset, null, ArrayPlace.NoMetadata);
    }

    private static ArrayPlace SafetensorsPlace(string path)
    {
        using var file = SafetensorsFile.Open(path);
        string Names() => string.Join(", ", file.Entries.Select(e => e.Name).Take(8));
        var entry = file.Entries.FirstOrDefault(e => e.Name == NoiseTensor)
            ?? (file.Entries is [var only] ? only : throw new NoiseFileException(
                $"{path} holds the tensors {Names()}; the noise must be called '{NoiseTensor}', or be alone"));
        Span<byte> length = stackalloc byte[8];
        using (var stream = File.OpenRead(path))
        {
            stream.ReadExactly(length);
        }

        long dataStart = length.Length + (long)BinaryPrimitives.ReadUInt64LittleEndian(length);
        return new ArrayPlace(
            "safetensors", entry.DType, entry.Shape, false, dataStart + entry.Begin, null, file.Metadata);
    }

    /// <summary>The place of each element of a row, in units of rows, when the first index runs fastest.</summary>
    private static int[] FortranOffsets(long[] sizes)
    {
        var offsets = new int[sizes.Aggregate(1L, (product, size) => checked(product * size))];
        for (int i = 0; i < offsets.Length; i++)
        {
            long rest = i, stride = offsets.Length, place = 0;
            for (int dim = sizes.Length - 1; dim >= 0; dim--)
            {
                stride /= sizes[dim];
                place += rest % sizes[dim] * stride;
                rest /= sizes[dim];
            }

            offsets[i] = (int)place;
        }

        return offsets;
    }

    private delegate T Converter<T>(ReadOnlySpan<byte> bytes, int at);

    private void InPieces<T>(long first, int count, int size, Converter<T> convert, Span<T> values)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        int step = _fortran is null ? PieceBytes / size : 1;
        for (int done = 0; done < count; done += step)
        {
            int length = Math.Min(step, count - done);
            var bytes = buffer.AsSpan(0, length * size);
            Fill(Index(first + done) * size, bytes);
            for (int i = 0; i < length; i++)
            {
                values[done + i] = convert(bytes, i * size);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private long Index(long rowMajor) => _fortran is null
        ? rowMajor
        : (rowMajor / _fortran.Length) + (_fortran[rowMajor % _fortran.Length] * Shape[0]);

    private void Fill(long offset, Span<byte> bytes)
    {
        if (_place.Bytes is { } held)
        {
            held.AsSpan(checked((int)offset), bytes.Length).CopyTo(bytes);
            return;
        }

        for (int done = 0; done < bytes.Length;)
        {
            int got = RandomAccess.Read(_stream.SafeFileHandle, bytes[done..], _place.Offset + offset + done);
            done += got > 0 ? got : throw new NoiseFileException($"{Path} became shorter while it was read");
        }
    }

    private float Convert(ReadOnlySpan<byte> bytes, int at) => DType switch
    {
        ScalarType.Int8 => (sbyte)bytes[at],
        ScalarType.Float32 => MemoryMarshal.Read<float>(bytes[at..]),
        ScalarType.Float16 => (float)MemoryMarshal.Read<Half>(bytes[at..]),
        ScalarType.Float64 => (float)MemoryMarshal.Read<double>(bytes[at..]),
        ScalarType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) << 16),
        _ => ConvertInteger(bytes, at),
    };

    private long ConvertInteger(ReadOnlySpan<byte> bytes, int at) => DType switch
    {
        ScalarType.Byte or ScalarType.Bool => bytes[at],
        ScalarType.Int8 => (sbyte)bytes[at],
        ScalarType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]),
        ScalarType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]),
        ScalarType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]),
        _ => throw new NoiseFileException($"{Path} holds {TypeName}, which is no element type for noise"),
    };
}
