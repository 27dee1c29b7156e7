using System.Buffers.Binary;
using System.IO.Compression;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// Arrays in zip files: of torch.save (a pickle, and the elements beside it), and of numpy.savez (npy files). Nothing
/// in them is run, and nothing is unpacked before its sizes are known to fit.
/// </summary>
internal static class ZippedArrays
{
    private const string Pickle = "data.pkl", NpyEnding = ".npy";
    private const int LargestDirectory = 16 << 20, LargestPickle = 64 << 20, LargestHeader = 1 << 20, MostNamed = 8;

    // What numpy.load and torch.load are told by a zip file's last part: its directory, and how long that is.
    private const int EndLength = 22, LongestComment = 1 << 16, DirectoryLengthAt = 12;

    public static ArrayPlace Place(string path, FileStream stream)
    {
        RequireSmallDirectory(path, stream);
        using var zip = Opened(path, stream);
        try
        {
            var pickles = zip.Entries.Where(entry => entry.Name == Pickle).ToList();
            return pickles switch
            {
                [var pickle] => Torch(path, stream, zip, pickle),
                [] => Numpy(path, stream, zip),
                _ => throw new NoiseFileException(
                    $"{path} is a zip file with {pickles.Count} files {Pickle}, and torch.save writes one"),
            };
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw new NoiseFileException($"{path} is a damaged zip file: {damage.Message.TrimEnd('.')}; get it again", damage);
        }
    }

    /// <summary>A directory of gigabytes would be read whole.</summary>
    private static void RequireSmallDirectory(string path, FileStream stream)
    {
        byte[] tail = new byte[Math.Min(stream.Length, EndLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        int end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndLength > tail.Length)
        {
            throw new NoiseFileException($"{path} is a zip file without its end: it is truncated; get it again");
        }

        ulong length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + DirectoryLengthAt));
        if (length == uint.MaxValue)
        {
            length = LengthInLargeFile(stream, tail.AsSpan(0, end));
        }

