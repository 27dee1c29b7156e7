using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Engine.Data;

/// <summary>The data sets of one data folder, and those the program makes itself.</summary>
public sealed class DataSets
{
    private const string FolderPrefix = "folder:";
    private const string ShapesName = "shapes";

    private static readonly string[] s_names =
        [CifarSet.Cifar10.Name, CifarSet.Cifar100.Name, ImageNetSubset.Name, ShapesName];

    private readonly string _folder;
    private readonly IReadOnlyList<CifarSet> _cifar;
    private readonly ImageNetSubset _imageNet;
    private readonly long _largeBytes;
    private readonly Dictionary<string, CachedFolder?> _cached = new(StringComparer.Ordinal);
    private readonly Dictionary<DataSpec, DataSet> _opened = [];

    /// <param name="folder">Where data sets lie, each in a folder of its own; need not exist yet.</param>
    public DataSets(string folder) : this(folder, [CifarSet.Cifar10, CifarSet.Cifar100])
    {
    }

    internal DataSets(
        string folder, IReadOnlyList<CifarSet> cifar, long largeBytes = MappedFile.LargeBytes, int imageNetClasses = 100)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        _cifar = cifar;
        _imageNet = new ImageNetSubset(_folder, imageNetClasses);
        _largeBytes = largeBytes;
    }

    /// <summary>
    /// Opens a data set: a small one is read into memory, a large one stays in a memory-mapped file, which is made first
    /// where it is missing.
    /// </summary>
    /// <param name="spec">
    /// <c>cifar10</c>, <c>cifar100</c>, <c>imagenet-subset</c>, <c>shapes</c>, or <c>folder:PATH</c> with an optional
    /// <c>?size=32</c>, where PATH is absolute or lies in the data folder.
    /// </param>
    /// <exception cref="DataException">It is unknown, missing or damaged, or has fewer images than asked for.</exception>
    public DataSet Open(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return _opened.Remove(spec, out var opened) ? opened : Read(spec, (cached) =>
        {
            cached.Prepare(spec, new Untold(), CancellationToken.None);
            return cached.Open(spec);
        });
    }

    /// <summary>
    /// The checksum of the images that a spec means, for keys; null where they cannot be read, or are not decoded yet
    /// (see <see cref="Prepare"/>). What it read for that, <see cref="Open"/> does not read again.
    /// </summary>
    public string? Checksum(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (_opened.TryGetValue(spec, out var known))
        {
            return known.Sha256;
        }

        try
        {
            if (Guarded(spec, () => Cached(spec.Name)) is { } cached)
            {
                return Guarded(spec, () => cached.IsReady(spec) ? cached.Checksum(spec) : null);
            }

            return (_opened[spec] = Open(spec)).Sha256;
        }
        catch (DataException)
        {
            // Told by Require, or when a cell asks for the images themselves.
            return null;
        }
    }

    /// <summary>Lets go of the images that were read for checksums: whoever opens them is another process.</summary>
    public void Release()
    {
        foreach (var set in _opened.Values)
        {
            set.Dispose();
        }

        _opened.Clear();
    }

    /// <summary>How many training images a data set has that is the same everywhere; null for folders of images.</summary>
    public static int? TrainImagesOf(string name) => name == ShapesName
        ? Shapes.DefaultTrainImages
        : ((CifarSet[])[CifarSet.Cifar10, CifarSet.Cifar100]).FirstOrDefault(set => set.Name == name)?.Train.Sum(file => file.Records);

    /// <summary>
    /// How many images a data set has at most, for estimates where it is not at hand: ImageNet has up to 1,300 training images and
    /// 50 test images a class. Null for a set of which nothing is known.
    /// </summary>
    public static (int Train, int Test)? MostImagesOf(string name) => name == ImageNetSubset.Name
        ? (ImageNetSubset.Classes * 1300, ImageNetSubset.Classes * 50)
        : null;

    /// <summary>Refuses a name that no data set has; whether the images are there is another question.</summary>
    /// <exception cref="DataException">It is unknown; the message tells the names.</exception>
    public static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!s_names.Contains(name) && !IsFolder(name))
        {
            throw Unknown(name);
        }
    }

    /// <summary>Looks quickly whether a data set can be opened, without reading its images.</summary>
    /// <exception cref="DataException">It is unknown, missing or incomplete; the message says how to mend it.</exception>
    public void Require(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (_cifar.FirstOrDefault(set => set.Name == spec.Name) is { } set)
        {
            new CifarFiles(_folder, set).Require(spec.TrainImages, spec.TestImages);
        }
        else if (spec.Name != ShapesName)
        {
            Guarded(spec, () => Cached(spec.Name)?.IsReady(spec));
        }
    }

    /// <summary>
    /// What else there is to know of a data set, such as how many files of a folder are no images; empty for nothing,
    /// and where it cannot be read.
    /// </summary>
    public string Note(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        try
        {
            return _cifar.FirstOrDefault(set => set.Name == spec.Name) is { } set
                ? new CifarFiles(_folder, set).Look().Note
                : Guarded(spec, () => FilesOf(spec.Name)?.List().Note ?? "");
        }
        catch (DataException)
        {
            // Told by Require, or when a cell asks for the images themselves.
            return "";
        }
    }

    /// <summary>Whether images must be decoded into a file before the data set can be used.</summary>
    public bool NeedsPreparing(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Guarded(spec, () => Cached(spec.Name) is { } cached && !cached.IsReady(spec));
    }

    /// <summary>Decodes the images of a large data set into a memory-mapped file; a stopped one goes on where it was.</summary>
    /// <exception cref="DataException">An image is damaged, or there is no room.</exception>
    public void Prepare(DataSpec spec, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(progress);
        Guarded(spec, () =>
        {
            Cached(spec.Name)?.Prepare(spec, progress, cancel);
            return true;
        });
    }

    /// <summary>The data sets that have a name of their own.</summary>
    public IReadOnlyList<DataSetInfo> List() =>
    [
        .. _cifar.Select(set => new CifarFiles(_folder, set).Look()),
        _imageNet.Look(CacheOf(ImageNetSubset.Name)),
        new DataSetInfo(
            ShapesName, Shapes.Summary, DataSetState.Embedded, "", Shapes.Classes, Shapes.DefaultTrainImages,
            Shapes.DefaultTestImages, Shapes.Shape, ""),
    ];

    /// <summary>
    /// Downloads a data set from its official host, checks and unpacks it. An interrupted download goes on where it
    /// stopped. An archive that was put into the data folder by hand is used instead of a download. Image files that are
    /// there are decoded.
    /// </summary>
    /// <returns>Where files were moved to that lay in the way; none is deleted.</returns>
    /// <exception cref="DataException">There is nothing to download, or the download failed.</exception>
    public async Task<IReadOnlyList<string>> GetAsync(string name, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (_cifar.FirstOrDefault(set => set.Name == name) is { } set)
        {
            return await new CifarFiles(_folder, set).GetAsync(progress, cancel);
        }

        var spec = new DataSpec(name);
        if (name == ShapesName || (IsFolder(name) && !NeedsPreparing(spec)))
        {
            throw new DataException($"{name} needs no download: use it as it is");
        }

        await Task.Run(() => Prepare(spec, progress, cancel), cancel);
        return [];
    }

    /// <summary>Reads every byte of a data set.</summary>
    public DataSetCheck Verify(string name)
    {
        var spec = new DataSpec(name);
        try
        {
            if (Guarded(spec, () => Cached(name)) is { } cached)
            {
                return Guarded(spec, () =>
                {
                    cached.Prepare(spec, new Untold(), CancellationToken.None);
                    string left = cached.LeftOut.Length > 0 ? $"; left out: {cached.LeftOut}" : "";
                    return new DataSetCheck(name, true, cached.Verify(spec), $"your own images, decoded into "
                        + $"{cached.Place}{left}");
                });
            }

            using var data = Read(spec, _ => throw new InvalidOperationException("there is no cache"));
            return new DataSetCheck(name, true, data.Sha256, Origin(name, data));
        }
        catch (DataException problem)
        {
            return new DataSetCheck(name, false, "", problem.Message);
        }
    }

    private string Origin(string name, DataSet data)
    {
        if (_cifar.FirstOrDefault(set => set.Name == name) is { } set)
        {
            return new CifarFiles(_folder, set).Origin();
        }

        if (name == ShapesName)
        {
            return "made by the program";
        }

        return "your own images" + (data.Note.Length > 0 ? $"; {data.Note}" : "");
    }

    private DataSet Read(DataSpec spec, Func<CachedFolder, DataSet> open) => Guarded(spec, () =>
    {
        if (Cached(spec.Name) is { } cached)
        {
            return open(cached);
        }

        return ReadFiles(spec);
    });

    private DataSet ReadFiles(DataSpec spec)
    {
        if (_cifar.FirstOrDefault(set => set.Name == spec.Name) is { } set)
        {
            var files = new CifarFiles(_folder, set);
            var (cifarTrain, cifarTest) = files.Read(spec.TrainImages, spec.TestImages);
            return DataSet.Of(spec.Name, cifarTrain, cifarTest) with { Note = files.Look().Note };
        }

        if (spec.Name == ShapesName)
        {
            var (shapesTrain, shapesTest) = Shapes.Make(new ShapesSettings(), spec.TrainImages, spec.TestImages);
            return DataSet.Of(spec.Name, shapesTrain, shapesTest);
        }

        var folder = FolderOf(spec.Name);
        var listing = folder.List();
        int train = RawImages.Wanted(folder.Path, "training", listing.Train.Count, spec.TrainImages);
        int test = RawImages.Wanted(folder.Path, "test", listing.Test.Count, spec.TestImages);
        var images = DataSet.Of(
            spec.Name, ImageFolder.Read(listing, listing.Train, train, folder.Train),
            ImageFolder.Read(listing, listing.Test, test, folder.Test));
        return images with { Note = listing.Note };
    }

    /// <summary>The decoded form of a set of image files; null for a set that is read otherwise.</summary>
    private CachedFolder? Cached(string name)
    {
        if (!_cached.TryGetValue(name, out var cached))
        {
            _cached[name] = cached = name == ImageNetSubset.Name ? Cached(name, _imageNet.Images(), always: true)
                : IsFolder(name) ? Cached(name, FolderOf(name), always: false)
                : name == ShapesName || _cifar.Any(set => set.Name == name) ? null
                : throw Unknown(name);
        }

        return cached;
    }

    private CachedFolder? Cached(string name, ImageFolder folder, bool always)
    {
        var listing = folder.List();
        long images = Math.Max(listing.Train.Count, listing.Test.Count);
        return always || images * ImageFolder.ShapeOf(listing, folder.Train).Size >= _largeBytes
            ? new CachedFolder(name, folder, listing, CacheOf(name), _largeBytes)
            : null;
    }

    /// <summary>Where the decoded images of a set lie: its name, or a folder's own name with a hash of all of it.</summary>
    private string CacheOf(string name) => Path.Combine(_folder, "cache", IsFolder(name)
        ? $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(name).Split('?')[0])}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12]}"
        : name);

    private static T Guarded<T>(DataSpec spec, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{spec.Name} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The image files of a set; null for a set that is none.</summary>
    private ImageFolder? FilesOf(string name)
    {
        if (name == ImageNetSubset.Name)
        {
            return _imageNet.Images();
        }

        return IsFolder(name) ? FolderOf(name) : null;
    }

    private ImageFolder FolderOf(string name) => ImageFolder.Parse(name[FolderPrefix.Length..], _folder);

    private static bool IsFolder(string name) => name.StartsWith(FolderPrefix, StringComparison.Ordinal);

    private static DataException Unknown(string name) => new(
        $"no data set is called '{name}'; there are {string.Join(", ", s_names)}, "
        + $"and folder:PATH for a folder with train/CLASS and test/CLASS{Nearest.Hint(name, s_names)}");

    private sealed class Untold : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
        }
    }
}
