using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>An image file and the number of its class.</summary>
internal readonly record struct LabelledFile(FileInfo File, int Label);

/// <summary>
/// The image files of a folder with <c>train/CLASS</c> and <c>test/CLASS</c> (or <c>val/CLASS</c>). Classes are
/// numbered by the ordinal order of their names. Images come in turns, the first file of every class, then the second
/// of every class …, so that the first N of them are spread over all classes; files of a class are in ordinal order
/// too. A class is all that lies below its folder. What is hidden or no image is left out, and counted.
/// </summary>
/// <param name="Root">The folder.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="LeftOut">What was not listed.</param>
internal sealed record FolderListing(
    string Root, IReadOnlyList<LabelledFile> Train, IReadOnlyList<LabelledFile> Test, int Classes, LeftOut LeftOut)
{

    /// <summary>Lists a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="firstClasses">How many of the first classes are taken; null for all.</param>
    /// <exception cref="DataException">The folder has not this layout.</exception>
    public static FolderListing Of(string root, int? firstClasses = null)
    {
        var leftOut = new LeftOut();
        var train = Split(root, "train");
        var test = Directory.Exists(Path.Combine(root, "test")) ? Split(root, "test") : Split(root, "val");
        var all = ClassNames(train, leftOut);
        if (ClassNames(test, leftOut).Except(all).FirstOrDefault() is { } unknown)
        {
            throw new DataException($"{Path.Combine(test, unknown)} is a class that has no training images; add some or remove it");
        }

        var classes = firstClasses is { } first ? all.Take(first).ToList() : all;
        if (classes.Count < firstClasses)
        {
            throw new DataException($"{train} has {classes.Count} classes, and {firstClasses} are wanted; put all of them there");
        }

        var trainFiles = classes.ConvertAll(name => Files(Path.Combine(train, name), leftOut));
        int empty = trainFiles.FindIndex(files => files.Count == 0);
        if (empty >= 0)
        {
            throw new DataException(
                $"{Path.Combine(train, classes[empty])} has no images (they end in "
                    + $"{string.Join(", ", ImageFile.Endings)}); add some or remove it");
        }

        var testFiles = classes.ConvertAll(name => Files(Path.Combine(test, name), leftOut));
        return new FolderListing(root, InTurns(train, trainFiles), InTurns(test, testFiles), classes.Count, leftOut);
    }

    /// <summary>What was not listed, for people; empty for nothing.</summary>
    public string Note => LeftOut.ToString() is { Length: > 0 } left ? $"left out: {left}" : "";

    /// <summary>What the first images of a split are called: their paths below the folder, with slashes.</summary>
    public static IReadOnlyList<string> Names(string root, IEnumerable<LabelledFile> files) =>
        [.. files.Select(image => Path.GetRelativePath(root, image.File.FullName).Replace('\\', '/'))];

    /// <summary>A hash over names, sizes and times of files: it changes when any of them does.</summary>
    /// <param name="files">Some of the folder's files.</param>
    /// <param name="fit">How they are read; part of the hash.</param>
    public string Source(IReadOnlyList<LabelledFile> files, ImageFit fit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{fit}\n"));
        foreach (var (file, label) in files)
        {
            Require(file);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetRelativePath(Root, file.FullName)}\t{label}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Require(FileInfo file)
    {
        try
        {
            RegularFile.Require(file.FullName);
        }
        catch (IOException problem)
        {
            throw new DataException(problem.Message, problem);
        }
    }

    private static string Split(string root, string name)
    {
        var split = Path.Combine(root, name);
        return Directory.Exists(split)
            ? split
            : throw new DataException($"there is no folder {split}; an image folder has train/CLASS and test/CLASS (or val/CLASS)");
    }

    private static List<string> ClassNames(string split, LeftOut leftOut)
    {
        var names = new List<string>();
        foreach (var entry in new DirectoryInfo(split).EnumerateFileSystemInfos())
        {
            bool isFolder = Directory.Exists(entry.FullName);
            if (LeftOut.IsHidden(entry.Name))
            {
                leftOut.AddHidden(isFolder);
            }
            else if (isFolder)
            {
                names.Add(entry.Name);
            }
            else if (ImageFile.HasEnding(entry.Name))
            {
                leftOut.AddOutside();
            }
            else
            {
                leftOut.AddOther(entry.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names.Count > 0 ? names : throw new DataException($"{split} has no folders; it needs one for each class");
    }

    private static List<LabelledFile> InTurns(string split, List<List<FileInfo>> classes)
    {
        var files = classes
            .SelectMany((files, label) => files.Select((file, turn) => (file, label, turn)))
            .OrderBy(entry => entry.turn).ThenBy(entry => entry.label)
            .Select(entry => new LabelledFile(entry.file, entry.label))
            .ToList();
        return files.Count > 0
            ? files
            : throw new DataException($"{split} has no images; they end in {string.Join(", ", ImageFile.Endings)}");
    }

    /// <summary>The images of a class, in the ordinal order of their paths below its folder.</summary>
    private static List<FileInfo> Files(string folder, LeftOut leftOut)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        List<FileInfo> images = [.. ImageFiles.Below(folder, leftOut).Select(path => new FileInfo(path))];
        images.Sort((a, b) => string.CompareOrdinal(a.FullName, b.FullName));
        return images;
    }
}
