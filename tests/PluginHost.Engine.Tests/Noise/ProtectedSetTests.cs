using Filters.LowPass;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

public sealed class ProtectedSetTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    private static MemoryImages Clean(int count, byte value) =>
        new([.. Enumerable.Repeat(value, count * 2)], [.. Enumerable.Repeat(0, count)], Shape, 2);

    private static MemoryNoise Constant(int count, sbyte level) =>
        new([.. Enumerable.Repeat(level, count * 2)], count, Shape);

    [Theory]
    [InlineData(250, 8, 255)]
    [InlineData(3, -8, 0)]
    [InlineData(100, -8, 92)]
    public void Noise_is_added_to_8_bit_pixels_and_clipped(byte pixel, sbyte level, byte expected)
    {
        using var scope = NewDisposeScope();
        using var clean = Clean(1, pixel);

        var composed = ProtectedSet.Compose(clean, Constant(1, level), 1, new RandomStreams(0), filter: null);

        Assert.Equal([expected, expected], composed.ReadBytes([0], torch.CPU).flatten().data<byte>().ToArray());
        (composed as IDisposable)?.Dispose();
    }

    [Fact]
    public void A_smaller_share_is_part_of_a_larger_one_and_has_its_size()
    {
        var random = new RandomStreams(7);

        bool[] small = ProtectedSet.Selection(1000, 0.2, random);
        bool[] large = ProtectedSet.Selection(1000, 0.6, random);

        Assert.Equal(200, small.Count(carries => carries));
        Assert.Equal(600, large.Count(carries => carries));
        Assert.DoesNotContain(true, small.Zip(large, (inSmall, inLarge) => inSmall && !inLarge));
    }

    [Fact]
    public void A_set_composed_when_it_is_read_is_the_set_composed_in_memory()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var shape = new ImageShape(3, 6, 5);
        using var clean = new MemoryImages(randint(256, [8, 3, 6, 5]).to(ScalarType.Byte).data<byte>().ToArray(), [0, 1, 0, 1, 0, 1, 0, 1], shape, 2);
        var noise = new MemoryNoise((randint(255, [8, 3, 6, 5]) - 127).to(ScalarType.Int8).data<sbyte>().ToArray(), 8, shape);
        bool[] carries = ProtectedSet.Selection(8, 0.5, new RandomStreams(1));
        var filter = new MedianFilter();

        var streamed = ProtectedSet.Compose(clean, noise, carries, filter, composeFrom: 0);
        var whole = ProtectedSet.Compose(clean, noise, carries, filter);

        long[] some = [5, 0, 7, 0];
        Assert.IsType<MemoryImages>(whole);
        Assert.IsNotType<MemoryImages>(streamed);
        Assert.Equal(whole.ReadBytes(some, CPU).data<byte>().ToArray(), streamed.ReadBytes(some, CPU).data<byte>().ToArray());
        Assert.Equal(whole.Labels, streamed.Labels);
        (whole as IDisposable)?.Dispose();
    }

    [Fact]
    public void Another_seed_protects_other_images()
    {
        Assert.NotEqual(
            ProtectedSet.Selection(100, 0.5, new RandomStreams(1)), ProtectedSet.Selection(100, 0.5, new RandomStreams(2)));
    }

    [Fact]
    public void Noise_for_another_data_set_is_refused()
    {
        using var clean = Clean(3, 10);

        var error = Assert.Throws<EngineException>(
            () => ProtectedSet.Compose(clean, Constant(2, 1), 1, new RandomStreams(0), filter: null));

        Assert.Contains("2 images", error.Message, StringComparison.Ordinal);
    }
}
