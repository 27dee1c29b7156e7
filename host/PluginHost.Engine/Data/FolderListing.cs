using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Engine.Data;

/// <summary>An image file and the number of its class.</summary>
internal readonly record struct LabelledFile(FileInfo File, int Label);

/// <summary>
/// The image files of a folder with <c>train/CLASS</c> and <c>test/CLASS</c> (or <c>val/CLASS</c>). Classes are numbered
/// by the ordinal order of their names. Images come in turns, the first file of every class, then the second of every
/// class …, so that the first N of them are spread over all classes; files of a class are in ordinal order too.
/// </summary>
/// <param name="Root">The folder.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record FolderListing(string Root, IReadOnlyList<LabelledFile> Train, IReadOnlyList<LabelledFile> Test, int Classes)
{
    private static readonly HashSet<string> Endings =
        new([".png", ".jpg", ".jpeg", ".bmp", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="firstClasses">How many of the first classes are taken; null for all.</param>
    /// <exception cref="DataException">The folder has not this layout.</exception>
    public static FolderListing Of(string root, int? firstClasses = null)
    {
        var train = Split(root, "train");
        var test = Directory.Exists(Path.Combine(root, "test")) ? Split(root, "test") : Split(root, "val");
        var all = ClassNames(train);
        if (ClassNames(test).Except(all).FirstOrDefault() is { } unknown)
        {
            throw new DataException($"{Path.Combine(test, unknown)} is a class that has no training images; add some or remove it");
        }

        var classes = firstClasses is { } first ? all.Take(first).ToList() : all;
        if (classes.Count < firstClasses)
        {
            throw new DataException($"{train} has {classes.Count} classes, and {firstClasses} are wanted; put all of them there");
        }

        if (classes.Find(name => !Files(Path.Combine(train, name)).Any()) is { } empty)
        {
            throw new DataException(
                $"{Path.Combine(train, empty)} has no images (they end in {string.Join(", ", Endings)}); add some or remove it");
        }

        return new FolderListing(root, InTurns(train, classes), InTurns(test, classes), classes.Count);
    }

    /// <summary>A hash over names, sizes and times of files: it changes when any of them does.</summary>
    /// <param name="files">Some of the folder's files.</param>
    /// <param name="fit">How they are read; part of the hash.</param>
    public string Source(IReadOnlyList<LabelledFile> files, ImageFit fit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{fit}\n"));
        foreach (var (file, label) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetRelativePath(Root, file.FullName)}\t{label}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Split(string root, string name)
    {
        var split = Path.Combine(root, name);
        return Directory.Exists(split)
            ? split
            : throw new DataException($"there is no folder {split}; an image folder has train/CLASS and test/CLASS (or val/CLASS)");
    }

    private static List<string> ClassNames(string split)
    {
        var names = Directory.EnumerateDirectories(split).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? names : throw new DataException($"{split} has no folders; it needs one for each class");
    }

    private static List<LabelledFile> InTurns(string split, List<string> classes)
    {
        var files = classes
            .SelectMany((name, label) => Files(Path.Combine(split, name)).Select((file, turn) => (file, label, turn)))
            .OrderBy(entry => entry.turn).ThenBy(entry => entry.label)
            .Select(entry => new LabelledFile(entry.file, entry.label))
            .ToList();
        return files.Count > 0
            ? files
            : throw new DataException($"{split} has no images; they end in {string.Join(", ", Endings)}");
    }

    private static IEnumerable<FileInfo> Files(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => Endings.Contains(file.Extension)).OrderBy(file => file.Name, StringComparer.Ordinal)
        : [];
}
