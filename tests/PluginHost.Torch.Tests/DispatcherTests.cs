using PluginHost.Torch.Errors;
using PluginHost.Torch.Native;

namespace PluginHost.Torch.Tests;

public sealed class DispatcherTests : TensorTest
{
    [Fact]
    public void An_operator_that_fails_is_named_with_its_tensors()
    {
        var three = zeros(2, 3, 4);

        var failure = Assert.Throws<TorchException>(() => Dispatcher.Contiguous(three, memory_format.channels_last));

        Assert.StartsWith("aten::contiguous(Float32 [2, 3, 4] on cpu) failed", failure.Message);
    }

    [Fact]
    public void A_function_that_libtorch_lacks_is_named_with_what_to_do()
    {
        string message = Assert.Throws<TorchException>(() => LibTorch.Loaded.Symbols.AddressOf("_ZNone")).Message;

        Assert.Contains("_ZNone", message);
        Assert.Contains(LibTorch.Folder, message);
        Assert.Contains("set LIBTORCH", message);
    }
}
