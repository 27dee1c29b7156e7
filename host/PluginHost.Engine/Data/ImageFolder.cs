using System.Globalization;

namespace PluginHost.Engine.Data;

/// <summary>A folder of image files, one folder a class (see <see cref="FolderListing"/>), and how they are made one size.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Train">How training images are fitted.</param>
/// <param name="Test">How test images are fitted.</param>
/// <param name="Classes">How many of the first classes are taken; null for all.</param>
internal sealed record ImageFolder(string Path, ImageFit Train, ImageFit Test, int? Classes = null)
{
    private const string SizeOption = "?size=";

    /// <summary>Reads <c>PATH</c> or <c>PATH?size=32</c>; a relative path lies in the data folder.</summary>
    public static ImageFolder Parse(string text, string dataFolder)
    {
        int option = text.LastIndexOf(SizeOption, StringComparison.Ordinal);
        if (option >= 0
            && int.TryParse(text[(option + SizeOption.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && size is >= 1 and <= 4096)
        {
            return new ImageFolder(Full(text[..option]), new ImageFit(size), new ImageFit(size));
        }

        // A folder may have a question mark in its name; where there is none of this name, an option was meant.
        int mark = text.LastIndexOf('?');
        if (mark >= 0 && !Directory.Exists(Full(text)) && Directory.Exists(Full(text[..mark])))
        {
            throw new DataException(
                $"folder:{text}: '{text[mark..]}' is not understood; write {SizeOption}N with N in 1…4096, or nothing");
        }

        return new ImageFolder(Full(text), new ImageFit(null), new ImageFit(null));

        string Full(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(dataFolder, path));
    }

    public FolderListing List() => FolderListing.Of(Path, Classes);

    /// <summary>The shape of the images of a split.</summary>
    public static ImageShape ShapeOf(FolderListing listing, ImageFit fit) => fit.Shape ?? ImageFile.Shape(listing.Train[0].File.FullName);

    /// <summary>Decodes the first images of a split into memory.</summary>
    public static RawImages Read(FolderListing listing, IReadOnlyList<LabelledFile> files, int count, ImageFit fit)
    {
        var shape = ShapeOf(listing, fit);
        var pixels = new byte[count * shape.Size];
        var damaged = Decode(files, 0, count, fit, shape, pixels);
        return damaged.Count > 0
            ? throw damaged[0]
            : new RawImages(pixels, [.. files.Take(count).Select(file => file.Label)], shape, listing.Classes)
            {
                Names = FolderListing.Names(listing.Root, files.Take(count)),
            };
    }

    /// <summary>Decodes some images in parallel.</summary>
    /// <returns>What is wrong with them, in the order of the images, whichever thread was quicker.</returns>
    public static IReadOnlyList<DataException> Decode(
        IReadOnlyList<LabelledFile> files, int first, int count, ImageFit fit, ImageShape shape, byte[] pixels)
    {
        var problems = new DataException?[count];
        Parallel.For(0, count, i =>
        {
            string path = files[first + i].File.FullName;
            try
            {
                ImageFile.Read(path, fit).CopyTo(pixels.AsSpan(i * shape.Size, shape.Size), path, shape);
            }
            catch (DataException problem)
            {
                problems[i] = problem;
            }
        });
        return [.. problems.OfType<DataException>()];
    }
}
