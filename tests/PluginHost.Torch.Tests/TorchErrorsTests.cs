using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Tests;

public sealed class TorchErrorsTests : TensorTest
{
    [Fact]
    public void Libtorchs_reason_is_told_with_the_operation_and_without_its_stack()
    {
        var product = Assert.Throws<ExternalException>(() => rand(2, 3).mm(rand(2, 3)));
        var convolution = Assert.Throws<ExternalException>(() => functional.conv2d(rand(1, 3, 8, 8), rand(4, 5, 3, 3)));

        Assert.Equal("mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", TorchErrors.Message(product));
        Assert.Equal(
            "conv2d: Given groups=1, weight of size [4, 5, 3, 3], expected input[1, 3, 8, 8] to have 5 channels, "
            + "but got 3 channels instead",
            TorchErrors.Message(convolution));
    }

    [Fact]
    public void A_layer_of_a_network_is_told_as_its_operation()
    {
        using var layers = Sequential(Linear(5, 4), ReLU());

        var error = Assert.Throws<ExternalException>(() => layers.call(rand(2, 3)));

        Assert.Contains('\n', error.Message);
        Assert.Equal("linear: mat1 and mat2 shapes cannot be multiplied (2x3 and 5x4)", TorchErrors.Message(error));
    }

    [Fact]
    public void What_TorchSharp_itself_refuses_is_told_with_the_module()
    {
        using var convolution = Conv2d(5, 4, 3);

        var error = Assert.Throws<ArgumentException>(() => convolution.call(rand(1, 3, 8, 8)));

        Assert.Equal($"Conv2d: {error.Message}", TorchErrors.Message(error));
    }

    [Fact]
    public void What_a_networks_own_code_throws_is_not_TorchSharps()
    {
        using var network = Sequential(new Refusing());

        var error = Assert.Throws<ArgumentException>(() => network.call(rand(1, 3)));

        Assert.Null(TorchErrors.Message(error));
    }

    [Fact]
    public void The_layers_own_errors_are_told_as_they_are()
    {
        var error = Assert.Throws<TorchException>(() => rand(2, 3).contiguous(memory_format.channels_last));

        Assert.Equal(error.Message, TorchErrors.Message(error));
    }

    [Fact]
    public void What_comes_from_elsewhere_is_not_explained()
    {
        const int Unspecified = unchecked((int)0x80040005);
        Exception?[] others =
        [
            new InvalidOperationException("other"), new NotSupportedException("other"),
            new TypeInitializationException("Other", null), Marshal.GetExceptionForHR(Unspecified),
            Assert.ThrowsAny<ExternalException>(() => Marshal.ThrowExceptionForHR(Unspecified)),
        ];

        Assert.All(others, error => Assert.Null(TorchErrors.Message(Assert.IsAssignableFrom<Exception>(error))));
    }

    private sealed class Refusing() : Module<Tensor, Tensor>(nameof(Refusing))
    {
        public override Tensor forward(Tensor input) => throw new ArgumentException("not these");
    }
}
