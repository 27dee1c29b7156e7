using PluginHost.Torch.Native;
using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>The same on a CUDA device as on the processor. Skipped without one: set LIBTORCH to a CUDA build.</summary>
[Trait("Device", "cuda")]
public sealed class CudaTests : TensorTest
{
    private const string Why = "Needs a CUDA device and a libtorch with CUDA (set LIBTORCH).";

    public static bool Available => cuda.is_available();

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Numbers_mix_with_tensors_on_the_device()
    {
        var x = F64(-2, -1, 1, 2).cuda();

        Assert.True(x.is_cuda);
        Assert.Equal(DeviceType.CUDA, x.device.type);
        AssertClose([-1, 0, 2, 3], x + 1);
        AssertClose([3, 2, 0, -1], 1 - x);
        AssertClose([-1, -0.5, 0.5, 1], x / 2);
        AssertClose([-0.5, -1, 1, 0.5], 1 / x);
        AssertClose([4, 1, 1, 4], x.pow(2));
        AssertClose([-8, -1, 1, 8], x.pow(3));
        AssertClose([-1, -1, 0.5, 0.5], x.clamp(-1, 0.5));
        AssertClose([-1, -1, 1, 2], x.clamp(min: -1));
        AssertClose([-0.2, -0.1, 1, 2], x.leaky_relu(0.1));
        AssertClose([0, 0, 1, 1], x.gt(0));
        AssertClose([7, 7, 1, 2], x.masked_fill(x.lt(0), 7));
        AssertClose([9, 9, 1, 2], where(x.lt(0), 9, x));
        AssertClose([-3, -1, 3, 5], x.clone().add_(x).add_(1));
        AssertClose([3, 3, 3, 3], x.clone().fill_(3));
        AssertClose([2, 4, 6], arange(1, 4, device: CUDA) * 2);
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void The_devices_generator_follows_the_seed()
    {
        manual_seed(3);
        var first = rand([8], device: CUDA);
        manual_seed(3);

        Assert.True(first.equal(rand([8], device: CUDA)));
        Assert.False(first.equal(rand([8], device: CUDA)));
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void A_network_and_its_gradient_agree_with_the_processor()
    {
        manual_seed(1);
        Tensor[] inputs = [randn(4, 3, 8, 8), randn(5, 3, 3, 3), ones(5), zeros(5), randn(10, 5)];
        var expected = Gradient(inputs, CPU);

        AssertClose(Values(expected), Gradient(inputs, CUDA), within: 1e-3);
        cuda.synchronize();
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Autocast_computes_in_bfloat16()
    {
        var a = ones([4, 4], device: CUDA);
        using (autocast(CUDA))
        {
            Assert.Equal(bfloat16, a.mm(a).dtype);
        }

        Assert.Equal(float32, a.mm(a).dtype);
    }

    [Fact(Skip = Why, SkipUnless = nameof(Available))]
    public void Elements_travel_both_ways_and_indices_work_there()
    {
        var x = arange(6).reshape(2, 3).cuda();

        Assert.Equal([0L, 1, 2, 3, 4, 5], x.data<long>());
        Assert.Equal([5L, 4, 3, 2, 1, 0], x.CopyFrom<long>([5, 4, 3, 2, 1, 0]).data<long>());
        Assert.Equal([3L, 0], x[.., tensor(new long[] { 2 }, device: CUDA)].data<long>());
        Assert.Equal(4, x[0, 1].ToInt32());
        Assert.Contains("cuda:0", Assert.Throws<TorchException>(() => x.view(5)).Message);
    }

    private static Tensor Gradient(Tensor[] inputs, Device device)
    {
        Tensor[] here = [.. inputs.Select(input => input.to(device))];
        var images = here[0].contiguous(channels_last).requires_grad_();
        var features = Network.conv2d(images, here[1], null, [1, 1], [1, 1], [1, 1], 1);
        features = Network.batch_norm(features, here[2], here[3], null, null, true, 0.1, 1e-5).relu_();
        var logits = Network.linear(Network.adaptive_avg_pool2d(features, [1, 1]).flatten(1), here[4], null);
        var labels = tensor(new long[] { 0, 1, 2, 3 }, device: device);
        var loss = Network.cross_entropy_loss(logits, labels, null, Network.ReductionMean, -100, 0);
        return autograd.grad([loss], [images])[0];
    }
}
