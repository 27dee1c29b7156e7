using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>
/// Protected images in the CIFAR binary layout: records of one label byte (CIFAR-100: coarse and fine label) and the red,
/// green and blue plane of 32×32 pixels.
/// </summary>
internal sealed class CifarBinary : ImageValues
{
    private const int RecordsPerFile = 10_000;
    private const string BatchPrefix = "data_batch_", Ending = ".bin", Single = "train.bin";

    /// <summary>The coarse label of each of CIFAR-100's fine ones.</summary>
    private static ReadOnlySpan<byte> Coarse =>
    [
        4, 1, 14, 8, 0, 6, 7, 7, 18, 3, 3, 14, 9, 18, 7, 11, 3, 9, 7, 11, 6, 11, 5, 10, 7, 6, 13, 15, 3, 15, 0, 11, 1, 10, 12, 14,
        16, 9, 11, 5, 5, 19, 8, 8, 15, 13, 14, 17, 18, 10, 16, 4, 17, 4, 2, 0, 17, 4, 18, 17, 10, 3, 2, 12, 12, 16, 12, 1, 9, 19,
        2, 10, 0, 1, 16, 12, 9, 13, 15, 13, 16, 19, 2, 4, 6, 19, 5, 5, 8, 19, 18, 1, 2, 15, 6, 0, 17, 8, 14, 13,
    ];

    private readonly IReadOnlyList<(string File, int Records)> _files;
    private readonly int _record;
    private readonly int[] _labels;

    private CifarBinary(IReadOnlyList<(string File, int Records)> files, int record)
    {
        (_files, _record) = (files, record);
        _labels = new int[files.Sum(file => file.Records)];
        int at = 0;
        foreach (var (file, records) in files)
        {
            using var stream = RegularFile.Open(file);
            for (int i = 0; i < records; i++, at++)
            {
                stream.Position = ((long)i * record) + LabelBytes - 1;
                _labels[at] = stream.ReadByte();
            }
        }
    }

    public override string Format => $"CIFAR binary, {_files.Count} file{(_files.Count == 1 ? "" : "s")}, {LabelBytes} label byte{(LabelBytes == 1 ? "" : "s")} a record";

    public override int Count => _labels.Length;

    public override ImageShape Shape => CifarSet.Shape;

    public override bool AreBytes => true;

    public override IReadOnlyList<int> Labels => _labels;

    private int LabelBytes => _record - CifarSet.Shape.Size;

    /// <summary>The training files of a folder in this layout, in the order of their images; none in any other folder.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        string single = Path.Combine(folder, Single);
        return File.Exists(single)
            ? [single]
            : [.. Directory.EnumerateFiles(folder, BatchPrefix + "*" + Ending).OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)];
    }

    public static CifarBinary Open(string path, IReadOnlyList<string> files)
    {
        long[] lengths = [.. files.Select(Length)];
        int[] records = [CifarSet.Shape.Size + CifarSet.Cifar10.LabelBytes, CifarSet.Shape.Size + CifarSet.Cifar100.LabelBytes];
        int record = Array.Find(records, size => lengths.All(length => length > 0 && length % size == 0));
        return record > 0
            ? new CifarBinary([.. files.Zip(lengths, (file, length) => (file, checked((int)(length / record))))], record)
            : throw new NoiseFileException($"{path} is not in the CIFAR binary layout: its files are not whole numbers of {records[0]} or {records[1]} bytes");
    }

    /// <summary>The length of a file; one that a list of images cannot be as long as is refused.</summary>
    private static long Length(string file)
    {
        RegularFile.Require(file);
        long length = new FileInfo(file).Length;
        return length / CifarSet.Shape.Size <= StoredArray.MostIntegers
            ? length
            : throw new NoiseFileException(
                $"{file} has {length} bytes, more than any data set in the CIFAR binary layout");
    }

    public override void Read(int first, Span<float> values)
    {
        var bytes = new byte[Shape.Size];
        int at = 0;
        foreach (var (file, records) in _files)
        {
            int from = Math.Max(first, at), to = Math.Min(first + (values.Length / Shape.Size), at + records);
            using var handle = from < to ? File.OpenHandle(file) : null;
            for (int image = from; image < to && handle is not null; image++)
            {
                if (RandomAccess.Read(handle, bytes, ((long)(image - at) * _record) + LabelBytes) != bytes.Length)
                {
                    throw new NoiseFileException($"{file} became shorter while it was read");
                }

                var into = values.Slice((image - first) * Shape.Size, Shape.Size);
                for (int i = 0; i < bytes.Length; i++)
                {
                    into[i] = bytes[i];
                }
            }

            at += records;
        }
    }

    /// <summary>Writes protected training images and clean test images as the files that CIFAR's readers look for.</summary>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Write(string folder, ProtectedImages images, LabelledImages test)
    {
        if (images.Shape != CifarSet.Shape || images.Classes > Coarse.Length)
        {
            throw new NoiseFileException($"the CIFAR layout holds images of {CifarSet.Shape} in at most {Coarse.Length} classes; these are {images.Shape} in {images.Classes}: export png instead");
        }

        bool hundred = images.Classes > CifarSet.Cifar10.Classes;
        var files = new List<string>();
        int part = hundred ? images.Count : RecordsPerFile;
        for (int first = 0; first < images.Count; first += part)
        {
            string name = hundred ? Single : string.Create(CultureInfo.InvariantCulture, $"{BatchPrefix}{files.Count + 1}{Ending}");
            Write(Path.Combine(folder, name), images, first, Math.Min(part, images.Count - first), hundred);
        }

        using var clean = new ProtectedImages(test, null);
        Write(Path.Combine(folder, hundred ? "test.bin" : "test_batch.bin"), clean, 0, clean.Count, hundred);
        return files;

        void Write(string file, ProtectedImages source, int from, int count, bool coarse)
        {
            AtomicFile.Write(file, stream => source.ForEach(from, count, (index, pixels) =>
            {
                int label = source.Labels[index];
                if (coarse)
                {
                    stream.WriteByte(Coarse[label]);
                }

                stream.WriteByte((byte)label);
                stream.Write(pixels);
            }));
            files.Add(file);
        }
    }
}
