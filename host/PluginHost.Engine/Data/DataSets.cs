namespace PluginHost.Engine;

/// <summary>The data sets of one data folder, and those the program makes itself.</summary>
public sealed class DataSets
{
    private const string FolderPrefix = "folder:";
    private const string ShapesName = "shapes";

    private readonly string _folder;
    private readonly IReadOnlyList<CifarSet> _cifar;

    /// <param name="folder">Where data sets lie, each in a folder of its own; need not exist yet.</param>
    public DataSets(string folder) : this(folder, [CifarSet.Cifar10, CifarSet.Cifar100])
    {
    }

    internal DataSets(string folder, IReadOnlyList<CifarSet> cifar)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        _cifar = cifar;
    }

    /// <summary>Reads a data set into memory.</summary>
    /// <param name="spec">
    /// <c>cifar10</c>, <c>cifar100</c>, <c>shapes</c>, or <c>folder:PATH</c> with an optional <c>?size=32</c>, where
    /// PATH is absolute or lies in the data folder.
    /// </param>
    /// <exception cref="DataException">It is unknown, missing or damaged, or has fewer images than asked for.</exception>
    public DataSet Open(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (train, test) = Read(spec);
        return DataSet.Of(spec.Name, train, test);
    }

    /// <summary>The checksum of the images that a spec means, for keys; null where they cannot be read.</summary>
    public string? Checksum(DataSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        try
        {
            var (train, test) = Read(spec);
            return RawImages.Sha256(train, test);
        }
        catch (DataException)
        {
            // Told when a cell asks for the images themselves.
            return null;
        }
    }

    /// <summary>The data sets that have a name of their own.</summary>
    public IReadOnlyList<DataSetInfo> List() =>
    [
        .. _cifar.Select(set => new CifarFiles(_folder, set).Look()),
        new DataSetInfo(
            ShapesName, Shapes.Summary, DataSetState.Embedded, "", Shapes.Classes, Shapes.DefaultTrainImages,
            Shapes.DefaultTestImages, Shapes.Shape, ""),
    ];

    /// <summary>
    /// Downloads a data set from its official host, checks and unpacks it. An interrupted download goes on where it
    /// stopped. An archive that was put into the data folder by hand is used instead of a download.
    /// </summary>
    /// <exception cref="DataException">There is nothing to download, or the download failed.</exception>
    public async Task GetAsync(string name, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (_cifar.FirstOrDefault(set => set.Name == name) is not { } set)
        {
            throw name == ShapesName || IsFolder(name)
                ? new DataException($"{name} needs no download: use it as it is")
                : Unknown(name);
        }

        await new CifarFiles(_folder, set).GetAsync(progress, cancel);
    }

    /// <summary>Reads every byte of a data set.</summary>
    public DataSetCheck Verify(string name)
    {
        try
        {
            var (train, test) = Read(new DataSpec(name));
            var origin = _cifar.FirstOrDefault(set => set.Name == name) is { } set
                ? new CifarFiles(_folder, set).Origin()
                : name == ShapesName ? "made by the program" : "your own images";
            return new DataSetCheck(name, true, RawImages.Sha256(train, test), origin);
        }
        catch (DataException problem)
        {
            return new DataSetCheck(name, false, "", problem.Message);
        }
    }

    private (RawImages Train, RawImages Test) Read(DataSpec spec)
    {
        try
        {
            return ReadFiles(spec);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{spec.Name} cannot be read: {problem.Message}", problem);
        }
    }

    private (RawImages Train, RawImages Test) ReadFiles(DataSpec spec)
    {
        if (_cifar.FirstOrDefault(set => set.Name == spec.Name) is { } set)
        {
            return new CifarFiles(_folder, set).Read(spec.TrainImages, spec.TestImages);
        }

        if (spec.Name == ShapesName)
        {
            return Shapes.Make(new ShapesSettings(), spec.TrainImages, spec.TestImages);
        }

        return IsFolder(spec.Name)
            ? ImageFolder.Parse(spec.Name[FolderPrefix.Length..], _folder).Read(spec.TrainImages, spec.TestImages)
            : throw Unknown(spec.Name);
    }

    private static bool IsFolder(string name) => name.StartsWith(FolderPrefix, StringComparison.Ordinal);

    private DataException Unknown(string name) => new(
        $"no data set is called '{name}'; there are {string.Join(", ", _cifar.Select(set => set.Name))}, {ShapesName}, "
        + "and folder:PATH for a folder with train/CLASS and test/CLASS");
}
