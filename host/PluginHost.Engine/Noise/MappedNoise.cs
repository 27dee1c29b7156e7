using System.Numerics;
using System.Runtime.InteropServices;
using PluginHost.Engine.Data;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Noise;

/// <summary>
/// Noise in a memory-mapped npy file (int8, N × C × H × W, grey levels), for sets that would not fit into memory; an
/// image at a time is read or written.
/// </summary>
/// <remarks>
/// While it is made, every image has a second place, in a file beside. A write goes to the place that the last
/// checkpoint does not speak of, and a checkpoint holds for every image where its noise lies, and its checksum. So the
/// noise of the last checkpoint is always there, however the process ends, and a checkpoint costs no copy. An image
/// whose bytes have changed since they were written is found when it is read, at the latest when all noise is brought
/// into its order.
/// </remarks>
public sealed class MappedNoise : StoredNoise, IDisposable
{
    private const string Places = "noise.places", Sums = "noise.sums";
    private readonly MappedFile _first;
    private readonly long _firstImage;
    private readonly MappedFile? _second;
    private readonly byte[] _saved;
    private readonly byte[] _now;

    // CRC-32C of every image as it is now, bit by bit as an int; finished noise has its hash instead.
    private readonly int[] _sums;

    private MappedNoise(MappedFile first, long firstImage, MappedFile? second, int count, ImageShape shape)
        : base(count, shape)
    {
        (_first, _firstImage, _second) = (first, firstImage, second);
        (_saved, _now) = (new byte[count], new byte[count]);
        _sums = new int[second is null ? 0 : count];
        Array.Fill(_sums, SumOf(new byte[shape.Size]));
    }

    /// <summary>Opens finished noise, for reading.</summary>
    /// <exception cref="InvalidDataException">The file is not int8 noise in NumPy's format.</exception>
    public static MappedNoise Open(string file)
    {
        var layout = Npy.Layout(file);
        return layout is { Type.Scalar: ScalarType.Int8, FortranOrder: false, Shape: [var count, var channels, var height, var width] }
            ? new MappedNoise(
                MappedFile.OpenRead(file), layout.DataOffset, null, checked((int)count), new ImageShape((int)channels, (int)height, (int)width))
            : throw new InvalidDataException(
                $"{file} holds {layout.Type.Name} ({string.Join(", ", layout.Shape)}), not noise: int8 (N, C, H, W) "
                    + "is wanted");
    }

