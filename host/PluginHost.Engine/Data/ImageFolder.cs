using System.Globalization;

namespace PluginHost.Engine;

/// <summary>
/// Image files in <c>train/CLASS</c> and <c>test/CLASS</c> (or <c>val/CLASS</c>). Classes are numbered by the ordinal
/// order of their names. Images come in turns, the first file of every class, then the second of every class …, so that
/// the first N of them are spread over all classes; files of a class are in ordinal order too.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="size">Images are resized to this width and height; null keeps them, and then all must have one size.</param>
internal sealed class ImageFolder(string path, int? size)
{
    private const string SizeOption = "?size=";
    private static readonly HashSet<string> Endings =
        new([".png", ".jpg", ".jpeg", ".bmp", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <c>PATH</c> or <c>PATH?size=32</c>; a relative path lies in the data folder.</summary>
    public static ImageFolder Parse(string text, string dataFolder)
    {
        int option = text.LastIndexOf('?');
        var path = Path.GetFullPath(Path.Combine(dataFolder, option < 0 ? text : text[..option]));
        if (option < 0)
        {
            return new ImageFolder(path, null);
        }

        return text[option..].StartsWith(SizeOption, StringComparison.Ordinal)
            && int.TryParse(text[(option + SizeOption.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && size is >= 1 and <= 4096
                ? new ImageFolder(path, size)
                : throw new DataException(
                    $"folder:{text}: '{text[option..]}' is not understood; write {SizeOption}N with N in 1…4096, or nothing");
    }

    public (RawImages Train, RawImages Test) Read(int? train, int? test)
    {
        var classes = Classes(Split("train"));
        var testFolder = Directory.Exists(Path.Combine(path, "test")) ? Split("test") : Split("val");
        if (Classes(testFolder).Except(classes).FirstOrDefault() is { } unknown)
        {
            throw new DataException($"{Path.Combine(testFolder, unknown)} is a class that has no training images; add some or remove it");
        }

        if (classes.Find(name => !Files(Path.Combine(path, "train", name)).Any()) is { } empty)
        {
            throw new DataException(
                $"{Path.Combine(path, "train", empty)} has no images (they end in {string.Join(", ", Endings)}); add some or remove it");
        }

        var trainFiles = InTurns(Split("train"), classes);
        var testFiles = InTurns(testFolder, classes);
        trainFiles = trainFiles[..RawImages.Wanted(path, "training", trainFiles.Count, train)];
        testFiles = testFiles[..RawImages.Wanted(path, "test", testFiles.Count, test)];
        var shape = size is { } side ? new ImageShape(3, side, side) : ImageFile.Shape(trainFiles[0].Path);
        return (Decode(trainFiles, shape, classes.Count), Decode(testFiles, shape, classes.Count));
    }

    private string Split(string name)
    {
        var split = Path.Combine(path, name);
        return Directory.Exists(split)
            ? split
            : throw new DataException($"there is no folder {split}; an image folder has train/CLASS and test/CLASS (or val/CLASS)");
    }

    private static List<string> Classes(string split)
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

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
        : [];

    private RawImages Decode(List<LabelledFile> files, ImageShape shape, int classes)
    {
        if ((long)files.Count * shape.Size > Array.MaxLength)
        {
            throw new DataException(
                $"{files.Count} images of {shape} are {(double)files.Count * shape.Size / (1 << 30):0.0} GiB and do not fit into "
                + $"memory; ask for fewer, or smaller ones with folder:{path}{SizeOption}32");
        }

        var pixels = new byte[files.Count * shape.Size];
        var problems = new DataException?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                var image = ImageFile.Read(files[i].Path, size);
                image.CopyTo(pixels.AsSpan(i * shape.Size, shape.Size), files[i].Path, shape);
            }
            catch (DataException problem)
            {
                problems[i] = problem;
            }
        });
        // The first in the order of the images, whichever thread was quicker.
        return problems.FirstOrDefault(problem => problem is not null) is { } first
            ? throw first
            : new RawImages(pixels, [.. files.Select(file => file.Label)], shape, classes);
    }

    private readonly record struct LabelledFile(string Path, int Label);
}
