using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

public sealed class MemoryImagesTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    [Fact]
    public void Batches_come_in_the_order_asked_for()
    {
        using var images = new MemoryImages([0, 51, 102, 153, 204, 255], [2, 0, 1], Shape, 3);
        using var scope = NewDisposeScope();

        var batch = images.Read([2, 0, 2], CPU);

        Assert.Equal([0.8f, 1f, 0f, 0.2f, 0.8f, 1f], batch.Pixels.data<float>().ToArray());
        Assert.Equal([1L, 2L, 1L], batch.Labels.data<long>().ToArray());
        Assert.Equal([3, 1, 1, 2], batch.Pixels.shape);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var images = new MemoryImages([0, 1, 2, 3], [0, 1], Shape, 2))
        {
            using (NewDisposeScope())
            {
                _ = images.Read([1], CPU);
            }

            using (NewDisposeScope())
            {
                _ = images.Read([0, 1], CPU);
            }

            Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Images_made_within_a_scope_outlive_it()
    {
        MemoryImages images;
        using (NewDisposeScope())
        {
            images = new MemoryImages([7, 8], [0], Shape, 1);
        }

        using var bytes = images.ReadBytes([0], CPU);
        Assert.Equal([7, 8], bytes.data<byte>().ToArray());
        images.Dispose();
    }

    [Fact]
    public void Pixels_and_labels_must_fit()
    {
        Assert.Throws<ArgumentException>(() => new MemoryImages([1, 2, 3], [0], Shape, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryImages([1, 2], [1], Shape, 1));
    }
}
