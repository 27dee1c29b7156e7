using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Folders of protected images as other projects leave them.</summary>
public sealed class ImageFoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryImages _images = NoiseFixture.Images();
    private readonly MemoryNoise _noise = NoiseFixture.Noise();

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("img_{0}.png")]
    [InlineData("train{0:00000}-protected.png")]
    [InlineData("{0}.PNG")]
    [InlineData("deep/er/2021_{0}_em.png")]
    public void Names_that_are_alike_but_for_a_number_are_in_its_order(string form)
    {
        Write(i => string.Format(CultureInfo.InvariantCulture, form, i));

        using var read = Open();

        Assert.True(read.IsGood);
        Assert.Contains("in the order of their numbers", read.Check("format").Finding, StringComparison.Ordinal);
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
    }

    [Fact]
    public void What_is_hidden_or_no_image_is_left_out_and_counted()
    {
        Write(i => $"{i}.png");
        foreach (string name in (string[])["._0.png", ".DS_Store", "notes.txt", "0.gif", "1.gif"])
        {
            _folder.Write($"set/{name}", "x");
        }

        _folder.Write("set/.ipynb_checkpoints/0-checkpoint.png", "x");
        _folder.Write("set/__MACOSX/._0.png", "x");

        using var read = Open();

        Assert.True(read.IsGood);
        Assert.EndsWith(
            "; left out: 2 hidden folders, 2 hidden files, 3 files of other kinds (.gif, .txt; read are .png, .jpg, .jpeg, .bmp, .webp)",
            read.Check("format").Finding);
    }

    [Theory]
    [InlineData("train/{0}/{1}.png", "{0}/{1}.png")]
    [InlineData("train/{0}/{1}.jpg", "train/{0}/{1}.png")]
    [InlineData("train/{0}/{0}_{1}.JPEG", "{0}_{1}.png")]
    public void Images_that_are_called_as_the_data_sets_are_matched_by_name(string clean, string stored)
    {
        using var named = Named(i => string.Format(CultureInfo.InvariantCulture, clean, "cat dog eel".Split(' ')[i % 3], i / 3));
        Write(i => string.Format(CultureInfo.InvariantCulture, stored, "cat dog eel".Split(' ')[i % 3], i / 3));

        using var read = ImportedNoise.Open(_folder["set"], named, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.True(read.IsGood);
        Assert.Contains("matched by their names", read.Check("format").Finding, StringComparison.Ordinal);
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
    }

    [Fact]
    public void A_file_that_lacks_among_those_called_as_the_data_sets_is_named()
    {
        using var named = Named(i => $"train/{i % 3}/{i}.png");
        Write(i => $"{i % 3}/{i}.png");
        File.Delete(_folder["set/1/4.png"]);

        var error = Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(_folder["set"], named, new NoiseReading()));

        Assert.Contains("1 of 12 images have no file of their name, the first of them train/1/4.png", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("<html></html>", "is a web page")]
    public void A_file_that_is_no_image_is_told_by_what_it_is(string content, string told)
    {
        Write(i => $"{i}.png");
        string file = _folder.Write("set/3.png", content);

        var error = Assert.Throws<NoiseFileException>(() => Open());

        Assert.StartsWith($"{file} {told}", error.Message);
    }

    [Fact]
    public void A_link_to_nothing_and_a_name_that_is_no_UTF_8_are_told()
    {
        Write(i => $"{i}.png");
        File.Delete(_folder["set/3.png"]);
        File.CreateSymbolicLink(_folder["set/3.png"], "nowhere");
        string broken = Assert.Throws<NoiseFileException>(() => Open()).Message;
        File.Delete(_folder["set/3.png"]);
        using var unsayable = new UnsayableFile(_folder["set/4.png"], _folder["set"]);
        string named = Assert.Throws<NoiseFileException>(() => Open()).Message;

        Assert.StartsWith($"{_folder["set/3.png"]} is a link to nothing", broken);
        Assert.Contains("has a name that is not UTF-8", named, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_became_one_colour_is_told_as_that()
    {
        Write(i => $"{i}.png", (i, rgb) => i % 3 == 2 ? new byte[rgb.Length] : rgb);

        using var read = Open();

        Assert.Equal(NoiseCheckOutcome.Wrong, read.Check("colours").Outcome);
        Assert.StartsWith("class 2 is one colour, and the clean images are not", read.Check("colours").Finding);
        Assert.DoesNotContain(read.Checks, check => check.Name == "order" && check.Outcome == NoiseCheckOutcome.Wrong);
    }

    [Fact]
    public void The_Python_version_of_CIFAR_is_read_as_protected_images()
    {
        var shape = CifarSet.Shape;
        using var images = NoiseFixture.Images(4, shape);
        using var noise = new InMemoryNoise(NoiseFixture.Noise(4, shape));
        using var set = new ProtectedImages(images, noise);
        byte[] pixels = [.. Enumerable.Range(0, 4).SelectMany(set.Protected)];
        Directory.CreateDirectory(_folder["set"]);
        File.WriteAllBytes(_folder["set/data_batch_1"], PickledBatch.Of("labels", [0, 1], pixels[..(2 * shape.Size)]));
        File.WriteAllBytes(_folder["set/data_batch_2"], PickledBatch.Of("labels", [2, 0], pixels[(2 * shape.Size)..]));

        using var read = ImportedNoise.Open(_folder["set"], images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.True(read.IsGood);
        Assert.Equal(NoiseFixture.Noise(4, shape).Levels.ToArray(), NoiseFixture.All(read));
    }

    private MemoryImages Named(Func<int, string> name)
    {
        using var bytes = _images.ReadBytes([.. Enumerable.Range(0, _images.Count).Select(i => (long)i)], torch.CPU);
        return new MemoryImages(bytes.data<byte>().ToArray(), _images.Labels, _images.Shape, _images.Classes, [.. Enumerable.Range(0, _images.Count).Select(name)]);
    }

    private ImportedNoise Open() => ImportedNoise.Open(_folder["set"], _images, new NoiseReading { Radius = Radius.Per255(8) });

    private void Write(Func<int, string> name, Func<int, byte[], byte[]>? change = null)
    {
        using var noise = new InMemoryNoise(_noise);
        using var set = new ProtectedImages(_images, noise);
        set.ForEach(0, set.Count, (i, pixels) =>
        {
            byte[] rgb = PngFile.Interleaved(pixels, set.Shape);
            PngFile.Write(_folder["set/" + name(i)], change is null ? rgb : change(i, rgb), set.Shape.Width, set.Shape.Height);
        });
    }
}
