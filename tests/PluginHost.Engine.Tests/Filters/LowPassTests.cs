using Filters.LowPass;

namespace PluginHost.Engine.Tests.Filters;

public sealed class LowPassTests
{
    [Theory]
    [InlineData("mean")]
    [InlineData("median")]
    [InlineData("gaussian")]
    [InlineData("bilateral")]
    public void A_filter_gives_what_OpenCV_gives(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load("filters.safetensors");

        var filtered = Filter(name).Apply(golden["input"]);

        // The bilateral filter adds floating-point numbers: one level in one pixel of a hundred may differ.
        var difference = (filtered.to(int32) - golden[name].to(int32)).abs();
        double allowed = name == "bilateral" ? 0.01 : 0;
        Assert.Equal(uint8, filtered.dtype);
        Assert.Equal(golden[name].shape, filtered.shape);
        Assert.True(difference.max().item<int>() <= (allowed > 0 ? 1 : 0), $"{name} differs by {difference.max().item<int>()} levels");
        Assert.True(difference.gt(0).to(float32).mean().item<float>() <= allowed);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("median")]
    [InlineData("gaussian")]
    [InlineData("bilateral")]
    public void A_filter_keeps_flat_images_and_leaks_nothing(string name)
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            var flat = full([2, 1, 6, 9], 255, uint8);

            var filtered = Filter(name).Apply(flat);

            Assert.Equal(before + 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.True(filtered.eq(flat).all().ToBoolean());
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static ILowPassFilter Filter(string name) => name switch
    {
        "mean" => new MeanFilter(),
        "median" => new MedianFilter(),
        "gaussian" => new GaussianFilter(),
        _ => new BilateralFilter(),
    };
}
