using PluginHost.Engine.Data;
using SkiaSharp;

namespace PluginHost.Engine.Tests.Data;

public sealed class ImageCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private DataSets Sets => new(_folder.Path, [], largeBytes: 1, imageNetClasses: 2);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_large_folder_gives_the_images_and_the_checksum_that_it_gives_in_memory()
    {
        Save("set", 3);
        var spec = new DataSpec($"folder:{_folder["set"]}?size=5");
        using var memory = new DataSets(_folder.Path).Open(spec);
        Assert.Null(Sets.Checksum(spec));

        using var mapped = Sets.Open(spec);

        Assert.IsType<MemoryImages>(memory.Train);
        Assert.IsType<MappedImages>(mapped.Train);
        Assert.Equal(memory.Sha256, mapped.Sha256);
        Assert.Equal(memory.Sha256, Sets.Checksum(spec));
        Assert.Equal(memory.Train.Labels, mapped.Train.Labels);
        Assert.Equal(Bytes(memory.Train, [5, 0, 5]), Bytes(mapped.Train, [5, 0, 5]));
        Assert.Equal(Bytes(memory.Test, [1]), Bytes(mapped.Test, [1]));
    }

    [Fact]
    public void The_imagenet_subset_has_the_first_classes_and_smaller_test_images()
    {
        Save(ImageNetSubset.Name, 2, classes: ["n3", "n1", "n2"], test: "val");
        Assert.Equal(DataSetState.Undecoded, Look().State);

        using var set = Sets.Open(new DataSpec(ImageNetSubset.Name));

        Assert.Equal((2, 4, 2), (set.Train.Classes, set.Train.Count, set.Test.Count));
        Assert.Equal((new ImageShape(3, 256, 256), new ImageShape(3, 224, 224)), (set.Train.Shape, set.Test.Shape));
        Assert.Equal(DataSetState.Ready, Look().State);
        Assert.True(Sets.Verify(ImageNetSubset.Name).Usable);

        DataSetInfo Look() => Sets.List().Single(info => info.Name == ImageNetSubset.Name);
    }

    [Fact]
    public void Test_images_are_the_middle_of_the_resized_ones()
    {
        using var bitmap = Gradient(40, 30);
        string file = Prepare("x.png");
        Encode(bitmap, file);

        var whole = ImageFile.Read(file, new ImageFit(16));
        var middle = ImageFile.Read(file, new ImageFit(16, 10));

        Assert.Equal((10, 10), (middle.Width, middle.Height));
        Assert.Equal(whole.Rgb.AsSpan(((3 * 16) + 3) * 3, 30).ToArray(), middle.Rgb[..30]);
        Assert.Equal(whole.Rgb.AsSpan(((12 * 16) + 3) * 3, 30).ToArray(), middle.Rgb[^30..]);
    }

    [Fact]
    public void A_cache_grows_when_more_images_are_wanted_and_a_stopped_one_goes_on()
    {
        Save("set", 4);
        var spec = new DataSpec($"folder:{_folder["set"]}?size=5");
        using (var few = Sets.Open(spec with { TrainImages = 3 }))
        {
            Assert.Equal(3, few.Train.Count);
        }

        long before = new FileInfo(CacheFile()).Length;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Sets.Prepare(spec, new Decoded(), stop.Token));
        var rest = new Decoded();
        Sets.Prepare(spec, rest, CancellationToken.None);

        Assert.Equal(4096 + (3 * 75), before);
        Assert.Equal(3 * 75, rest.First);
        using var memory = new DataSets(_folder.Path).Open(spec);
        Assert.Equal(memory.Sha256, Sets.Checksum(spec));
    }

    [Fact]
    public void Changed_files_are_decoded_anew()
    {
        Save("set", 2);
        var spec = new DataSpec($"folder:{_folder["set"]}?size=5");
        using var before = Sets.Open(spec);
        File.SetLastWriteTimeUtc(_folder["set/train/b/1.png"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using (var bitmap = Gradient(9, 9))
        {
            Encode(bitmap, _folder["set/train/b/1.png"]);
        }

        Assert.True(Sets.NeedsPreparing(spec));
        using var after = Sets.Open(spec);

        Assert.NotEqual(before.Sha256, after.Sha256);
    }

    [Fact]
    public void A_damaged_cache_is_told_by_verify()
    {
        Save("set", 2);
        string name = $"folder:{_folder["set"]}?size=5";
        Assert.True(Sets.Verify(name).Usable);
        using (var stream = File.OpenWrite(CacheFile()))
        {
            stream.Position = 4100;
            stream.WriteByte(99);
        }

        var check = Sets.Verify(name);

        Assert.False(check.Usable);
        Assert.Contains("was changed after it was made", check.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void All_damaged_images_are_told_at_once()
    {
        Save("set", 3);
        File.WriteAllText(_folder["set/train/a/1.png"], "no image");
        File.WriteAllText(_folder["set/train/b/2.png"], "no image");

        var error = Assert.Throws<DataException>(() => Sets.Open(new DataSpec($"folder:{_folder["set"]}?size=5")));

        Assert.Contains("a/1.png", error.Message, StringComparison.Ordinal);
        Assert.Contains("b/2.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_are_told_without_reading_images()
    {
        var error = Assert.Throws<DataException>(() => Sets.Require(new DataSpec(ImageNetSubset.Name)));

        Assert.StartsWith("imagenet-subset is missing: there is no folder ", error.Message, StringComparison.Ordinal);
        Assert.Contains("ln -s COPY ", error.Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => Sets.Require(new DataSpec("folder:nowhere")));
        Assert.Throws<DataException>(() => new DataSets(_folder.Path).Require(new DataSpec("cifar10")));
        Sets.Require(new DataSpec("shapes"));
    }

    private string CacheFile() => Directory.GetFiles(_folder["cache"], "*.train").Single();

    private void Save(string set, int images, string[]? classes = null, string test = "test")
    {
        foreach (var (number, name) in (classes ?? ["a", "b"]).Index())
        {
            for (int i = 0; i < images + 1; i++)
            {
                using var bitmap = Gradient(6 + i, 7 + number);
                Encode(bitmap, Prepare(i < images ? $"{set}/train/{name}/{i}.png" : $"{set}/{test}/{name}/{i}.png"));
            }
        }
    }

    private string Prepare(string name)
    {
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        return path;
    }

    private static byte[] Bytes(LabelledImages images, long[] indices)
    {
        using var bytes = images.ReadBytes(indices, CPU);
        return bytes.data<byte>().ToArray();
    }

    private static SKBitmap Gradient(int width, int height)
    {
        var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 6), (byte)(y * 8), (byte)(width + height)));
            }
        }

        return bitmap;
    }

    private static void Encode(SKBitmap bitmap, string path)
    {
        using var file = File.Create(path);
        Assert.True(bitmap.Encode(file, SKEncodedImageFormat.Png, 100));
    }

    /// <summary>How far the training images' decoding was when it began.</summary>
    private sealed class Decoded : IProgress<DownloadProgress>
    {
        public long First { get; private set; } = -1;

        public void Report(DownloadProgress value) => First = First < 0 ? value.Done : First;
    }
}
