using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.NoiseFiles.Sheets;

namespace PluginHost.NoiseFiles.Tests;

public sealed class NoiseRoundTripTests : IDisposable
{
    private static readonly ImageShape Cifar = new(3, 32, 32);
    private readonly TempFolder _folder = new();
    private readonly MemoryImages _images = NoiseFixture.Images(shape: Cifar, classes: 10);
    private readonly MemoryNoise _noise = NoiseFixture.Noise(shape: Cifar);
    private readonly string _stored;

    public NoiseRoundTripTests() => _stored = NoiseFixture.Npy(_folder, _noise, levels => levels);

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Npy_holds_the_same_bytes_again()
    {
        using (var levels = StoredLevels.Open(_stored))
        {
            NoiseExport.Npy(_folder["copy.npy"], levels);
        }

        Assert.Equal(File.ReadAllBytes(_stored), File.ReadAllBytes(_folder["copy.npy"]));
        Assert.Equal(NoiseFileHash.Of(_stored), NoiseFileHash.Of(_folder["copy.npy"]));
    }

    [Fact]
    public void Safetensors_hold_noise_and_what_is_known_of_it()
    {
        var origin = new NoiseOrigin(Radius.Per255(8), new DataSpec("cifar10", 12, 5), "abc", "rem(radius=8)", 3);
        using (var levels = StoredLevels.Open(_stored))
        {
            NoiseExport.Safetensors(_folder["noise.safetensors"], levels, origin);
        }

        using var read = ImportedNoise.Open(_folder["noise.safetensors"], _images, new NoiseReading());
        var tensors = Safetensors.Load(_folder["noise.safetensors"], out var metadata);

        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
        Assert.Equal(origin, read.Origin);
        Assert.Equal(8, read.Bound.Levels);
        Assert.Equal([12, 3, 32, 32], tensors["noise"].shape);
        Assert.Equal(("NCHW", 64), (metadata["layout"], metadata["noise-sha256"].Length));
        tensors["noise"].Dispose();
    }

    [Fact]
    public void A_damaged_safetensors_file_fails_its_own_checksum()
    {
        using (var levels = StoredLevels.Open(_stored))
        {
            NoiseExport.Safetensors(_folder["noise.safetensors"], levels, NoiseOrigin.Unknown);
        }

        byte[] bytes = File.ReadAllBytes(_folder["noise.safetensors"]);
        bytes[^100] ^= 1;
        File.WriteAllBytes(_folder["noise.safetensors"], bytes);
        using var read = ImportedNoise.Open(_folder["noise.safetensors"], _images, new NoiseReading());

        Assert.Equal(NoiseCheckOutcome.Wrong, read.Check("checksum").Outcome);
    }

    [Theory]
    [InlineData(NoiseContent.Protected)]
    [InlineData(NoiseContent.Noise)]
    public void A_png_folder_gives_the_same_noise_and_labels(NoiseContent content)
    {
        using (var protectedImages = new ProtectedImages(_images, StoredLevels.Open(_stored)))
        {
            NoiseExport.Png(_folder["png"], protectedImages, content);
        }

        using var read = ImportedNoise.Open(_folder["png"], _images, new NoiseReading { Radius = Radius.Per255(8) });
        string[] list = File.ReadAllLines(_folder["png/labels.csv"]);

        Assert.All(read.Checks, check => Assert.Equal(NoiseCheckOutcome.Good, check.Outcome));
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
        Assert.Equal(["file,label,index", "0/00.png,0,0", "1/01.png,1,1"], list[..3]);
        Assert.Equal(_images.Labels, LabelFile.Read(_folder["png/labels.csv"]));
    }

    [Fact]
    public void Numbered_png_files_without_a_list_are_taken_in_the_order_of_their_numbers()
    {
        using (var protectedImages = new ProtectedImages(_images, StoredLevels.Open(_stored)))
        {
            NoiseExport.Png(_folder["png"], protectedImages, NoiseContent.Protected);
        }

        Directory.CreateDirectory(_folder["flat"]);
        foreach (string file in Directory.GetFiles(_folder["png"], "*.png", SearchOption.AllDirectories))
        {
            File.Copy(file, _folder[$"flat/{int.Parse(Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture)}.png"]);
        }

        using var read = ImportedNoise.Open(_folder["flat"], _images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.True(read.IsGood);
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
        File.Delete(_folder["flat/5.png"]);
        Assert.Contains("some are missing", Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(_folder["flat"], _images, new NoiseReading())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 3073, "data_batch_1.bin")]
    [InlineData(100, 3074, "train.bin")]
    public void The_cifar_layout_gives_the_same_noise_and_is_read_as_a_data_set(int classes, int record, string name)
    {
        using var images = NoiseFixture.Images(shape: Cifar, classes: classes);
        using (var protectedImages = new ProtectedImages(images, StoredLevels.Open(_stored)))
        {
            NoiseExport.Cifar(_folder["cifar"], protectedImages, _images);
        }

        using var read = ImportedNoise.Open(_folder["cifar"], images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.All(read.Checks, check => Assert.Equal(NoiseCheckOutcome.Good, check.Outcome));
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(read));
        Assert.Equal(12 * record, new FileInfo(_folder[$"cifar/{name}"]).Length);
        Assert.Equal(12 * record, new FileInfo(_folder[classes == 10 ? "cifar/test_batch.bin" : "cifar/test.bin"]).Length);
    }

    [Fact]
    public void Noise_is_clipped_where_the_image_ends()
    {
        byte[] pixels = [250, 3];
        ProtectedImages.Add(pixels, [8, -8]);

        Assert.Equal([255, 0], pixels);
    }

    [Fact]
    public void An_export_does_not_mix_with_what_is_there()
    {
        _folder.Write("full/file", "");
        using var images = new ProtectedImages(_images, StoredLevels.Open(_stored));

        Assert.Contains("not an empty folder", Assert.Throws<NoiseFileException>(() => NoiseExport.Png(_folder["full"], images, NoiseContent.Protected)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_of_several_noises_has_two_rows_an_image_and_is_the_same_every_time()
    {
        using var first = StoredLevels.Open(_stored);
        using var second = StoredLevels.Open(_stored);

        NoiseSheet.Of(_images, [("EM 8", first), ("REM 8-4", second)], [0, 3], scale: 2).Write(_folder["a.png"]);
        NoiseSheet.Of(_images, [("EM 8", first), ("REM 8-4", second)], [0, 3], scale: 2).Write(_folder["b.png"]);
        var sheet = ImageFile.Read(_folder["a.png"], null);

        Assert.Equal(File.ReadAllBytes(_folder["a.png"]), File.ReadAllBytes(_folder["b.png"]));
        Assert.InRange(sheet.Height, 4 * 64, (4 * 68) + 40);
        Assert.InRange(sheet.Width, 3 * 64, 3 * 68 + 120);
        using var clean = _images.ReadBytes([3], torch.CPU);
        byte[] expected = PngFile.Interleaved(clean.data<byte>().ToArray(), Cifar)[..3];
        int row = sheet.Height - (2 * 68);
        Assert.Contains(Enumerable.Range(0, sheet.Width), x => sheet.Rgb.AsSpan(3 * ((row * sheet.Width) + x), 3).SequenceEqual(expected));
    }
}
