using Xunit;

namespace PluginHost.Torch.Tests.Modules;

public sealed class ModuleTests
{
    [Fact]
    public void Components_are_named_after_their_fields_in_the_order_of_declaration()
    {
        using var net = new SmallNet();

        Assert.Equal(
            [
                "conv1.weight",
                "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked",
                "conv2.weight",
                "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var", "bn2.num_batches_tracked",
                "linear.weight", "linear.bias",
            ],
            net.state_dict().Keys);
        Assert.Equal(8, net.parameters().Count());
        Assert.Equal(["conv1", "bn1", "conv2", "bn2", "linear"], net.named_children().Select(child => child.name));
    }

    [Fact]
    public void A_module_that_is_used_twice_is_trained_once()
    {
        using Linear shared = nn.Linear(4, 4);
        using Sequential net = nn.Sequential(shared, nn.ReLU(), shared);

        Assert.Equal(["0.weight", "0.bias"], net.named_parameters().Select(item => item.name));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], net.state_dict().Keys);
    }

    [Fact]
    public void Evaluation_mode_reaches_every_part()
    {
        using Sequential net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Dropout()));

        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void A_state_dict_goes_into_another_network_of_the_same_kind()
    {
        using var scope = NewDisposeScope();
        using var trained = new SmallNet();
        using var fresh = new SmallNet();
        Tensor x = randn(2, 3, 8, 8);

        fresh.load_state_dict(trained.state_dict());
        trained.eval();
        fresh.eval();

        Assert.Equal(trained.forward(x).detach().data<float>().ToArray(), fresh.forward(x).detach().data<float>().ToArray());
    }

    [Fact]
    public void A_state_dict_that_does_not_fit_says_which_names_and_shapes_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using Linear layer = nn.Linear(3, 2);
        float[] before = layer.bias!.detach().data<float>().ToArray();
        var wrong = new Dictionary<string, Tensor> { ["bias"] = zeros(2), ["wieght"] = zeros(2, 3) };
        var flat = new Dictionary<string, Tensor> { ["bias"] = zeros(2), ["weight"] = zeros(6) };

        var names = Assert.Throws<TorchException>(() => layer.load_state_dict(wrong));
        var shapes = Assert.Throws<TorchException>(() => layer.load_state_dict(flat, strict: false));

        Assert.Equal("The state dict does not fit module Linear. missing: weight. unexpected: wieght.", names.Message);
        Assert.Equal(
            "The state dict does not fit module Linear. shapes differ: weight is [2, 3] here and [6] in the state dict.", shapes.Message);
        Assert.Equal(before, layer.bias.detach().data<float>().ToArray());
    }

    [Fact]
    public void Loading_leniently_takes_what_fits_and_tells_the_rest()
    {
        using var scope = NewDisposeScope();
        using Linear layer = nn.Linear(3, 2);

        (IList<string> missing, IList<string> unexpected) = layer.load_state_dict(
            new Dictionary<string, Tensor> { ["bias"] = ones(2), ["other"] = ones(1) }, strict: false);

        Assert.Equal(["weight"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.Equal([1f, 1f], layer.bias!.detach().data<float>().ToArray());
    }

    [Fact]
    public void Conversion_keeps_the_parameter_objects_and_leaves_counters_whole_numbers()
    {
        using var net = new SmallNet();
        Parameter[] before = [.. net.parameters()];

        net.to(ScalarType.Float64).to(memory_format.channels_last);

        Assert.Equal(before, net.parameters());
        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal(ScalarType.Int64, net.state_dict()["bn1.num_batches_tracked"].dtype);
        Assert.True(net.state_dict()["conv2.weight"].is_contiguous(memory_format.channels_last));
    }

    [Fact]
    public void Frozen_weights_get_no_gradient_but_the_image_does()
    {
        using var scope = NewDisposeScope();
        using var net = new SmallNet();
        net.eval();
        net.requires_grad_(false);
        Tensor x = randn([2, 3, 8, 8], requires_grad: true);

        net.forward(x).sum().backward();

        Assert.NotNull(x.grad);
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Dropping_gradients_releases_them_or_fills_them_with_zeros()
    {
        using var scope = NewDisposeScope();
        using Linear layer = nn.Linear(3, 2);
        layer.forward(ones(1, 3)).sum().backward();

        layer.zero_grad(set_to_none: false);
        Assert.Equal(0, layer.bias!.grad!.abs().sum().ToDouble());
        layer.zero_grad();
        Assert.Null(layer.bias.grad);
    }

    [Fact]
    public void Names_with_dots_and_names_that_are_taken_are_refused()
    {
        using var scope = NewDisposeScope();
        using Sequential net = nn.Sequential();
        net.append("first", nn.ReLU());

        Assert.Throws<ArgumentException>(() => net.append("first", nn.ReLU()));
        Assert.Throws<ArgumentException>(() => net.append("a.b", nn.ReLU()));
    }

    [Fact]
    public void Parameters_outlive_the_scope_they_were_made_in()
    {
        Linear layer;
        using (NewDisposeScope())
        {
            layer = nn.Linear(3, 2);
        }

        Assert.False(layer.weight.IsDisposed);
        layer.Dispose();
        Assert.True(layer.weight.IsDisposed);
    }

    [Fact]
    public void Nothing_is_left_of_a_network_after_training_and_disposal() => LeakCheck.Run(() =>
    {
        using var net = new SmallNet();
        using SGD optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
        for (int i = 0; i < 3; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(net.forward(randn(4, 3, 8, 8)), tensor(new long[] { 1, 2, 3, 4 })).backward();
            optimizer.step();
            long held = Tensor.TotalCount;
            net.eval();
            using (NewDisposeScope())
            {
                net.forward(randn(4, 3, 8, 8));
            }

            net.train();
            Assert.Equal(held, Tensor.TotalCount);
        }
    });
}
