using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class AutogradTests : TensorTest
{
    private readonly Tensor _x;

    public AutogradTests() => _x = F64(1, 2, 3).requires_grad_();

    [Fact]
    public void Backward_accumulates_until_the_gradient_is_cleared()
    {
        _x.square().sum().backward();
        AssertClose([2, 4, 6], _x.grad!);

        _x.square().sum().backward();
        AssertClose([4, 8, 12], _x.grad!);

        _x.grad = null;
        Assert.Null(_x.grad);

        _x.sum().backward();
        AssertClose([1, 1, 1], _x.grad!);
    }

    [Fact]
    public void A_gradient_can_be_replaced()
    {
        _x.grad = F64(7, 8, 9);
        AssertClose([7, 8, 9], _x.grad!);

        _x.grad!.zero_();
        AssertClose([0, 0, 0], _x.grad!);
    }

    [Fact]
    public void The_gradient_call_leaves_what_was_accumulated()
    {
        _x.sum().backward();

        var gradient = autograd.grad([_x.pow(3).sum()], [_x])[0];

        AssertClose([3, 12, 27], gradient);
        AssertClose([1, 1, 1], _x.grad!);
    }

    [Fact]
    public void Only_the_asked_input_gets_a_gradient()
    {
        var weight = F64(4, 5, 6).requires_grad_();

        var gradient = autograd.grad([(weight * _x).sum()], [_x])[0];

        AssertClose([4, 5, 6], gradient);
        Assert.Null(weight.grad);
    }

    [Fact]
    public void Several_outputs_and_inputs_are_summed_up()
    {
        var y = F64(1, 1, 1).requires_grad_();

        var gradients = autograd.grad([(_x * y).sum(), _x.sum() * 10], [_x, y]);

        AssertClose([11, 11, 11], gradients[0]);
        AssertClose([1, 2, 3], gradients[1]);
    }

    [Fact]
    public void Outputs_with_several_elements_need_weights()
    {
        AssertClose([2, 0, 60], autograd.grad([_x.square()], [_x], [F64(1, 0, 10)])[0]);
        Assert.Contains("grad can be implicitly created only for scalar outputs",
            Assert.Throws<TorchException>(() => autograd.grad([_x.square()], [_x])).Message);
        Assert.Null(_x.grad);
    }

    [Fact]
    public void A_gradient_can_be_differentiated_again()
    {
        var first = autograd.grad([_x.pow(3).sum()], [_x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [_x])[0];

        AssertClose([6, 12, 18], second);
    }

    [Fact]
    public void A_result_inside_the_graph_can_be_asked_for_too()
    {
        var middle = _x * 2;

        AssertClose([4, 8, 12], autograd.grad([middle.square().sum()], [middle])[0]);
    }

    [Fact]
    public void An_input_that_does_not_matter_is_an_error_unless_allowed()
    {
        var unused = F64(1, 2).requires_grad_();

        Assert.Contains("input 1", Assert.Throws<TorchException>(() => autograd.grad([_x.sum()], [_x, unused])).Message);
        AssertClose([0, 0], autograd.grad([_x.sum()], [_x, unused], allow_unused: true)[1]);
    }

    [Fact]
    public void Nothing_is_recorded_without_grad_mode_and_the_mode_comes_back()
    {
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((_x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((_x * 2).requires_grad);
            }

            Assert.False((_x * 2).requires_grad);
        }

        Assert.True((_x * 2).requires_grad);
    }

    [Fact]
    public void A_detached_tensor_shares_memory_and_no_history()
    {
        var result = _x * 2;
        var detached = result.detach();

        Assert.False(detached.requires_grad);
        Assert.True(detached.is_leaf);
        Assert.False(result.is_leaf);
        detached.fill_(5);
        AssertClose([5, 5, 5], result);
    }

    [Fact]
    public void Changing_a_leaf_that_is_recorded_is_refused_in_libtorchs_words()
    {
        foreach (var change in (Action[])[() => _x.add_(1), () => _x.clamp_(0, 1), () => _x.mul_(2), () => _x.zero_(), () => _x.leaky_relu_()])
        {
            Assert.Contains("leaf Variable that requires grad", Assert.Throws<TorchException>(change).Message);
        }

        using (no_grad())
        {
            AssertClose([2, 3, 4], _x.add_(1));
        }
    }

    [Fact]
    public void A_graph_is_used_once_unless_retained()
    {
        var loss = _x.square().sum();

        loss.backward(retain_graph: true);
        loss.backward();
        Assert.Contains("second time", Assert.Throws<TorchException>(() => loss.backward()).Message);
        AssertClose([4, 8, 12], _x.grad!);
    }

    [Fact]
    public void Backward_can_be_limited_to_some_leaves()
    {
        var weight = F64(4, 5, 6).requires_grad_();

        (weight * _x).sum().backward(inputs: [_x]);

        AssertClose([4, 5, 6], _x.grad!);
        Assert.Null(weight.grad);
    }
}
