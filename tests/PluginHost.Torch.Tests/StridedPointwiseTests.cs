namespace PluginHost.Torch.Tests;

/// <summary>
/// With AVX-512, these convolutions end the process in their backward pass where nothing avoids it; so expected gradients
/// are those of picked pixels.
/// </summary>
public sealed class StridedPointwiseTests : TensorTest
{
    private readonly Tensor _images;

    public StridedPointwiseTests()
    {
        manual_seed(1);
        _images = rand([2, 4, 64, 64]).contiguous(memory_format.channels_last);
    }

    public static TheoryData<string> Kinds => new(Convolutions.Keys);

    private static Dictionary<string, Func<Conv2d>> Convolutions { get; } = new()
    {
        ["with bias"] = () => Conv2d(4, 8, 1, stride: 2),
        ["without bias"] = () => Conv2d(4, 8, 1, stride: 2, bias: false),
        ["groups"] = () => Conv2d(4, 8, 1, stride: 2, groups: 2),
        ["one direction"] = () => Conv2d(4, 8, (1, 1), stride: (1, 3)),
        ["without padding, by name"] = () => Conv2d(4, 8, 1, Padding.Valid, stride: 2),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_and_gradients_are_those_of_the_pixels_that_the_stride_leaves(string kind)
    {
        using var conv = Convolutions[kind]();
        long[] stride = conv.stride;
        var before = conv.call(_images).detach();
        var seen = Picked(_images, stride).contiguous().requires_grad_();
        var kernel = conv.weight.detach().clone().requires_grad_();
        functional.conv2d(seen, kernel, conv.bias, groups: conv.groups).square().sum().backward();

        var y = conv.avoid_strided_pointwise().call(_images.requires_grad_());
        y.square().sum().backward();

        Assert.Equal([1, 1], conv.stride);
        AssertClose(before, y, within: 1e-5);
        AssertClose(GradientOf(kernel), GradientOf(conv.weight), within: 1e-3);
        AssertClose(GradientOf(seen), Picked(GradientOf(_images), stride), within: 1e-4);
        AssertClose(GradientOf(seen).abs().sum(), GradientOf(_images).abs().sum(), within: 1e-4);
    }

    [Fact]
    public void One_image_without_a_batch_is_seen_in_the_same_way()
    {
        using var conv = Conv2d(4, 8, 1, stride: 2);
        var before = conv.call(_images[0]).detach();

        AssertClose(before, conv.avoid_strided_pointwise().call(_images[0]), within: 1e-5);
    }

    [Fact]
    public void A_network_that_calls_it_by_itself_and_one_of_layers_are_trained()
    {
        using var network = new Plain();
        using var layers = Sequential(Sequential(Conv2d(4, 8, 1, stride: 2)), ReLU());

        Train(network);
        Train(layers);

        void Train(Module<Tensor, Tensor> module)
        {
            var before = module.call(_images).detach();
            Assert.Same(module, module.avoid_strided_pointwise());
            var after = module.call(_images);
            after.sum().backward();
            AssertClose(before, after, within: 1e-5);
            Assert.All(module.parameters(), parameter => Assert.NotNull(parameter.grad));
        }
    }

    [Theory]
    [InlineData("avoid, fold, call")]
    [InlineData("fold, avoid, call")]
    [InlineData("fold, call, avoid, call")]
    public void A_folded_network_computes_the_same_whichever_comes_first(string steps)
    {
        using var layers = Sequential(Conv2d(4, 8, 1, stride: 2), BatchNorm2d(8));
        layers.eval();
        var before = layers.call(_images).detach();
        _images.requires_grad_();

        IDisposable? folding = null;
        var y = before;
        foreach (string step in steps.Split(", "))
        {
            switch (step)
            {
                case "avoid":
                    layers.avoid_strided_pointwise();
                    break;
                case "fold":
                    folding = layers.fold_batch_norm();
                    break;
                case "call":
                    y = layers.call_folded(_images);
                    break;
            }
        }

        y.sum().backward();
        folding?.Dispose();

        AssertClose(before, y, within: 1e-5);
        AssertClose(before, layers.call_folded(_images), within: 1e-5);
        AssertClose([0], GradientOf(_images).slice(2, 1, 64, 2).abs().sum());
    }

    [Fact]
    public void Twice_is_once()
    {
        using var conv = Conv2d(4, 8, 1, stride: 2);
        using var layers = Sequential(conv, ReLU());
        var before = layers.call(_images).detach();

        conv.avoid_strided_pointwise();
        layers.avoid_strided_pointwise().avoid_strided_pointwise();

        AssertClose(before, layers.call(_images), within: 1e-6);
    }

    [Fact]
    public void The_state_dict_stays()
    {
        using var layers = Sequential(Conv2d(4, 8, 1, stride: 2), BatchNorm2d(8));
        var before = layers.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        var after = layers.avoid_strided_pointwise().state_dict();

        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, entry => AssertSame(entry.Value, after[entry.Key]));
    }

    [Fact]
    public void Other_convolutions_are_left_alone()
    {
        using var wide = Conv2d(16, 8, 1, stride: 2);
        using var padded = Conv2d(4, 8, 1, stride: 2, padding: 1);
        using var spatial = Conv2d(4, 8, 3, stride: 2);
        using var dense = Conv2d(4, 8, 1);

        Assert.All([wide, padded, spatial], conv => Assert.Equal([2, 2], conv.avoid_strided_pointwise().stride));
        var before = dense.call(_images);
        AssertSame(before, dense.avoid_strided_pointwise().call(_images));
    }

    private static Tensor Picked(Tensor images, long[] stride) =>
        images.detach().slice(2, 0, 64, stride[0]).slice(3, 0, 64, stride[1]);

    private sealed class Plain : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = Conv2d(4, 8, 1, stride: 2);

        public Plain()
            : base("plain") => RegisterComponents();

        public override Tensor forward(Tensor input) => conv.call(input).relu();
    }
}
