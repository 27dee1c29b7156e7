using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Tests;

public sealed class MemoryLayoutTests : TensorTest
{
    [Fact]
    public void Channels_last_changes_the_order_in_memory_and_not_the_values()
    {
        var batch = arange(2 * 3 * 2 * 2).reshape(2, 3, 2, 2);

        var last = batch.contiguous(memory_format.channels_last);

        Assert.Equal([12, 1, 6, 3], last.stride());
        AssertSame(batch, last);
        Assert.Equal([12, 4, 2, 1], last.contiguous(memory_format.contiguous_format).stride());
    }

    [Fact]
    public void A_tensor_that_lies_so_already_shares_its_memory()
    {
        var last = zeros(2, 3, 2, 2).contiguous(memory_format.channels_last);

        last.contiguous(memory_format.channels_last).fill_(1);

        AssertSame(ones(2, 3, 2, 2), last);
    }

    [Fact]
    public void Gradients_flow_through_a_change_of_layout()
    {
        var leaf = rand([1, 2, 2, 2], requires_grad: true);

        (leaf.contiguous(memory_format.channels_last) * 3).sum().backward();

        AssertSame(full([1, 2, 2, 2], 3f), GradientOf(leaf));
    }

    [Fact]
    public void Channels_last_of_other_than_four_dimensions_is_refused_with_the_shape()
    {
        Assert.Contains("not [2, 3, 4]", Refusal(zeros(2, 3, 4)));
        Assert.Contains("not [1, 2, 3, 4, 5]", Refusal(zeros([1, 2, 3, 4, 5])));
        Assert.Contains("not []", Refusal(tensor(1f)));

        static string Refusal(Tensor tensor)
        {
            string message = Assert.Throws<TorchException>(() => tensor.contiguous(memory_format.channels_last)).Message;
            Assert.StartsWith("contiguous: channels_last needs a tensor of four dimensions", message);
            return message;
        }
    }

    [Fact]
    public void The_usual_layout_is_there_for_any_number_of_dimensions()
    {
        var turned = zeros(2, 4, 3).transpose(1, 2);

        Assert.Equal([12, 4, 1], turned.contiguous(memory_format.contiguous_format).stride());
    }

    [Fact]
    public void A_module_keeps_its_parameters_and_their_values()
    {
        using var net = new SmallNet();
        (Parameter Object, nint Handle)[] before = [.. net.parameters().Select(parameter => (parameter, parameter.Handle))];
        var values = net.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        var returned = net.to(memory_format.channels_last);

        Assert.Same(net, returned);
        Assert.Equal(before, net.parameters().Select(parameter => (parameter, parameter.Handle)));
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal([72, 1, 24, 8], net.state_dict()["conv2.weight"].stride());
        Assert.All(net.state_dict(), entry => AssertSame(values[entry.Key], entry.Value));
    }

    [Fact]
    public void Buffers_of_four_dimensions_change_too()
    {
        using var module = new Masked();

        module.to(memory_format.channels_last);

        Assert.Equal([12, 1, 6, 3], module.buffers().Single().stride());
    }

    [Fact]
    public void Gradients_in_the_old_layout_are_dropped()
    {
        using var conv = Conv2d(3, 4, 2);
        conv.call(ones(1, 3, 4, 4)).sum().backward();

        conv.to(memory_format.channels_last);

        Assert.Null(conv.weight.grad);
        Assert.NotNull(conv.bias?.grad);
    }

    private sealed class Masked : Module<Tensor, Tensor>
    {
        private readonly Tensor mask;

        public Masked()
            : base("masked")
        {
            mask = ones(1, 3, 2, 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * mask;
    }
}
