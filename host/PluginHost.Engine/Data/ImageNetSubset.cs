namespace PluginHost.Engine.Data;

/// <summary>
/// The first 100 classes of ImageNet in the order of their names, as the paper has them: training images resized to
/// 256×256, whatever their proportions, test images so too and then cut to the 224×224 in their middle.
/// </summary>
/// <param name="dataFolder">Where data sets lie.</param>
/// <param name="classes">How many classes; fewer in tests.</param>
internal sealed class ImageNetSubset(string dataFolder, int classes = ImageNetSubset.Classes)
{
    public const string Name = "imagenet-subset";
    public const int Classes = 100;
    private const string Summary = "ImageNet, the first 100 classes: photographs, 256×256 (test 224×224)";
    private const int Side = 256;
    private const int TestSide = 224;

    /// <summary>Where the image files are or would be: ImageNet's own train/ and val/, of all classes or of the first ones.</summary>
    public string Folder { get; } = Path.Combine(dataFolder, Name);

    /// <summary>The folder to read.</summary>
    /// <exception cref="DataException">It is not there.</exception>
    public ImageFolder Images() => Directory.Exists(Folder)
        ? new ImageFolder(Folder, new ImageFit(Side), new ImageFit(Side, TestSide), classes)
        : throw new DataException(Absence);

    private string Absence =>
        $"{Name} is missing: there is no folder {Folder}; nobody may hand ImageNet on, so link your own copy: "
        + $"ln -s COPY {Folder} (with train/CLASS and val/CLASS)";

    /// <summary>A quick look at names and at what is decoded.</summary>
    /// <param name="cache">The path of its cache files, without their endings.</param>
    public DataSetInfo Look(string cache)
    {
        var shape = new ImageShape(3, Side, Side);
        if (!Directory.Exists(Folder))
        {
            return new DataSetInfo(Name, Summary, DataSetState.Missing, Folder, classes, 0, 0, shape, Absence);
        }

        try
        {
            var listing = Images().List();
            int train = ImageCache.Glance(cache + ".train");
            int test = ImageCache.Glance(cache + ".test");
            bool all = train >= listing.Train.Count && test >= listing.Test.Count;
            double gigabytes = ((listing.Train.Count * (double)shape.Size) + (listing.Test.Count * 3.0 * TestSide * TestSide)) / 1e9;
            return new DataSetInfo(
                Name, Summary, all ? DataSetState.Ready : DataSetState.Undecoded, Folder, classes, listing.Train.Count,
                listing.Test.Count, shape, "")
            {
                Note = string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{train + test:N0} of {listing.Train.Count + listing.Test.Count:N0} images are decoded into {cache}.train and .test ")
                    + (all ? "" : string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"({gigabytes:0.0} GB when all are); `pluginhost data get {Name}` decodes the rest, a run what it needs")),
            };
        }
        catch (DataException problem)
        {
            return new DataSetInfo(Name, Summary, DataSetState.Damaged, Folder, classes, 0, 0, shape, problem.Message);
        }
    }
}
