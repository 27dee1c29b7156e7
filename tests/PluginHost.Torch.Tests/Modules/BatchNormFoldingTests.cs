using Xunit;

namespace PluginHost.Torch.Tests.Modules;

public sealed class BatchNormFoldingTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_folded_pair_gives_the_same_values_and_comes_apart_again(bool hasBias, bool affine) => LeakCheck.Run(() =>
    {
        using var scope = NewDisposeScope();
        using Sequential net = Net(hasBias, affine);
        Tensor x = randn(2, 3, 6, 6);
        float[] before = net.forward(x).data<float>().ToArray();

        using (net.fold_batch_norm())
        {
            float[] folded = net.forward(x).data<float>().ToArray();
            Assert.Equal(before, folded, (a, b) => Math.Abs(a - b) < 1e-5);
            // The norm really is gone: its own statistics no longer matter.
            ((BatchNorm2d)net[1]).running_mean!.add_(100);
            Assert.Equal(folded, net.forward(x).data<float>().ToArray());
            ((BatchNorm2d)net[1]).running_mean!.sub_(100);
        }

        Assert.Equal(before, net.forward(x).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
    });

    [Fact]
    public void A_convolution_that_is_used_twice_is_not_folded()
    {
        using var scope = NewDisposeScope();
        using Conv2d shared = nn.Conv2d(3, 3, 1);
        using Sequential net = nn.Sequential(shared, nn.BatchNorm2d(3), shared);
        ((BatchNorm2d)net[1]).running_mean!.fill_(1);
        net.eval();
        Tensor x = randn(1, 3, 2, 2);
        float[] before = net.forward(x).detach().data<float>().ToArray();

        using (net.fold_batch_norm())
        {
            Assert.Equal(before, net.forward(x).detach().data<float>().ToArray());
        }
    }

    [Fact]
    public void Folding_twice_undoes_only_what_it_did()
    {
        using var scope = NewDisposeScope();
        using Sequential net = Net(hasBias: false, affine: true);
        Tensor x = randn(1, 3, 6, 6);

        using IDisposable outer = net.fold_batch_norm();
        float[] folded = net.forward(x).data<float>().ToArray();
        net.fold_batch_norm().Dispose();

        Assert.Equal(folded, net.forward(x).data<float>().ToArray());
    }

    [Fact]
    public void Training_mode_and_folding_exclude_each_other()
    {
        using var scope = NewDisposeScope();
        using Sequential net = Net(hasBias: false, affine: true);
        net.train();
        Assert.Throws<InvalidOperationException>(() => net.fold_batch_norm());
        net.eval();
        using IDisposable folding = net.fold_batch_norm();
        net.train();
        Assert.Throws<InvalidOperationException>(() => net.forward(randn(1, 3, 6, 6)));
    }

    private static Sequential Net(bool hasBias, bool affine)
    {
        manual_seed(2);
        Sequential net = nn.Sequential(nn.Conv2d(3, 4, 3, bias: hasBias), nn.BatchNorm2d(4, affine: affine), nn.ReLU(inplace: true));
        net.to(memory_format.channels_last);
        using (NewDisposeScope())
        using (no_grad())
        {
            foreach (Tensor entry in net.state_dict().Values.Where(entry => entry.dtype == ScalarType.Float32))
            {
                entry.add_(rand_like(entry) * 0.5);
            }
        }

        net.eval();
        net.requires_grad_(false);
        return net;
    }
}
