using System.Collections.Immutable;
using System.Security.Cryptography;

namespace PluginHost.Engine.Data;

/// <summary>
/// A data set in the CIFAR binary layout: records of the label bytes (the last one counts) and 3072 pixel bytes, which
/// are the red, green and blue plane of a 32×32 image, row by row.
/// </summary>
/// <param name="Name">What a recipe calls it.</param>
/// <param name="Summary">One line.</param>
/// <param name="Folder">The folder of its files, in the data folder and in the official archive.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="LabelBytes">1 in CIFAR-10; 2 in CIFAR-100: the coarse label, then the fine one.</param>
/// <param name="Train">The training files, in the order of their images.</param>
/// <param name="Test">The test file.</param>
/// <param name="Archive">Where the official release is.</param>
/// <param name="PythonFolder">
/// The folder of the Python version (see <see cref="CifarBatch"/>), with the same files.
/// </param>
public sealed record CifarSet(
    string Name, string Summary, string Folder, int Classes, int LabelBytes, ImmutableArray<CifarFile> Train,
    CifarFile Test, DataArchive Archive, string PythonFolder)
{
    private const string Host = "https://www.cs.toronto.edu/~kriz/";

    public static CifarSet Cifar10 { get; } = new(
        "cifar10", "CIFAR-10: 32×32 photographs of ten kinds of things", "cifar-10-batches-bin", 10, 1,
        [.. Enumerable.Range(1, 5).Select(i => new CifarFile($"data_batch_{i}.bin", 10_000))],
        new CifarFile("test_batch.bin", 10_000),
        new DataArchive(new Uri(Host + "cifar-10-binary.tar.gz"), "c32a1d4ab5d03f1284b67883e8d87530"), "cifar-10-batches-py");

    public static CifarSet Cifar100 { get; } = new(
        "cifar100", "CIFAR-100: 32×32 photographs of a hundred kinds of things", "cifar-100-binary", 100, 2,
        [new CifarFile("train.bin", 50_000)],
        new CifarFile("test.bin", 10_000),
        new DataArchive(new Uri(Host + "cifar-100-binary.tar.gz"), "03b5dce01913d631647c71ecec9e9cb8"), "cifar-100-python");

    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>The length of one record in bytes.</summary>
    public int Record => LabelBytes + Shape.Size;

    public IEnumerable<CifarFile> Files => Train.Append(Test);

    /// <summary>The command that brings the files.</summary>
    public string Mend => $"get it with `pluginhost data get {Name}`";
}

/// <summary>One file of a data set in the CIFAR binary layout.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Records">How many images it holds.</param>
public sealed record CifarFile(string Name, int Records)
{
    /// <summary>Its name in the Python version.</summary>
    public string PythonName => Path.GetFileNameWithoutExtension(Name);
}

/// <summary>An archive to download.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Md5">The checksum its publisher gives, lower-case hex.</param>
public sealed record DataArchive(Uri Address, string Md5)
{
    public string FileName => Path.GetFileName(Address.LocalPath);

    /// <summary>The checksum of what a stream holds.</summary>
    public static async Task<string> ChecksumAsync(Stream archive, CancellationToken cancel)
    {
        // MD5 is what the publisher gives; it guards against damage, not against malice.
#pragma warning disable CA5351
        return Convert.ToHexStringLower(await MD5.HashDataAsync(archive, cancel));
#pragma warning restore CA5351
    }
}