        if (length > LargestDirectory)
        {
            throw new NoiseFileException(
                $"{path} is a zip file that lists {length} bytes of names; is it the right file?");
        }
    }

    /// <summary>The same in a file of more than 4 GB, where it stands elsewhere (zip64); 0 where it does not.</summary>
    private static ulong LengthInLargeFile(FileStream stream, ReadOnlySpan<byte> before)
    {
        const int locatorLength = 20, recordAt = 8, recordLength = 56, directoryLengthAt = 40;
        if (before.Length < locatorLength || !before[^locatorLength..].StartsWith("PK\x06\x07"u8))
        {
            return 0;
        }

        long place = BinaryPrimitives.ReadInt64LittleEndian(before[^(locatorLength - recordAt)..]);
        byte[] record = new byte[recordLength];
        return place >= 0 && RandomAccess.Read(stream.SafeFileHandle, record, place) == record.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(directoryLengthAt))
            : 0;
    }

    private static ZipArchive Opened(string path, FileStream stream)
    {
        try
        {
            var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException or ArgumentException)
        {
            throw new NoiseFileException($"{path} is a damaged zip file: {damage.Message.TrimEnd('.')}; get it again", damage);
        }
    }

    private static ArrayPlace Torch(string path, FileStream stream, ZipArchive zip, ZipArchiveEntry pickle)
    {
        if (pickle.Length > LargestPickle)
        {
            throw new NoiseFileException(
                $"{path}: its {pickle.FullName} has {pickle.Length} bytes, and no tensor needs so many");
        }

        using var content = new MemoryStream(Start(pickle, pickle.Length));
        var machine = new PickleMachine(path, content);
        var found = FoundArray.Only(machine.Run(), machine, path);
        var (type, shape, strides, data, first) = found.Array;
        if (data is not PickledStorage storage)
        {
            var place = PickledArrays.Place(machine, found);
            byte[] bytes = place.Bytes ?? content.ToArray()[(int)place.Offset..];
            return place with { Format = "torch" + found.Where, Offset = 0, Bytes = bytes };
        }

        if (type is not { } number)
        {
            throw machine.Bad("its tensor has an element type that is not known");
        }

        string root = pickle.FullName[..^Pickle.Length];
        bool isBigEndian = Text(zip, root + "byteorder") == "big";
        var entry = zip.GetEntry($"{root}data/{storage.Key}")
            ?? throw new NoiseFileException(
                $"{path} has no elements for its tensor: {root}data/{storage.Key} is missing; it is truncated or "
                + "damaged");
        Int128 needed = (first + Reach(shape, strides)) * number.Size;
        if (PickledArrays.Bytes(machine, shape, number.Size) > 0 && needed > entry.Length)
        {
            throw machine.Bad(
                $"its tensor ({string.Join(", ", shape)}) reaches over {needed} bytes, and {entry.FullName} has "
                + $"{entry.Length}");
        }

        return Located(stream, entry, new ArrayPlace(
            "torch" + found.Where, number with { IsBigEndian = isBigEndian }, shape, strides, first * number.Size));
    }

    /// <summary>How many elements lie from the first to the last of an array, both counted.</summary>
    private static Int128 Reach(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        Int128 reach = 1;
        for (int dim = 0; dim < shape.Count; dim++)
        {
            reach += (Int128)Math.Max(0, shape[dim] - 1) * strides[dim];
        }

        return reach;
    }

    private static ArrayPlace Numpy(string path, FileStream stream, ZipArchive zip)
    {
        var arrays = zip.Entries.Where(entry => entry.Name.EndsWith(NpyEnding, StringComparison.OrdinalIgnoreCase)).ToList();
        if (arrays.Count == 0)
        {
            throw new NoiseFileException(
                $"{path} is a zip file of neither torch.save nor numpy.savez (it holds {Names(zip.Entries)}); unpack "
                    + "it first, and name the file or folder in it");
        }

        var entry = arrays.Count == 1
            ? arrays[0]
            : arrays.Find(array => array.FullName == StoredArray.NoiseTensor + NpyEnding)
                ?? throw new NoiseFileException(
                    $"{path} holds {arrays.Count} arrays: {Names(arrays)}; the noise must be called "
                        + $"'{StoredArray.NoiseTensor}', or be alone");
        using var content = new MemoryStream(Start(entry, Math.Min(entry.Length, LargestHeader)));
        var layout = Layout(content, entry.Length, $"{path}['{Path.GetFileNameWithoutExtension(entry.FullName)}']");
        return Located(stream, entry, new ArrayPlace(
            $"npz, its {Path.GetFileNameWithoutExtension(entry.FullName)}", layout.Type, layout.Shape,
            ArrayPlace.StridesOf(layout.Shape, layout.FortranOrder), layout.DataOffset));
    }

    private static NpyLayout Layout(Stream content, long length, string name)
    {
        try
        {
            return Npy.Layout(content, length, name);
        }
        catch (InvalidDataException damage)
        {
            throw new NoiseFileException(damage.Message.TrimEnd('.'), damage);
        }
    }

    /// <summary>The place in the file of what is stored as it is; of what is compressed how to unpack it.</summary>
    private static ArrayPlace Located(FileStream stream, ZipArchiveEntry entry, ArrayPlace place)
    {
        if (entry.CompressedLength == entry.Length && PlaceOf(stream, entry) is { } start)
        {
            return place with { Offset = start + place.Offset };
        }

        return place with { Packed = entry.FullName };
    }

    /// <summary>
    /// Where the bytes of an entry lie in the file; null where they are coded in spite of their length.
    /// </summary>
    private static long? PlaceOf(FileStream stream, ZipArchiveEntry entry)
    {
        Span<byte> first = stackalloc byte[64], raw = stackalloc byte[64];
        using var content = entry.Open();
        int got = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        long start = stream.Position - got;
        int rawGot = RandomAccess.Read(stream.SafeFileHandle, raw[..got], start);
        return start >= 0 && start + entry.Length <= stream.Length && first[..got].SequenceEqual(raw[..rawGot]) ? start : null;
    }

    private static byte[] Start(ZipArchiveEntry entry, long length)
    {
        byte[] bytes = new byte[length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        return bytes;
    }

    private static string Text(ZipArchive zip, string name)
    {
        const int most = 16;
        if (zip.GetEntry(name) is not { Length: <= most } entry)
        {
            return "";
        }

        return System.Text.Encoding.ASCII.GetString(Start(entry, entry.Length)).Trim();
    }

    private static string Names(IReadOnlyCollection<ZipArchiveEntry> entries)
    {
        string named = string.Join(", ", entries.Take(MostNamed).Select(entry => entry.FullName).DefaultIfEmpty("nothing"));
        return entries.Count > MostNamed ? named + ", …" : named;
    }
}
