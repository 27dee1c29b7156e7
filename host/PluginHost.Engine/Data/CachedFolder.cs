using System.Globalization;
using System.Text;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>
/// An image folder whose images are decoded once into files in the data folder: <c>cache/NAME.train</c> and
/// <c>cache/NAME.test</c> (see <see cref="ImageCache"/>), and <c>cache/NAME.sums</c> with the checksums that were computed.
/// </summary>
/// <param name="name">What a recipe calls it.</param>
/// <param name="folder">The folder.</param>
/// <param name="listing">What it holds.</param>
/// <param name="cache">The path of its cache files, without their endings.</param>
/// <param name="mapFrom">A set with at least so many bytes of training images stays in its file; a smaller one is read into memory.</param>
internal sealed class CachedFolder(string name, ImageFolder folder, FolderListing listing, string cache, long mapFrom)
{
    private readonly Split _train = Split.Of(listing, listing.Train, folder.Train, cache + ".train");
    private readonly Split _test = Split.Of(listing, listing.Test, folder.Test, cache + ".test");

    private string Sums => cache + ".sums";

    /// <summary>The files that it is decoded into.</summary>
    public string Place => cache + ".{train,test}";

    /// <summary>What of the folder is not read; empty for nothing.</summary>
    public string LeftOut => listing.LeftOut.ToString();

    /// <summary>What its decoded images take, in bytes.</summary>
    public long Bytes => _train.Bytes + _test.Bytes;

    /// <summary>How many images are decoded, of both splits.</summary>
    public int Decoded => _train.Cache.Ready + _test.Cache.Ready;

    /// <summary>Whether all images that a spec wants are decoded.</summary>
    public bool IsReady(DataSpec spec)
    {
        var (train, test) = Wanted(spec);
        return _train.Cache.Ready >= train && _test.Cache.Ready >= test;
    }

    /// <summary>Decodes what is missing of the images that a spec wants.</summary>
    public void Prepare(DataSpec spec, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        var (train, test) = Wanted(spec);
        // The few first: damage in them is told before the long work.
        _test.Cache.Ensure(test, progress, cancel);
        _train.Cache.Ensure(train, progress, cancel);
    }

    /// <summary>The checksum of the decoded images that a spec means, computed once.</summary>
    public string Checksum(DataSpec spec)
    {
        var (train, test) = Wanted(spec);
        string line = string.Create(CultureInfo.InvariantCulture, $"{_train.Source} {_test.Source} {train} {test} ");
        string[] known = File.Exists(Sums) ? RegularFile.ReadAllLines(Sums) : [];
        if (known.FirstOrDefault(k => k.StartsWith(line, StringComparison.Ordinal)) is { } found)
        {
            return found[line.Length..];
        }

        string sum = Computed(train, test);
        var kept = known.Where(k => k.StartsWith($"{_train.Source} {_test.Source} ", StringComparison.Ordinal)).Append(line + sum);
        AtomicFile.Write(Sums, file => file.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(k => k + "\n")))));
        return sum;
    }

    /// <summary>The checksum by reading every byte; the recorded one must agree.</summary>
    public string Verify(DataSpec spec)
    {
        var (train, test) = Wanted(spec);
        string found = Computed(train, test);
        return found == Checksum(spec)
            ? found
            : throw new DataException($"{Place} was changed after it was made; delete it, and it is made anew");
    }

    public DataSet Open(DataSpec spec)
    {
        var (train, test) = Wanted(spec);
        return new DataSet(name, Opened(_train, train), Opened(_test, test), Checksum(spec))
        {
            Note = listing.Note,
        };
    }

    private string Computed(int train, int test)
    {
        using var trainImages = _train.Cache.Open(train, listing.Classes);
        using var testImages = _test.Cache.Open(test, listing.Classes);
        return ImageChecksum.Of(trainImages, testImages);
    }

    private LabelledImages Opened(Split split, int count)
    {
        var images = split.Cache.Open(count, listing.Classes);
        if ((long)count * split.Shape.Size >= mapFrom)
        {
            return images;
        }

        using (images)
        {
            return new MemoryImages(images.InMemory());
        }
    }

    private (int Train, int Test) Wanted(DataSpec spec) =>
    (
        RawImages.Wanted(name, "training", listing.Train.Count, spec.TrainImages),
        RawImages.Wanted(name, "test", listing.Test.Count, spec.TestImages)
    );

    private sealed record Split(ImageCache Cache, ImageShape Shape, string Source, long Bytes)
    {
        public static Split Of(FolderListing listing, IReadOnlyList<LabelledFile> files, ImageFit fit, string file)
        {
            var shape = ImageFolder.ShapeOf(listing, fit);
            string source = listing.Source(files, fit);
            return new Split(new ImageCache(file, listing.Root, files, fit, shape, source), shape, source, (long)files.Count * shape.Size);
        }
    }
}
