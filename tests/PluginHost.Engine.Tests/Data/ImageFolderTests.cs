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
    public void An_image_that_announces_more_pixels_than_any_photograph_is_refused_before_it_is_decoded()
    {
        var file = Prepare("train/a/bomb.png");
        File.WriteAllBytes(file, AnnouncedPng.Of(30_000, 30_000));

        var error = Bounded.Refuses<DataException>(() => ImageFile.Read(file, size: 32));
        var shape = Bounded.Refuses<DataException>(() => ImageFile.Shape(file));

        Assert.StartsWith(
            $"{file} says that it is 30000×30000 pixels; at most 100000000 pixels (10,000×10,000)", error.Message);
        Assert.Equal(error.Message, shape.Message);
    }

    [Theory]
    [InlineData(1, 1 << 14, false)]
    [InlineData(1, (1 << 14) + 1, true)]
    [InlineData(100_000_000, 1, true)]
    [InlineData(10_000, 10_000, false)]
    [InlineData(10_001, 10_000, true)]
    public void The_limits_of_an_image_are_its_pixels_and_its_longest_side(int width, int height, bool isRefused)
    {
        var file = Prepare("train/a/announced.png");
        File.WriteAllBytes(file, AnnouncedPng.Of(width, height));

        if (isRefused)
        {
            Bounded.Refuses<DataException>(() => ImageFile.Shape(file));
        }
        else
        {
            Assert.Equal(new ImageShape(3, height, width), ImageFile.Shape(file));
        }
    }

    [Fact]
    public void A_named_pipe_among_the_images_is_told_and_not_waited_for()
    {
        Save("train/a/1.png", 9);
        Save("test/a/1.png", 9);
        var pipe = SpecialFile.Pipe(_folder["set/train/a/2.png"]);

        var error = Bounded.Refuses<DataException>(() => Open("set").Dispose());
        var alone = Bounded.Refuses<DataException>(() => ImageFile.Read(pipe, size: null));

        Assert.Equal($"{pipe} is a named pipe, not a file; name a file, or remove it", error.Message);
        Assert.Equal(error.Message, alone.Message);
    }

    [Fact]
    public void A_class_is_all_that_lies_below_its_folder()
    {
        Save("train/a/images/2.png", 2);
        Save("train/a/images/1.png", 1);
        Save("train/b/3.png", 3);
        Save("test/a/1.png", 9);

        using var set = Open("set");

        Assert.Equal([0, 1, 0], set.Train.Labels);
        Assert.Equal([1, 3, 2], Corners(set.Train));
        Assert.Equal(["train/a/images/1.png", "train/b/3.png", "train/a/images/2.png"], set.Train.Names);
    }

    [Fact]
    public void What_is_hidden_or_no_image_is_left_out_and_counted()
    {
        Save("train/a/1.png", 1);
        Save("test/a/1.png", 1);
        using (var plain = Open("set"))
        {
            Assert.Equal("", plain.Note);
        }

        foreach (string name in (string[])["train/a/._1.png", "train/a/8.tif", "test/a/8.gif", "train/.DS_Store", "train/2.png"])
        {
            File.WriteAllText(Prepare(name), "x");
        }

        Save("train/.ipynb_checkpoints/1-checkpoint.png", 1);
        Save("train/a/.cache/1.png", 1);
        Save("train/__MACOSX/1.png", 1);
        var sets = new DataSets(_folder.Path);
        string told = "left out: 3 hidden folders, 2 hidden files, 1 image in no folder of a class, "
            + "2 files of other kinds (.gif, .tif; read are .png, .jpg, .jpeg, .bmp, .webp)";

        using var set = Open("set");

        Assert.Equal(0, Assert.Single(set.Train.Labels));
        Assert.Equal(1, set.Train.Classes);
        Assert.Equal(told, set.Note);
        Assert.Equal(told, sets.Note(new DataSpec("folder:set")));
        Assert.Equal($"your own images; {told}", sets.Verify("folder:set").Finding);
    }

    [Theory]
    [InlineData("", "is empty; get it again")]
    [InlineData("<html><body>404</body></html>", "is a web page, not the file itself")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "is a pointer of Git LFS")]
    [InlineData("\u0001\u0002", "is not an image that can be read (Unimplemented); replace or remove it")]
    public void What_is_no_image_is_told_by_what_it_is(string content, string told)
    {
        Save("train/a/1.png", 1);
        Save("test/a/1.png", 1);
        string file = Prepare("train/a/2.png");
        File.WriteAllText(file, content);

        Assert.StartsWith($"{file} {told}", Assert.Throws<DataException>(() => Open("set")).Message);
    }

    [Fact]
    public void A_link_to_nothing_and_a_name_that_is_no_UTF_8_are_told()
    {
        Save("train/a/1.png", 1);
        Save("test/a/1.png", 1);
        string link = Prepare("train/a/2.png");
        File.CreateSymbolicLink(link, "nowhere");
        string broken = Assert.Throws<DataException>(() => Open("set")).Message;
        File.Delete(link);
        using var unsayable = new UnsayableFile(_folder["set/test/a/1.png"], _folder["set/train/a"]);

        Assert.StartsWith($"{link} is a link to nothing", broken);
        Assert.Contains("has a name that is not UTF-8", Assert.Throws<DataException>(() => Open("set")).Message);
    }

    [Theory]
    [InlineData("what? why")]
    [InlineData("what?scale=3")]
    [InlineData("a?b?size=c")]
    public void A_folder_may_have_a_question_mark_in_its_name(string name)
    {
        Save("train/a/1.png", 7);
        Save("test/a/1.png", 7);
        Directory.Move(_folder["set"], _folder[name]);

        using var plain = Open(name);
        using var resized = Open(name + "?size=5");

        Assert.Equal([7], Corners(plain.Train));
        Assert.Equal(new ImageShape(3, 5, 5), resized.Train.Shape);
    }

    [Fact]
    public void The_checksum_of_a_folder_is_what_it_always_was()
    {
        Save("train/b/2.png", 20);
        Save("train/a/10.png", 10);
        Save("train/a/9.png", 9);
        Save("test/a/1.png", 1);
        File.WriteAllText(Prepare("train/a/notes.txt"), "x");

        using var set = Open("set");

        Assert.Equal("7b4bc2544a51edff6df7465e3fd2c640e6fc8eb14df6c07d082782d541bfe97d", set.Sha256);
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