    /// <summary>Opens noise in the making.</summary>
    /// <param name="file">Where it is made; its second places are in a file of the same name with <c>.second</c> behind it.</param>
    /// <param name="count">How many images.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="resume">Whether to go on with the files that are there; else they are made anew, all zero.</param>
    /// <exception cref="DamagedNoiseException">The files that are there are not those of this noise.</exception>
    /// <exception cref="EngineException">There is no room, or another process is at it.</exception>
    internal static MappedNoise Make(string file, int count, ImageShape shape, bool resume)
    {
        string second = SecondOf(file);
        try
        {
            if (!resume)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
                long size = (long)count * shape.Size;
                RequireRoom(file, size);
                Lay(file, size, stream => Npy.WriteHeader(stream, ScalarType.Int8, count, shape.Channels, shape.Height, shape.Width));
                Lay(second, size, _ => 0);
            }

            long firstImage = FirstImage(file, second, count, shape);
            return new MappedNoise(MappedFile.OpenWrite(file), firstImage, MappedFile.OpenWrite(second), count, shape);
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedNoiseException(file, damage);
        }
        catch (IOException problem)
        {
            throw new EngineException(
                $"noise cannot be made in {file}: {problem.Message}; wait if another process is making it, or make room", problem);
        }
    }

    /// <summary>The file of the second places.</summary>
    internal static string SecondOf(string file) => file + ".second";

    /// <inheritdoc/>
    public override int LargestLevel
    {
        get
        {
            var image = new sbyte[Shape.Size];
            int largest = 0;
            for (int i = 0; i < Count; i++)
            {
                Get(i, image);
                largest = Math.Max(largest, Largest(image));
            }

            return largest;
        }
    }

    /// <summary>Brings all noise into the file, in order, and onto the disk.</summary>
    /// <exception cref="DamagedNoiseException">The files hold something else than what was written.</exception>
    internal void Finish()
    {
        var image = new sbyte[Shape.Size];
        for (int i = 0; i < Count; i++)
        {
            // Read in its first place too: what was changed there would get a valid hash.
            Get(i, image);
            if (_now[i] == 1)
            {
                // The second place stays as it is: a process that ends here can begin this again.
                _first.Write(Offset(i), MemoryMarshal.AsBytes<sbyte>(image));
            }
        }

        _first.Flush();
        Array.Clear(_now);
    }

    private protected override void SaveLevels(IDictionary<string, Tensor> into)
    {
        _first.Flush();
        _second?.Flush();
        into[Places] = tensor(_now);
        into[Sums] = tensor(_sums);
    }

    private protected override void RestoreLevels(IReadOnlyDictionary<string, Tensor> from)
    {
        from[Places].CopyTo(_now.AsSpan());
        from[Sums].CopyTo(_sums.AsSpan());
        _now.CopyTo(_saved, 0);
    }

    internal override void Saved() => _now.CopyTo(_saved, 0);

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _first.Dispose();
        _second?.Dispose();
    }

    private protected override void Put(long index, ReadOnlySpan<sbyte> levels)
    {
        if (_second is null)
        {
            throw new InvalidOperationException("finished noise is not written any more");
        }

        byte place = (byte)(1 - _saved[index]);
        var bytes = MemoryMarshal.AsBytes(levels);
        if (place == 0)
        {
            _first.Write(Offset(index), bytes);
        }
        else
        {
            _second.Write(index * Shape.Size, bytes);
        }

        _now[index] = place;
        _sums[index] = SumOf(bytes);
    }

    private protected override void Get(long index, Span<sbyte> levels)
    {
        var bytes = MemoryMarshal.AsBytes(levels);
        if (_now[index] == 1 && _second is not null)
        {
            _second.Read(index * Shape.Size, bytes);
        }
        else
        {
            _first.Read(Offset(index), bytes);
        }

        if (_second is not null && SumOf(bytes) != _sums[index])
        {
            throw new DamagedNoiseException(_first.Path);
        }
    }

    private long Offset(long index) => _firstImage + (index * Shape.Size);

    private static int SumOf(ReadOnlySpan<byte> image) => unchecked((int)Crc32C.Of(image));

    /// <summary>Where the first image begins, once both files are found to be of the right kind and size.</summary>
    private static long FirstImage(string file, string second, int count, ImageShape shape)
    {
        if (!File.Exists(file) || !File.Exists(second))
        {
            throw new InvalidDataException("it is not there");
        }

        var layout = Npy.Layout(file);
        long[] wanted = [count, shape.Channels, shape.Height, shape.Width];
        long size = (long)count * shape.Size;
        bool isWanted = layout is { Type.Scalar: ScalarType.Int8, FortranOrder: false } && layout.Shape.SequenceEqual(wanted);
        return isWanted && new FileInfo(second).Length == size
            ? layout.DataOffset
            : throw new InvalidDataException("it has another size");
    }

    private static void Lay(string file, long size, Func<Stream, int> writeHeader)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.SetLength(writeHeader(stream) + size);
    }

    private static void RequireRoom(string file, long size)
    {
        long free = new DriveInfo(Path.GetDirectoryName(file) ?? ".").AvailableFreeSpace;
        if (free < 2 * size)
        {
            throw new EngineException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"making noise in {file} may need {2 * size / 1e9:0.0} GB, and {free / 1e9:0.0} GB are free; make room, or name another store with --store"));
        }
    }

    private static int Largest(ReadOnlySpan<sbyte> values)
    {
        var low = Vector<sbyte>.Zero;
        var high = Vector<sbyte>.Zero;
        int whole = values.Length - (values.Length % Vector<sbyte>.Count);
        for (int i = 0; i < whole; i += Vector<sbyte>.Count)
        {
            var part = new Vector<sbyte>(values[i..]);
            low = Vector.Min(low, part);
            high = Vector.Max(high, part);
        }

        int largest = 0;
        for (int i = 0; i < Vector<sbyte>.Count; i++)
        {
            largest = Math.Max(largest, Math.Max(-(int)low[i], high[i]));
        }

        foreach (sbyte value in values[whole..])
        {
            largest = Math.Max(largest, Math.Abs((int)value));
        }

        return largest;
    }
}
