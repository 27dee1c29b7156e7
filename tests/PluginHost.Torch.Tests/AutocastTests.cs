namespace PluginHost.Torch.Tests;

public sealed class AutocastTests : TensorTest
{
    private readonly Tensor _a;

    public AutocastTests() => _a = ones(2, 2);

    private ScalarType TypeOfProduct => _a.mm(_a).dtype;

    [Fact]
    public void Products_are_made_in_the_smaller_type_inside_the_scope_only()
    {
        using (new Autocast(DeviceType.CPU))
        {
            Assert.Equal(bfloat16, TypeOfProduct);
            Assert.Equal(bfloat16, functional.conv2d(ones(1, 1, 3, 3), ones(1, 1, 3, 3)).dtype);
            Assert.Equal(float32, (_a + _a).dtype);
        }

        Assert.Equal(float32, TypeOfProduct);
    }

    [Fact]
    public void A_scope_inside_a_scope_gives_way_to_the_outer_one_again()
    {
        using var outer = new Autocast(DeviceType.CPU);
        using (new Autocast(DeviceType.CPU, enabled: false))
        {
            Assert.Equal(float32, TypeOfProduct);
            using (new Autocast(DeviceType.CPU, float16))
            {
                Assert.Equal(float16, TypeOfProduct);
            }

            Assert.Equal(float32, TypeOfProduct);
        }

        Assert.Equal(bfloat16, TypeOfProduct);
    }

    [Fact]
    public void A_scope_gives_way_to_the_last_one_of_its_own_device()
    {
        using var outer = new Autocast(DeviceType.CPU);
        using var otherDevice = new Autocast(DeviceType.CUDA, float16);

        new Autocast(DeviceType.CPU, enabled: false).Dispose();

        Assert.Equal(bfloat16, TypeOfProduct);
    }

    [Fact]
    public void Ending_a_scope_twice_leaves_the_outer_one_open()
    {
        using var outer = new Autocast(DeviceType.CPU);
        var inner = new Autocast(DeviceType.CPU, float16);

        inner.Dispose();
        inner.Dispose();

        Assert.Equal(bfloat16, TypeOfProduct);
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        var elsewhere = bfloat16;
        var autocast = new Autocast(DeviceType.CPU);
        var thread = new Thread(() =>
        {
            using var scope = NewDisposeScope();
            elsewhere = TypeOfProduct;
            autocast.Dispose();
        });

        thread.Start();
        thread.Join();

        Assert.Equal(float32, elsewhere);
        Assert.Equal(bfloat16, TypeOfProduct);
        autocast.Dispose();
        Assert.Equal(float32, TypeOfProduct);
    }

    [Fact]
    public void Gradients_keep_the_weights_type()
    {
        var weight = ones([2, 2], requires_grad: true);
        using (new Autocast(DeviceType.CPU))
        {
            _a.mm(weight).sum().backward();
        }

        Assert.Equal(float32, GradientOf(weight).dtype);
        AssertClose([2, 2, 2, 2], GradientOf(weight));
    }

    [Fact]
    public void A_changed_weight_is_cast_anew_in_the_next_scope()
    {
        var weight = ones([2, 2], requires_grad: true);
        double before = Product();
        using (no_grad())
        {
            weight.mul_(3);
        }

        Assert.Equal((2, 6), (before, Product()));

        double Product()
        {
            using var scope = new Autocast(DeviceType.CPU);
            return Values(_a.mm(weight))[0];
        }
    }
}
