using Xunit;

namespace PluginHost.Torch.Tests.Modules;

public sealed class LayerTests
{
    [Fact]
    public void A_convolution_multiplies_windows_with_its_kernel()
    {
        using var scope = NewDisposeScope();
        using Conv2d conv = nn.Conv2d(1, 1, 2, stride: 2);
        conv.load_state_dict(new Dictionary<string, Tensor>
        {
            ["weight"] = tensor(new float[] { 1, 2, 3, 4 }, [1, 1, 2, 2]), ["bias"] = tensor(new float[] { 10 }),
        });

        Tensor y = conv.forward(arange(16, float32).reshape(1, 1, 4, 4));

        // First window: 0·1 + 1·2 + 4·3 + 5·4 + 10.
        Assert.Equal([44f, 64f, 124f, 144f], y.detach().data<float>().ToArray());
    }

    [Theory]
    [InlineData(PaddingModes.Reflect, 1f)]
    [InlineData(PaddingModes.Replicate, 0f)]
    [InlineData(PaddingModes.Circular, 3f)]
    public void A_convolution_pads_as_told(PaddingModes mode, float left)
    {
        using var scope = NewDisposeScope();
        using Conv2d conv = nn.Conv2d(1, 1, (1, 3), padding: (0, 1), padding_mode: mode, bias: false);
        conv.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = tensor(new float[] { 1, 0, 0 }, [1, 1, 1, 3]) });

        Tensor y = conv.forward(arange(4, float32).reshape(1, 1, 1, 4));

        Assert.Equal([left, 0f, 1f, 2f], y.detach().data<float>().ToArray());
    }

    /// <summary>libtorch 2.10 alone ends the process here, on processors with AVX-512.</summary>
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void A_pointwise_convolution_with_a_stride_sees_every_other_pixel(int side)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var images = rand([2, 4, side, side]).contiguous(memory_format.channels_last).requires_grad_();
        var kernel = rand([8, 4, 1, 1]).requires_grad_();
        var weights = rand([2, 8, side / 2, side / 2]);

        var y = functional.conv2d(images, kernel, strides: [2, 2]);
        (y * weights).sum().backward();

        var seen = images.detach().slice(2, 0, null, 2).slice(3, 0, null, 2);
        AssertClose(einsum("nchw,oc->nohw", seen, kernel.detach().flatten(1)), y.detach());
        AssertClose(einsum("nchw,nohw->oc", seen, weights), Assert.IsType<Tensor>(kernel.grad).flatten(1));
        AssertClose(
            einsum("nohw,oc->nchw", weights, kernel.detach().flatten(1)),
            Assert.IsType<Tensor>(images.grad).slice(2, 0, null, 2).slice(3, 0, null, 2));

        static void AssertClose(Tensor expected, Tensor actual) =>
            Assert.True((expected - actual).abs().le(1e-4 * expected.abs().max().item<float>()).all().ToBoolean());
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused() =>
        Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 8, 3, groups: 2));

    [Fact]
    public void Batch_norm_normalises_by_the_batch_and_moves_its_running_statistics()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1);
        Tensor x = tensor(new float[] { 1, 3, 5, 7 }, [2, 1, 1, 2]);

        Tensor y = norm.forward(x);

        Assert.Equal(0, y.mean().ToDouble(), 1e-6);
        Assert.Equal(1, y.pow(2).mean().ToDouble(), 1e-4);
        Assert.Equal(0.1 * 4, norm.running_mean!.ToDouble(), 1e-6);
        Assert.Equal(0.9 + (0.1 * 20 / 3), norm.running_var!.ToDouble(), 1e-6);
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Batch_norm_in_evaluation_mode_uses_and_keeps_its_running_statistics()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1);
        norm.running_mean!.fill_(2);
        norm.running_var!.fill_(4);
        norm.eval();

        Tensor y = norm.forward(tensor(new float[] { 2, 4 }, [2, 1, 1, 1]));

        Assert.Equal([0f, 1f], y.detach().data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(2, norm.running_mean.ToDouble());
        Assert.Equal(0, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Batch_norm_without_momentum_keeps_the_plain_average()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1, momentum: null);

        norm.forward(tensor(new float[] { 1, 3 }, [2, 1, 1, 1]));
        norm.forward(tensor(new float[] { 5, 7 }, [2, 1, 1, 1]));

        Assert.Equal(4, norm.running_mean!.ToDouble(), 1e-6);
    }

    [Fact]
    public void Dropout_drops_in_training_only_and_keeps_the_mean()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        using Dropout dropout = nn.Dropout(0.25);
        Tensor x = ones(10_000);

        Tensor trained = dropout.forward(x);
        dropout.eval();
        Tensor evaluated = dropout.forward(x);

        Assert.Equal(0.25, trained.eq(0).to(float32).mean().ToDouble(), 0.02);
        Assert.Equal(1, trained.mean().ToDouble(), 0.03);
        Assert.Equal(1, evaluated.min().ToDouble());
    }

    [Fact]
    public void Pools_take_the_maximum_and_the_mean_of_their_windows()
    {
        using var scope = NewDisposeScope();
        Tensor x = arange(16, float32).reshape(1, 1, 4, 4);

        Assert.Equal([5f, 7f, 13f, 15f], nn.MaxPool2d(2).forward(x).data<float>().ToArray());
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], nn.AvgPool2d(2).forward(x).data<float>().ToArray());
        Assert.Equal([7.5f], nn.AdaptiveAvgPool2d(1).forward(x).data<float>().ToArray());
    }

    [Fact]
    public void Activations_keep_what_is_positive()
    {
        using var scope = NewDisposeScope();
        float[] values = [-2, 0, 3];

        Assert.Equal([0f, 0f, 3f], nn.ReLU().forward(tensor(values)).data<float>().ToArray());
        Assert.Equal([0f, 0f, 3f], nn.ReLU(inplace: true).forward(tensor(values)).data<float>().ToArray());
        Assert.Equal([-0.5f, 0f, 3f], nn.LeakyReLU(0.25).forward(tensor(values)).data<float>().ToArray());
    }

    [Fact]
    public void Flatten_and_identity_keep_the_elements()
    {
        using var scope = NewDisposeScope();
        Tensor x = arange(12, float32).reshape(2, 3, 2);

        Assert.Equal([2L, 6L], nn.Flatten().forward(x).shape);
        using Tensor same = nn.Identity().forward(x);
        Assert.Equal(x.data<float>().ToArray(), same.data<float>().ToArray());
    }

    [Fact]
    public void Cross_entropy_is_the_mean_of_the_negative_log_probabilities()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new float[] { 0, 0, (float)Math.Log(3), 0 }, [2, 2]);
        Tensor labels = tensor(new long[] { 0, 1 });

        double loss = nn.CrossEntropyLoss().forward(logits, labels).ToDouble();
        double sum = nn.CrossEntropyLoss(reduction: Reduction.Sum).forward(logits, labels).ToDouble();
        using CrossEntropyLoss onlyFirst = nn.CrossEntropyLoss(weight: tensor(new float[] { 1, 0 }));
        double weighted = onlyFirst.forward(logits, labels).ToDouble();

        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, loss, 1e-6);
        Assert.Equal(Math.Log(2) + Math.Log(4), sum, 1e-6);
        Assert.Equal(Math.Log(2), weighted, 1e-6);
    }
}
