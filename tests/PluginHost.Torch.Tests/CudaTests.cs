using PluginHost.Torch.Errors;
using PluginHost.Torch.Native;

namespace PluginHost.Torch.Tests;

/// <summary>The same on a CUDA device as on the processor. Skipped without one: set LIBTORCH to a CUDA build.</summary>
[Trait("Device", "cuda")]
public sealed class CudaTests : TensorTest
{
    private const string Why = "Needs a CUDA device and a libtorch with CUDA (set LIBTORCH).";

    public static bool Available => LibTorch.HasCuda && cuda.is_available();

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void The_devices_generator_follows_the_seed()
    {
        manual_seed(3);
        var first = rand([8], device: CUDA);
        manual_seed(3);

        AssertSame(first, rand([8], device: CUDA));
        Assert.False(Same(first, rand([8], device: CUDA)));
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Training_steps_agree_with_the_processors() => AssertClose(Trained(CPU), Trained(CUDA), within: 1e-3);

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void A_folded_network_agrees_with_the_processors()
    {
        manual_seed(1);
        var images = randn(4, 3, 8, 8);
        using var net = new SmallNet().WithFormulaWeights();
        net.eval();
        var expected = net.call(images);
        net.to(CUDA).to(memory_format.channels_last);
        using var folding = net.fold_batch_norm();

        AssertClose(expected, net.call(images.cuda()), within: 1e-3);
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Autocast_computes_in_bfloat16()
    {
        var a = ones([4, 4], device: CUDA);
        using (new Autocast(DeviceType.CUDA))
        {
            Assert.Equal(bfloat16, a.mm(a).dtype);
        }

        Assert.Equal(float32, a.mm(a).dtype);
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Elements_travel_both_ways()
    {
        var matrix = TensorData.from_span<float>([1, 2, 3, 4], [2, 2], CUDA);
        var back = new float[4];

        matrix.t().CopyTo<float>(back);

        Assert.True(matrix.is_cuda);
        Assert.Equal([1, 3, 2, 4], back);
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void An_error_names_the_device()
    {
        var three = zeros([2, 3, 4], device: CUDA);

        var failure = Assert.Throws<TorchException>(() => Dispatcher.Contiguous(three, memory_format.channels_last));

        Assert.Contains("on cuda:0", failure.Message);
    }

    private static Tensor Trained(Device device)
    {
        manual_seed(1);
        var images = randn(4, 3, 8, 8).to(device);
        var labels = TensorData.from_span<long>([0, 1, 2, 3], [4], device);
        using var net = new SmallNet().WithFormulaWeights().to(device).to(memory_format.channels_last);
        using var optimizer = new FusedSgd(net.parameters(), 0.01, momentum: 0.9, weight_decay: 5e-4);
        for (int step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            functional.cross_entropy(net.call(images), labels).backward();
            optimizer.step();
        }

        return net.state_dict()["linear.weight"].clone();
    }
}
