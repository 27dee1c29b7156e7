using PluginHost.Engine.Data;
using SkiaSharp;

namespace PluginHost.Engine.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_come_in_turns_with_the_classes_in_ordinal_order()
    {
        Save("train/cat/b.png", 1);
        Save("train/cat/a.png", 2);
        Save("train/Zebra/x.PNG", 3);
        Save("train/Zebra/notes.txt", 0);
        Save("test/cat/t.png", 4);

        using var set = Open("set");

        Assert.Equal(2, set.Train.Classes);
        Assert.Equal([0, 1, 1], set.Train.Labels);
        Assert.Equal([3, 2, 1], Corners(set.Train));
        Assert.Equal([1], set.Test.Labels);
    }

    [Fact]
    public void Pixels_are_kept_as_planes()
    {
        var path = Prepare("train/a/x.png");
        using (var bitmap = new SKBitmap(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul))
        {
            bitmap.SetPixel(0, 0, new SKColor(10, 20, 30));
            bitmap.SetPixel(1, 0, new SKColor(40, 50, 60, 128));
            Encode(bitmap, path, SKEncodedImageFormat.Png);
        }

        Directory.CreateDirectory(_folder["set/val/a"]);
        File.Copy(path, _folder["set/val/a/x.png"]);

        using var set = Open("set");

        using var bytes = set.Train.ReadBytes([0], CPU);
        Assert.Equal(new ImageShape(3, 1, 2), set.Train.Shape);
        Assert.Equal([10, 40, 20, 50, 30, 60], bytes.data<byte>().ToArray());
        Assert.Equal(1, set.Test.Count);
    }

    [Fact]
    public void Images_of_several_sizes_need_a_size()
    {
        Save("train/a/1.png", 9);
        Save("train/a/2.png", 9, side: 6);
        Save("test/a/1.png", 9);

        var error = Assert.Throws<DataException>(() => Open("set"));
        using var resized = Open("set?size=5");

        Assert.Equal(
            $"{_folder["set/train/a/2.png"]} is 6×6, others are 4×4; make them all one size, or ask for it with ?size=N",
            error.Message);
        Assert.Equal(new ImageShape(3, 5, 5), resized.Train.Shape);
        Assert.Equal([9, 9], Corners(resized.Train));
    }

    [Fact]
    public void A_damaged_file_is_one_error_with_its_path()
    {
        Save("train/a/1.png", 9);
        var second = Save("train/a/2.png", 9);
        Save("train/a/3.png", 9);
        Save("test/a/1.png", 9);
        var bytes = File.ReadAllBytes(second);
        File.WriteAllBytes(second, bytes[..(bytes.Length / 2)]);
        File.WriteAllText(_folder["set/train/a/3.png"], "not an image");

        var error = Assert.Throws<DataException>(() => Open("set"));

        Assert.StartsWith($"{second} is ", error.Message);
        Assert.EndsWith("; replace or remove it", error.Message);
    }

    [Fact]
    public void Webp_and_jpeg_are_read_too()
    {
        Save("train/a/1.jpeg", 100, format: SKEncodedImageFormat.Jpeg);
        Save("train/a/2.JPG", 100, format: SKEncodedImageFormat.Jpeg);
        Save("train/a/3.webp", 100, format: SKEncodedImageFormat.Webp);
        Save("test/a/1.png", 100);

        using var set = Open("set");

        Assert.All(Corners(set.Train), value => Assert.InRange(value, 97, 103));
    }

    [Theory]
    [InlineData("set", "", "there is no folder ")]
    [InlineData("set", "train/a/1.png", "there is no folder ")]
    [InlineData("set", "train/a/1.png test/b/1.png", "is a class that has no training images")]
    [InlineData("set", "train/a/1.png train/b/notes.txt test/a/1.png", "has no images (they end in ")]
    [InlineData("set?scale=3", "train/a/1.png test/a/1.png", "'?scale=3' is not understood; write ?size=N")]
    [InlineData("set?size=0", "train/a/1.png test/a/1.png", "'?size=0' is not understood")]
    public void A_wrong_layout_is_told(string path, string files, string message)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Save(file, 1);
        }

        Assert.Contains(message, Assert.Throws<DataException>(() => Open(path)).Message);
    }

    [Fact]
    public void The_first_images_are_spread_over_the_classes()
    {
        foreach (var name in (string[])["a/1", "a/2", "a/3", "b/1", "b/2", "c/1"])
        {
            Save($"train/{name}.png", 1);
        }

        Save("test/a/1.png", 1);

        using var set = new DataSets(_folder.Path).Open(new DataSpec($"folder:{_folder["set"]}", 4));

        Assert.Equal([0, 1, 2, 0], set.Train.Labels);
    }

    private DataSet Open(string path) => new DataSets(_folder.Path).Open(new DataSpec("folder:" + path));

    private static int[] Corners(LabelledImages images) =>
        [.. Enumerable.Range(0, images.Count).Select(i =>
        {
            using var bytes = images.ReadBytes([i], CPU);
            return (int)bytes.data<byte>()[0];
        })];

    private string Save(string name, byte grey, int side = 4, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        var path = Prepare(name);
        using var bitmap = new SKBitmap(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(grey, grey, grey));
        Encode(bitmap, path, format);
        return path;
    }

    private string Prepare(string name)
    {
        var path = _folder["set/" + name];
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        return path;
    }

    private static void Encode(SKBitmap bitmap, string path, SKEncodedImageFormat format)
    {
        using var file = File.Create(path);
        Assert.True(bitmap.Encode(file, format, 100));
    }
}
