using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.NoiseFiles.Tests;

public sealed class ImportedNoiseTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryImages _images = NoiseFixture.Images();
    private readonly MemoryNoise _noise = NoiseFixture.Noise();

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string> Forms => new()
    {
        { "int8", "noise in grey levels" }, { "int64", "noise in grey levels" }, { "float32", "noise in units of 1" },
        { "float16", "noise in units of 1" }, { "float64 levels", "noise in grey levels" }, { "last", "noise in grey levels" },
        { "wrapped", "255 stands for −1" }, { "middle", "around 128" }, { "protected", "protected images in grey levels" },
        { "protected float", "protected images in units of 1" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_the_same_noise_is_understood(string form, string meaning)
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => form switch
        {
            "int8" => levels,
            "int64" => levels.to(ScalarType.Int64),
            "float32" => levels.to(ScalarType.Float32) / 255,
            "float16" => (levels.to(ScalarType.Float32) / 255).to(ScalarType.Float16),
            "float64 levels" => levels.to(ScalarType.Float64),
            "last" => levels.permute([0, 2, 3, 1]).contiguous(),
            "wrapped" => levels.to(ScalarType.Int16).remainder(256).to(ScalarType.Byte),
            "middle" => (levels.to(ScalarType.Int16) + 128).to(ScalarType.Byte),
            "protected" => (Clean() + levels.to(ScalarType.Int16)).to(ScalarType.Byte),
            _ => (Clean() + levels.to(ScalarType.Int16)).to(ScalarType.Float32) / 255,
        });

        using var imported = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.All(imported.Checks, check => Assert.NotEqual(NoiseCheckOutcome.Wrong, check.Outcome));
        Assert.Contains(meaning, imported.Check("meaning").Finding, StringComparison.Ordinal);
        Assert.Contains(form == "last" ? "channels last" : "channels first", imported.Check("format").Finding, StringComparison.Ordinal);
        Assert.Equal(_noise.Levels.ToArray(), NoiseFixture.All(imported));
    }

    [Fact]
    public void An_unclear_unit_asks_for_it()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => levels.to(ScalarType.Float32) / 16);

        var error = Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(file, _images, new NoiseReading()));
        using var told = ImportedNoise.Open(file, _images, new NoiseReading { Unit = NoiseUnit.Fraction });

        Assert.Contains("values from -0.5 to 0.5", error.Message, StringComparison.Ordinal);
        Assert.Contains("--units fraction", error.Message, StringComparison.Ordinal);
        Assert.Contains("128/255", told.Check("bound").Finding, StringComparison.Ordinal);
        Assert.False(told.IsGood);
    }

    [Fact]
    public void Noise_beyond_its_radius_is_wrong_and_without_one_the_largest_is_told()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => levels);

        using var beyond = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(4) });
        using var found = ImportedNoise.Open(file, _images, new NoiseReading());

        Assert.Equal(NoiseCheckOutcome.Wrong, beyond.Check("bound").Outcome);
        Assert.Equal(NoiseCheckOutcome.Warning, found.Check("bound").Outcome);
        Assert.Equal(8, found.Bound.Levels);
    }

    [Fact]
    public void A_lost_negative_half_is_refused_unless_it_is_meant_so()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => levels.clamp(0, 127));

        using var lost = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8) });
        using var meant = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8), MayHaveOneSign = true });

        Assert.Equal(NoiseCheckOutcome.Wrong, lost.Check("signs").Outcome);
        Assert.Contains("one half of the noise is lost", lost.Check("signs").Finding, StringComparison.Ordinal);
        Assert.True(meant.IsGood);
        Assert.Throws<InvalidOperationException>(() => NoiseFixture.All(lost));
    }

    [Fact]
    public void Values_that_are_not_finite_are_told_with_their_images_and_classes()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels =>
        {
            var floats = levels.to(ScalarType.Float32) / 255;
            floats.narrow(0, 5, 1).fill_(double.NaN);
            return floats;
        });

        using var imported = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.Equal(NoiseCheckOutcome.Wrong, imported.Check("values").Outcome);
        Assert.Contains("in 1 images (the first: 5; of class 2)", imported.Check("values").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_without_noise_is_wrong()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels =>
        {
            foreach (int image in (int[])[1, 4, 7, 10])
            {
                levels.narrow(0, image, 1).fill_(0);
            }

            return levels;
        });

        using var imported = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.Equal(NoiseCheckOutcome.Wrong, imported.Check("noise").Outcome);
        Assert.Contains("4 of 12 images have none, among them all of class 1", imported.Check("noise").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_of_one_image_a_class_goes_to_the_images_of_the_class()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(3), levels => levels);

        using var plain = ImportedNoise.Open(file, _images, new NoiseReading());
        using var classWise = ImportedNoise.Open(file, _images, new NoiseReading { ClassWise = true });
        sbyte[] all = NoiseFixture.All(classWise);

        Assert.Contains("--class-wise", plain.Check("images").Finding, StringComparison.Ordinal);
        Assert.False(plain.IsGood);
        Assert.Equal(12, classWise.Count);
        Assert.Equal(all[..60], all[180..240]);
        Assert.NotEqual(all[..60], all[60..120]);
    }

    [Fact]
    public void Noise_for_other_sizes_is_wrong_and_for_more_images_only_where_that_is_allowed()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(20), levels => levels);

        using var strict = ImportedNoise.Open(file, _images, new NoiseReading());
        using var first = ImportedNoise.Open(file, _images, new NoiseReading { MayHaveMore = true });
        using var other = NoiseFixture.Images(20, new ImageShape(3, 5, 4));
        using var turned = ImportedNoise.Open(file, other, new NoiseReading());

        Assert.False(strict.IsGood);
        Assert.Equal(NoiseFixture.Noise(20).Levels[..720].ToArray(), NoiseFixture.All(first));
        Assert.Contains("20 of 3×4×5, but the data set has 20 training images of 3×5×4", turned.Check("images").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_labels_are_wrong()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => levels);
        int[] labels = [.. _images.Labels];

        using var same = ImportedNoise.Open(file, _images, new NoiseReading { Labels = labels });
        (labels[0], labels[1]) = (labels[1], labels[0]);
        using var swapped = ImportedNoise.Open(file, _images, new NoiseReading { Labels = labels });

        Assert.Equal(NoiseCheckOutcome.Good, same.Check("labels").Outcome);
        Assert.Contains("2 of 12 differ", swapped.Check("labels").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Protected_images_in_another_order_are_told_with_the_image_that_they_are_of()
    {
        string file = NoiseFixture.Npy(_folder, _noise, levels => (Clean() + levels.to(ScalarType.Int16)).to(ScalarType.Byte).flip([0]));

        using var imported = ImportedNoise.Open(file, _images, new NoiseReading());

        Assert.Equal(NoiseCheckOutcome.Wrong, imported.Check("order").Outcome);
        Assert.Contains("image 0 ", imported.Check("order").Finding, StringComparison.Ordinal);
        Assert.Contains("most like image 11 ", imported.Check("order").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Fractions_of_a_level_are_rounded_half_to_even_and_told()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(radius: 7), levels => (levels.to(ScalarType.Float32) + 0.5) / 255);

        using var imported = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8), Unit = NoiseUnit.Fraction });
        var expected = NoiseFixture.Noise(radius: 7).Levels.ToArray().Select(level => (sbyte)Math.Round(level + 0.5, MidpointRounding.ToEven));

        Assert.Equal(NoiseCheckOutcome.Warning, imported.Check("rounding").Outcome);
        // 255·δ is not exactly a half in float32, so that some may be rounded to the other side.
        Assert.All(NoiseFixture.All(imported).Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    private Tensor Clean() => _images.ReadBytes([.. Enumerable.Range(0, _images.Count).Select(i => (long)i)], torch.CPU).to(ScalarType.Int16);
}
