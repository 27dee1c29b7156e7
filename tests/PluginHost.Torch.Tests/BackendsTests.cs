using System.Runtime.InteropServices;

namespace PluginHost.Torch.Tests;

public sealed class BackendsTests : TensorTest
{
    [Fact]
    public void Operations_without_a_deterministic_form_fail_while_one_is_demanded()
    {
        var (pooled, places) = functional.max_pool2d_with_indices(rand(1, 1, 4, 4), [2, 2]);
        Backends.use_deterministic_algorithms(true);
        try
        {
            string message = Assert.Throws<ExternalException>(Unpool).Message;
            Assert.Contains("does not have a deterministic implementation", message);
            Backends.use_deterministic_algorithms(true, warn_only: true);
            Unpool();
        }
        finally
        {
            Backends.use_deterministic_algorithms(false);
        }

        Unpool();

        void Unpool() => functional.max_unpool2d(pooled, places, [4, 4]);
    }

    [Fact]
    public void CuDNNs_search_can_be_set_without_a_device()
    {
        Backends.set_cudnn_benchmark(true);
        Backends.set_cudnn_benchmark(false);

        Assert.DoesNotContain("setBenchmarkCuDNN", string.Join(' ', LibTorch.MissingSymbols));
    }
}
