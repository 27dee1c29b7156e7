using System.Diagnostics;
using System.Reflection;

namespace PluginHost.Torch.Tests;

/// <summary>
/// TorchSharp's methods read an object's handle and then no longer use the object: optimized, they let a collection on
/// another thread free the 2 of <c>x * 2</c> while libtorch computes with it.
/// </summary>
public sealed class KeptAliveTests : TensorTest
{
    [Fact]
    public void TorchSharp_is_not_optimized()
    {
        var mark = typeof(Tensor).Assembly.GetCustomAttribute<DebuggableAttribute>();

        Assert.True(mark!.IsJITOptimizerDisabled, "collections free the arguments of a running operation");
    }

    [Fact]
    public void A_collection_frees_nothing_that_a_running_operation_reads()
    {
        // With TorchSharp as its package has it, the first operation failed after 0.4 to 2.4 s in three tries.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var collector = new Thread(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        var x = full([2000], 1f);
        try
        {
            while (!enough.IsCancellationRequested)
            {
                using var scope = NewDisposeScope();
                Assert.Equal(3.25f, x.mul(0.5f).add(x).sub(0.25f).add(x, 2)[7].item<float>());
            }
        }
        finally
        {
            enough.Cancel();
            collector.Join();
        }
    }
}
