using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// One array in a file: of NumPy (npy, npz), safetensors, torch.save, or a pickle of a NumPy array or a list of
/// numbers, which is read without running anything in it. The file is told by what it holds, not by its name. Elements
/// are read in pieces, so that noise larger than the memory can be read; not thread-safe.
/// </summary>
public sealed class StoredArray : IDisposable
{
    /// <summary>What the noise is called among the tensors of a safetensors file.</summary>
    public const string NoiseTensor = "noise";

    /// <summary>More than any data set has images.</summary>
    public const int MostIntegers = 1 << 24;

    private const int PieceBytes = 1 << 20, Looked = 16, Shown = 9, LengthBytes = 8, MostNamed = 8;
    private const double LargestExact = 1L << 53;

    // A pickle of protocol 2 that begins with torch's magic number.
    private static readonly byte[] LegacyTorch = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    private readonly ArrayPlace _place;
    private readonly FileStream _stream;
    private readonly StridedRange _elements;
    private FileStream? _unpacked;

    private StoredArray(string path, ArrayPlace place, FileStream stream)
    {
        (Path, _place, _stream) = (path, place, stream);
        _elements = new StridedRange(place.Shape, place.Strides, place.Type.Size, Fill);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file is, such as <c>npy</c>, and which of its arrays this is.</summary>
    public string Format => _place.Format;

    /// <summary>The element type.</summary>
    public NumberType Type => _place.Type;

    /// <summary>The sizes of the dimensions.</summary>
    public IReadOnlyList<long> Shape => _place.Shape;

    /// <summary>Texts that the file keeps beside the array; empty for npy and pickles.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _place.Metadata;

    /// <summary>What it holds, such as <c>float32 (50000, 3, 32, 32)</c>.</summary>
    public string Content => $"{Type.Name} ({string.Join(", ", Shape)})";

    /// <summary>Opens a file, reads what it says of its array, and checks that against the file's length.</summary>
    /// <exception cref="NoiseFileException">It is not there, of another format, truncated or harmful.</exception>
    public static StoredArray Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var stream = RegularFile.Open(path);
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
    public void Read(long first, Span<float> values) => InPieces(first, values, NumberBytes.Single);

    /// <summary>Reads the whole array as whole numbers: labels and indices; floats that are whole will do.</summary>
    /// <exception cref="NoiseFileException">A number is not whole, or there are too many of them.</exception>
    public long[] ReadIntegers()
    {
        if (_place.Count > MostIntegers)
        {
            throw new NoiseFileException(
                $"{Path} holds {_place.Count} numbers, and no list of labels or indices has more than {MostIntegers}; "
                + "is it the right file?");
        }

        var values = new long[_place.Count];
        if (!Type.IsFloat)
        {
            InPieces(0, values.AsSpan(), NumberBytes.Integer);
            return values;
        }

        var numbers = new double[values.Length];
        InPieces(0, numbers.AsSpan(), NumberBytes.Double);
        for (int i = 0; i < values.Length; i++)
        {
            double number = numbers[i];
            values[i] = Math.Abs(number) < LargestExact && number == Math.Floor(number)
                ? (long)number
                : throw new NoiseFileException(
                    $"{Path} holds {Content}, and its number {i} is {number.ToString(CultureInfo.InvariantCulture)}; "
                    + "whole numbers are wanted");
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _unpacked?.Dispose();
        _stream.Dispose();
    }

    private static ArrayPlace Place(string path, FileStream stream)
    {
        Span<byte> start = stackalloc byte[Looked];
        int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        start = start[..got];
        if (start.StartsWith(LegacyTorch))
        {
            throw new NoiseFileException(
                $"{path} is a file of torch.save from before PyTorch 1.6; load and save it once with a newer one: "
                + $"torch.save(torch.load('{System.IO.Path.GetFileName(path)}'), 'noise.pt')");
        }

        bool isSafetensors = start.Length > LengthBytes && start[LengthBytes] == '{';
        return start switch
        {
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => NpyPlace(path),
            [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => ZippedArrays.Place(path, stream),
            [0x80, <= 5, ..] when !isSafetensors => PickledArrays.Place(path, stream),
            _ when isSafetensors => SafetensorsPlace(path),
            _ when LooksPickled(start, stream) => PickledArrays.Place(path, stream),
            _ => throw Unknown(path, start),
        };
    }

    /// <summary>
    /// Protocols 0 and 1 have no mark of their own: a call or a list comes first, and a full stop is last.
    /// </summary>
    private static bool LooksPickled(ReadOnlySpan<byte> start, FileStream stream)
    {
        if (start is not ([(byte)'c' or (byte)'(' or (byte)']' or (byte)'}', ..] and [.., _, _]))
        {
            return false;
        }

        Span<byte> end = stackalloc byte[1];
        return RandomAccess.Read(stream.SafeFileHandle, end, stream.Length - 1) == 1 && end[0] == '.';
    }

    private static NoiseFileException Unknown(string path, ReadOnlySpan<byte> start) => new(KnownContent.Of(path) is { } what
        ? $"{path} {what}"
        : $"{path} is no npy, npz, safetensors, torch or pickle file (it begins with "
            + $"{Convert.ToHexStringLower(start[..Math.Min(start.Length, Shown)])})");

    private static ArrayPlace NpyPlace(string path)
    {
        var layout = Npy.Layout(path);
        return new ArrayPlace(
            "npy", layout.Type, layout.Shape, ArrayPlace.StridesOf(layout.Shape, layout.FortranOrder), layout.DataOffset);
    }

    private static ArrayPlace SafetensorsPlace(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var entry = file.Entries.FirstOrDefault(e => e.Name == NoiseTensor) ?? Only(path, file.Entries);
        Span<byte> length = stackalloc byte[LengthBytes];
        using (var stream = RegularFile.Open(path))
        {
            stream.ReadExactly(length);
        }

        long dataStart = length.Length + (long)BinaryPrimitives.ReadUInt64LittleEndian(length);
        return new ArrayPlace(
            "safetensors", NumberType.Of(entry.DType), entry.Shape, ArrayPlace.StridesOf(entry.Shape), dataStart + entry.Begin)
        {
            Metadata = file.Metadata,
        };
    }

    private static SafetensorsEntry Only(string path, IReadOnlyList<SafetensorsEntry> entries) => entries switch
    {
        [var only] => only,
        [] => throw new NoiseFileException($"{path} has no tensors; write the noise into it, called '{NoiseTensor}'"),
        _ => throw new NoiseFileException(
            $"{path} holds the tensors {string.Join(", ", entries.Take(MostNamed).Select(e => e.Name))}"
            + $"{(entries.Count > MostNamed ? ", …" : "")}; the noise must be called '{NoiseTensor}', or be alone"),
    };

    private delegate T Converter<T>(NumberType type, ReadOnlySpan<byte> bytes);

    private void InPieces<T>(long first, Span<T> values, Converter<T> convert)
    {
        int size = Type.Size, step = PieceBytes / size;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        for (int done = 0; done < values.Length; done += step)
        {
            int length = Math.Min(step, values.Length - done);
            var bytes = buffer.AsSpan(0, length * size);
            if (_elements.IsPlain)
            {
                Fill((first + done) * size, bytes);
            }
            else
            {
                _elements.Read(first + done, bytes);
            }

            for (int i = 0; i < length; i++)
            {
                values[done + i] = convert(Type, bytes.Slice(i * size, size));
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Fill(long offset, Span<byte> bytes)
    {
        if (_place.Bytes is { } held)
        {
            held.AsSpan(checked((int)(_place.Offset + offset)), bytes.Length).CopyTo(bytes);
            return;
        }

        var file = _place.Packed is { } name ? _unpacked ??= Unpacked(name) : _stream;
        for (int done = 0; done < bytes.Length;)
        {
            int got = RandomAccess.Read(file.SafeFileHandle, bytes[done..], _place.Offset + offset + done);
            done += got > 0 ? got : throw new NoiseFileException($"{Path} became shorter while it was read");
        }
    }

    /// <summary>
    /// The part of a zip file in a file that is gone when it is closed, where elements can be read anywhere.
    /// </summary>
    private FileStream Unpacked(string name)
    {
        string temporary = System.IO.Path.GetTempPath();
        var file = new FileStream(
            System.IO.Path.Combine(temporary, System.IO.Path.GetRandomFileName()), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.None, PieceBytes, FileOptions.DeleteOnClose);
        try
        {
            using var zip = ZipFile.OpenRead(Path);
            var entry = zip.GetEntry(name) ?? throw new NoiseFileException($"{Path} was changed while it was read");
            using var content = entry.Open();
            content.CopyTo(file, PieceBytes);
            file.Flush();
            return file.Length == entry.Length
                ? file
                : throw new NoiseFileException(
                    $"{Path}: {name} has {file.Length} bytes, and the zip file says {entry.Length}; get it again");
        }
        catch (Exception problem)
            when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new NoiseFileException(
                $"{Path} cannot be unpacked into {temporary}: {problem.Message.TrimEnd('.')}", problem);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
