using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>A test that ends with more live tensors than it began with fails.</summary>
internal static class LeakCheck
{
    public static void Run(Action test)
    {
        // What earlier tests forgot must not be freed, by the collector, in the middle of this one.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        test();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
