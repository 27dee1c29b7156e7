using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Tests;

public sealed class GradientsTests : TensorTest
{
    private readonly Tensor _leaf;

    public GradientsTests() => _leaf = tensor(new double[] { 1, 2, 3 }).requires_grad_();

    [Fact]
    public void The_derivative_of_a_sum_comes_back_and_nothing_stays_behind()
    {
        var weight = tensor(new double[] { 4, 5, 6 }).requires_grad_();
        _leaf.grad = ones(3, float64);

        var gradient = (weight * _leaf.square()).sum().gradient(_leaf);

        AssertClose([8, 20, 36], gradient);
        Assert.Null(_leaf.grad);
        Assert.Null(weight.grad);
    }

    [Fact]
    public void Several_elements_count_as_their_weights_say()
    {
        AssertClose([2, 0, 60], _leaf.square().gradient(_leaf, tensor(new double[] { 1, 0, 10 })));

        Assert.Throws<ExternalException>(() => _leaf.square().gradient(_leaf));
        Assert.Throws<ExternalException>(() => _leaf.square().gradient(_leaf, ones(2, float64)));
    }

    [Fact]
    public void An_output_that_does_not_depend_on_the_leaf_is_an_error()
    {
        var other = ones(2, float64).requires_grad_();

        Assert.Throws<TorchException>(() => other.sum().gradient(_leaf));
        Assert.Throws<TorchException>(() => _leaf.detach().sum().gradient(_leaf));
        using var noGrad = no_grad();
        Assert.Throws<TorchException>(() => _leaf.sum().gradient(_leaf));
    }

    [Fact]
    public void Only_the_gradient_is_left_of_it()
    {
        var output = _leaf.sum();
        using var leaks = new LeakCheck();

        output.gradient(_leaf).Dispose();
    }

    [Fact]
    public void Frozen_weights_get_no_gradient_and_the_image_does()
    {
        using var net = new SmallNet();
        var images = randn([2, 3, 8, 8], requires_grad: true);

        net.requires_grad_(false).call(images).sum().backward();

        Assert.NotNull(images.grad);
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Thawed_weights_are_trained_again()
    {
        using var net = new SmallNet();

        net.requires_grad_(false).requires_grad_().call(randn(2, 3, 8, 8)).sum().backward();

        Assert.All(net.parameters(), parameter => Assert.NotNull(parameter.grad));
    }
}
