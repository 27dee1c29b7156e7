using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>What is plainly no noise for these images is refused, whatever form it has.</summary>
public sealed class MeaningTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryImages _images = NoiseFixture.Images();

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string, string> NoNoise => new()
    {
        { "the images themselves", "signs", "all noise is 0" },
        { "other images", "order", "it is like none of the data set: these are other images" },
        { "images as int8", "content", "it is like the images themselves" },
        { "faint images", "content", "it is like the images themselves" },
        { "negated faint images", "content", "it is like the images themselves" },
        { "zeros", "signs", "all noise is 0" },
        { "a hundredth", "bound", "less than half of it, as with a wrong scale" },
        { "three times", "bound", "a wrong unit" },
    };

    [Theory]
    [MemberData(nameof(NoNoise))]
    public void It_is_refused_with_the_reason(string what, string check, string reason)
    {
        using var scope = NewDisposeScope();
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(), levels => Content(what, levels));

        // Faint images stay within a radius of 8, so that nothing else tells.
        using var read = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(what == "images as int8" ? 127 : 8) });

        Assert.False(read.IsGood);
        Assert.Equal(NoiseCheckOutcome.Wrong, read.Check(check).Outcome);
        Assert.Contains(reason, read.Check(check).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_mean_and_deviation_are_refused_until_a_unit_is_told()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(), _ => (Clean() / 255 - 0.47) / 0.25);

        var error = Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(file, _images, new NoiseReading()));
        using var told = ImportedNoise.Open(file, _images, new NoiseReading { Unit = NoiseUnit.Levels });

        Assert.Contains("images of which mean and deviation were taken out", error.Message, StringComparison.Ordinal);
        Assert.Contains("--units levels", error.Message, StringComparison.Ordinal);
        Assert.Equal(NoiseCheckOutcome.Wrong, told.Check("content").Outcome);
    }

    [Fact]
    public void Noise_that_anybody_would_see_needs_its_radius()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(radius: 80), levels => levels);

        using var untold = ImportedNoise.Open(file, _images, new NoiseReading());
        using var told = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(80) });

        Assert.Contains("noise of more than 64/255 can be seen", untold.Check("bound").Finding, StringComparison.Ordinal);
        Assert.False(untold.IsGood);
        Assert.True(told.IsGood);
    }

    [Fact]
    public void Noise_of_less_than_half_its_radius_is_taken_when_its_unit_is_told()
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(radius: 3), levels => levels);

        using var read = ImportedNoise.Open(file, _images, new NoiseReading { Radius = Radius.Per255(8), Unit = NoiseUnit.Levels });

        Assert.Equal(NoiseCheckOutcome.Warning, read.Check("bound").Outcome);
        Assert.True(read.IsGood);
    }

    [Theory]
    [InlineData("labels", "one number an image looks like labels: --labels takes them")]
    [InlineData("one-hot", "look like one-hot labels: --labels takes them")]
    [InlineData("rows", "the pixels of an image are in one row: reshape them")]
    [InlineData("mask", "truth values are neither noise nor pixels")]
    public void Other_arrays_are_told_by_what_they_look_like(string what, string hint)
    {
        string file = NoiseFixture.Npy(_folder, NoiseFixture.Noise(), levels => what switch
        {
            "labels" => zeros(12, dtype: int64),
            "one-hot" => zeros(12, 3),
            "rows" => zeros(12, 3072),
            _ => levels > 0,
        });

        Assert.Contains(hint, Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(file, _images, new NoiseReading())).Message, StringComparison.Ordinal);
    }

    private Tensor Content(string what, Tensor levels) => what switch
    {
        "the images themselves" => Clean().to(ScalarType.Byte),
        "other images" => torch.randint(0, 256, [12, 3, 4, 5], generator: new Generator(4)).to(ScalarType.Byte),
        "images as int8" => (Clean() - 128).to(ScalarType.Int8),
        "faint images" => ((Clean() - 128) / 16).round().to(ScalarType.Int8),
        "negated faint images" => ((Clean() - 128) / -16).round().to(ScalarType.Int8),
        "zeros" => zeros_like(levels),
        "a hundredth" => levels.to(ScalarType.Float32) / 25500 + 0.004,
        _ => levels.to(ScalarType.Int16) * 3,
    };

    private Tensor Clean() =>
        _images.ReadBytes([.. Enumerable.Range(0, _images.Count).Select(i => (long)i)], torch.CPU).to(ScalarType.Float32);
}
