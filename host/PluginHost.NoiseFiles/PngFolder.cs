using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>
/// Images as PNG files: <c>CLASS/INDEX.png</c> with <c>labels.csv</c> (file, label, index) beside the classes. Read are also
/// folders of other people's making: images of any kind, without folders, without labels.csv, called as the data set's
/// images are, numbered, or in order of name.
/// </summary>
internal sealed class PngFolder : ImageValues
{
    public const string LabelsName = "labels.csv";
    private const string Head = "file,label,index", Ending = ".png";

    private readonly IReadOnlyList<string> _files;
    private readonly string _order;

    private PngFolder(IReadOnlyList<string> files, IReadOnlyList<int>? labels, string order)
    {
        (_files, Labels, _order) = (files, labels, order);
        Shape = Checked(() => ImageFile.Shape(files[0]));
    }

    public override string Format => $"folder of {Count} images, {_order}";

    public override int Count => _files.Count;

    public override ImageShape Shape { get; }

    public override bool AreBytes => true;

    public override IReadOnlyList<int>? Labels { get; }

    public static PngFolder Open(string folder, IReadOnlyList<string> names)
    {
        string list = Path.Combine(folder, LabelsName);
        if (File.Exists(list))
        {
            var entries = Listed(list).OrderBy(entry => entry.Index).ToList();
            List<string> listed = entries.ConvertAll(entry => Below(folder, entry.File, list));
            Require(entries.Select((entry, i) => entry.Index == i).All(same => same), $"{list}: its indices are not 0, 1, 2, … without a gap");
            return new PngFolder(listed, [.. entries.Select(e => e.Label)], $"in the order of {LabelsName}");
        }

        var leftOut = new LeftOut();
        var files = ImageFiles.Below(folder, leftOut);
        Require(files.Count > 0, $"{folder} has no images (they end in {string.Join(", ", ImageFile.Endings)}), nor "
            + "files in one of the CIFAR layouts");
        string left = leftOut.ToString() is { Length: > 0 } told ? $"; left out: {told}" : "";
        if (names.Count > 0 && ImageNames.Matched(folder, files, names) is { } matched)
        {
            string others = matched.Count < files.Count ? $" ({files.Count - matched.Count} more files are of other images)" : "";
            return new PngFolder(matched, null, $"matched by their names{others}{left}");
        }

        if (ImageNames.Numbers(files) is { } numbers)
        {
            var ordered = files.Zip(numbers).OrderBy(f => f.Second).ToList();
            Require(
                ordered[^1].Second - ordered[0].Second == files.Count - 1,
                $"{folder}: its files are numbered {ordered[0].Second} to {ordered[^1].Second}, and there are {files.Count}; some are missing");
            return new PngFolder([.. ordered.Select(f => f.First)], null, $"in the order of their numbers{left}");
        }

        return new PngFolder(
            [.. files.OrderBy(f => Path.GetRelativePath(folder, f), StringComparer.Ordinal)], null, $"in the order "
                + $"of their names{left}");
    }

    public override void Read(int first, Span<float> values)
    {
        var planes = new byte[Shape.Size];
        for (int i = 0; i < values.Length / Shape.Size; i++)
        {
            string file = _files[first + i];
            Checked(() =>
            {
                ImageFile.Read(file, null).CopyTo(planes, file, Shape);
                return 0;
            });
            for (int k = 0; k < planes.Length; k++)
            {
                values[(i * Shape.Size) + k] = planes[k];
            }
        }
    }

    /// <summary>Writes images by class, and the list of their labels.</summary>
    /// <param name="folder">Where to; the class folders are numbered, with zeros in front, so that they sort as the classes do.</param>
    /// <param name="images">The images.</param>
    /// <param name="change">Makes the pixels that are written of a protected image; null to write it as it is.</param>
    public static void Write(string folder, ProtectedImages images, Func<int, byte[]>? change = null)
    {
        int digits = Digits(images.Classes), indexDigits = Digits(images.Count);
        var lines = new string[images.Count];
        for (int label = 0; label < images.Classes; label++)
        {
            Directory.CreateDirectory(Path.Combine(folder, Number(label, digits)));
        }

        images.ForEach(0, images.Count, (index, pixels) =>
        {
            int label = images.Labels[index];
            string name = $"{Number(label, digits)}/{Number(index, indexDigits)}{Ending}";
            PngFile.Write(Path.Combine(folder, name), PngFile.Interleaved(change is null ? pixels : change(index), images.Shape), images.Shape.Width, images.Shape.Height);
            lines[index] = string.Create(CultureInfo.InvariantCulture, $"{name},{label},{index}");
        });
        File.WriteAllLines(Path.Combine(folder, LabelsName), lines.Prepend(Head));
    }

    /// <summary>The path of a listed file, which must lie below the folder of its list.</summary>
    private static string Below(string folder, string file, string list)
    {
        bool leadsUp = Path.IsPathRooted(file) || file.Split('/', '\\').Contains("..");
        Require(
            !leadsUp && !file.Contains('\0', StringComparison.Ordinal),
            $"{list}: '{file}' is no file below its folder");
        return Path.Combine(folder, file);
    }

    /// <summary>Reads a list of file, label and index.</summary>
    internal static IReadOnlyList<(string File, int Label, int Index)> Listed(string list)
    {
        string[] lines = RegularFile.ReadAllLines(list, LabelFile.LargestText);
        bool hasImages = lines.Skip(1).Any(line => line.Length > 0);
        Require(
            hasImages && lines[0].Trim() == Head,
            $"{list}: its first line must be '{Head}', and images must follow");
        return
        [
            .. lines.Skip(1).Where(line => line.Length > 0).Select((line, i) =>
                line.Split(',') is [var file, var label, var index]
                && int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int l)
                && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                    ? (file, l, n)
                    : throw new NoiseFileException($"{list}({i + 2}): '{line}' is not a file, a label and an index")),
        ];
    }

    private static int Digits(int count) => Math.Max(1, (count - 1).ToString(CultureInfo.InvariantCulture).Length);

    private static string Number(int value, int digits) => value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new NoiseFileException(otherwise);
        }
    }

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DataException problem)
        {
            throw new NoiseFileException(problem.Message, problem);
        }
    }
}
