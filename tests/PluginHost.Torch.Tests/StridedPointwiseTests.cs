using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>With AVX-512, the plain convolutions of these tests end the process in their backward pass.</summary>
public sealed class StridedPointwiseTests : TensorTest
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly Tensor _images;

    public StridedPointwiseTests()
    {
        manual_seed(1);
        _conv = Conv2d(4, 8, 1, stride: 2);
        _norm = BatchNorm2d(8);
        using var noGrad = no_grad();
        init.uniform_(_norm.running_mean, -1, 1);
        _images = rand([2, 4, 64, 64]).contiguous(memory_format.channels_last);
    }

    protected override void CleanUp()
    {
        _conv.Dispose();
        _norm.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_strided_1x1_convolution_sees_every_other_pixel(bool isFolded)
    {
        using var layers = Sequential(_conv, _norm);
        layers.eval();
        using var folding = isFolded ? layers.fold_batch_norm() : null;
        _images.requires_grad_();

        var y = _conv.call_folded(_norm, _images);
        y.square().sum().backward();

        var seen = _images.detach().slice(2, 0, 64, 2).slice(3, 0, 64, 2).contiguous().requires_grad_();
        var expected = _norm.call(functional.conv2d(seen, _conv.weight, _conv.bias));
        expected.square().sum().backward();
        AssertClose(expected, y, within: 1e-5);
        var gradient = GradientOf(_images);
        AssertClose(GradientOf(seen), gradient.slice(2, 0, 64, 2).slice(3, 0, 64, 2), within: 1e-4);
        AssertClose(GradientOf(seen).abs().sum(), gradient.abs().sum(), within: 1e-4);
    }

    [Fact]
    public void Its_weights_are_trained_inside_a_Sequential()
    {
        using var layers = Sequential(_conv);

        layers.call_folded(_images).sum().backward();

        var sums = _images.slice(2, 0, 64, 2).slice(3, 0, 64, 2).sum([0, 2, 3]);
        AssertClose(sums.expand(8, 4).reshape(8, 4, 1, 1), GradientOf(_conv.weight), within: 1e-5);
    }
}
