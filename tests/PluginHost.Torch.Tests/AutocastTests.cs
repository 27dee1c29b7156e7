using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class AutocastTests : TensorTest
{
    private readonly Tensor _a;

    public AutocastTests() => _a = ones(2, 2);

    [Fact]
    public void Products_are_made_in_the_smaller_type_inside_the_scope_only()
    {
        using (autocast(CPU))
        {
            Assert.Equal(bfloat16, _a.mm(_a).dtype);
            using (autocast(CPU, enabled: false))
            {
                Assert.Equal(float32, _a.mm(_a).dtype);
            }

            Assert.Equal(bfloat16, _a.mm(_a).dtype);
            using (autocast(CPU, float16))
            {
                Assert.Equal(float16, _a.mm(_a).dtype);
            }

            Assert.Equal(bfloat16, _a.mm(_a).dtype);
        }

        Assert.Equal(float32, _a.mm(_a).dtype);
    }

    [Fact]
    public void Gradients_keep_the_weights_type()
    {
        var weight = ones([2, 2], requires_grad: true);
        using (autocast(CPU))
        {
            _a.mm(weight).sum().backward();
        }

        Assert.Equal(float32, weight.grad!.dtype);
        AssertClose([2, 2, 2, 2], weight.grad!);
    }

    [Fact]
    public void A_changed_weight_is_cast_anew_in_the_next_scope()
    {
        var weight = ones([2, 2], requires_grad: true);
        Assert.Equal(2, Product());
        using (no_grad())
        {
            weight.mul_(3);
        }

        Assert.Equal(6, Product());

        double Product()
        {
            using var scope = autocast(CPU);
            return _a.mm(weight)[0, 0].ToDouble();
        }
    }
}
