using PluginHost.Engine.Training;

namespace PluginHost.Engine.Tests.Training;

public sealed class BatchOrderTests
{
    [Fact]
    public void An_epoch_shows_every_image_once_and_leaves_the_remainder_out()
    {
        var order = new BatchOrder(10, 3, new RandomStreams(0));

        long[] seen = [.. Enumerable.Range(0, 3).SelectMany(step => order.Indices(step).ToArray())];

        Assert.Equal(3, order.StepsPerEpoch);
        Assert.Equal(9, seen.Distinct().Count());
        Assert.All(seen, index => Assert.InRange(index, 0, 9));
    }

    [Fact]
    public void A_step_has_the_same_images_whatever_was_asked_before()
    {
        var through = new BatchOrder(20, 4, new RandomStreams(3));
        for (int step = 0; step < 12; step++)
        {
            _ = through.Indices(step);
        }

        var straight = new BatchOrder(20, 4, new RandomStreams(3));

        Assert.Equal(through.Indices(12).ToArray(), straight.Indices(12).ToArray());
        Assert.NotEqual(straight.Indices(2).ToArray(), straight.Indices(7).ToArray());
    }

    [Fact]
    public void A_batch_larger_than_the_set_is_the_whole_set() =>
        Assert.Equal(5, new BatchOrder(5, 128, new RandomStreams(0)).Indices(0).Length);
}
