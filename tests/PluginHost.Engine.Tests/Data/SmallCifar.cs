using System.Formats.Tar;
using System.IO.Compression;
using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

/// <summary>Data sets in CIFAR's layout with a few records a file.</summary>
internal static class SmallCifar
{
    public const int Records = 4;

    public static CifarSet Ten { get; } = Small(CifarSet.Cifar10);

    public static CifarSet Hundred { get; } = Small(CifarSet.Cifar100);

    /// <summary>Record i of file f has the label (f + i) mod classes and the pixel values f + i, f + i + 1, … mod 256.</summary>
    public static byte[] Content(CifarSet set, int file)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < Records; i++)
        {
            bytes.AddRange(Enumerable.Repeat((byte)7, set.LabelBytes - 1));
            bytes.Add((byte)((file + i) % set.Classes));
            bytes.AddRange(Enumerable.Range(0, 3072).Select(p => (byte)(file + i + p)));
        }

        return [.. bytes];
    }

    public static void Write(TempFolder folder, CifarSet set)
    {
        Directory.CreateDirectory(folder[set.Folder]);
        foreach (var (number, file) in set.Files.Index())
        {
            File.WriteAllBytes(Path.Combine(folder[set.Folder], file.Name), Content(set, number));
        }
    }

    /// <summary>The .tar.gz that its publisher would offer.</summary>
    public static byte[] Pack(CifarSet set)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, set.Folder + "/"));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "../outside.bin") { DataStream = new MemoryStream([1]) });
            foreach (var (number, file) in set.Files.Index())
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{set.Folder}/{file.Name}")
                {
                    DataStream = new MemoryStream(Content(set, number)),
                });
            }
        }

        return packed.ToArray();
    }

    /// <summary>The set as if it were published at an address.</summary>
    public static CifarSet At(this CifarSet set, Uri address, byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return set with { Archive = new DataArchive(address, DataArchive.ChecksumAsync(stream, default).GetAwaiter().GetResult()) };
    }

    private static CifarSet Small(CifarSet set) => set with
    {
        Train = [.. set.Train.Select(file => file with { Records = Records })],
        Test = set.Test with { Records = Records },
    };
}
