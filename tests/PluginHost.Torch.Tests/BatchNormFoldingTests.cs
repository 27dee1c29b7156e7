namespace PluginHost.Torch.Tests;

public sealed class BatchNormFoldingTests : TensorTest
{
    private readonly Tensor _images;

    public BatchNormFoldingTests()
    {
        manual_seed(2);
        _images = rand([2, 4, 7, 7]);
    }

    public static TheoryData<string> Kinds => new(Convolutions.Keys);

    private static Dictionary<string, Func<Conv2d>> Convolutions { get; } = new()
    {
        ["plain"] = () => Conv2d(4, 6, 3, bias: false),
        ["with bias"] = () => Conv2d(4, 6, 3),
        ["stride, padding"] = () => Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (1, 0)),
        ["groups, dilation"] = () => Conv2d(4, 6, 3, dilation: 2, groups: 2),
        ["padding as large as the kernel asks"] = () => Conv2d(4, 6, 3, Padding.Same, dilation: 2),
        ["padding by reflection"] = () => Conv2d(4, 6, 3, padding: 1, padding_mode: PaddingModes.Reflect),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_folded_pair_gives_the_same_values_and_image_gradients(string kind)
    {
        using var net = Ready(Sequential(Convolutions[kind](), BatchNorm2d(6), ReLU()));

        var before = ValuesAndGradient(net);
        var folded = Folded(net, () => ValuesAndGradient(net));
        var after = ValuesAndGradient(net);

        AssertClose(before.Values, folded.Values, within: 1e-5);
        AssertClose(before.Gradient, folded.Gradient, within: 1e-5);
        AssertSame(before.Values, after.Values);
    }

    [Fact]
    public void A_norm_without_weights_is_folded_too_and_one_without_statistics_is_not()
    {
        using var bare = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6, affine: false)));
        using var batchwise = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6, track_running_stats: false)));

        AssertClose(bare.call(_images), Folded(bare, () => bare.call_folded(_images)), within: 1e-5);
        AssertSame(batchwise.call(_images), Folded(batchwise, () => batchwise.call_folded(_images)));
    }

    [Fact]
    public void While_folded_the_norm_is_not_computed()
    {
        using var norm = BatchNorm2d(6);
        using var net = Ready(Sequential(Conv2d(4, 6, 3), norm));
        using var folding = net.fold_batch_norm();

        var before = net.call_folded(_images);
        Assert.IsType<Tensor>(norm.running_mean).add_(100);

        AssertSame(before, net.call_folded(_images));
    }

    [Fact]
    public void Outside_of_a_folding_the_pair_is_the_two_layers()
    {
        using var net = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6), ReLU()));

        AssertSame(net.call(_images), net.call_folded(_images));
    }

    [Fact]
    public void A_norm_behind_a_second_convolution_stays_as_it_is()
    {
        using var norm = BatchNorm2d(6);
        using var first = Conv2d(4, 6, 3);
        using var second = Conv2d(4, 6, 3);
        using var net = Ready(Sequential(first, second, norm));
        var expected = norm.call(second.call(_images));

        var actual = Folded(net, () =>
        {
            first.call_folded(norm, _images);
            return second.call_folded(norm, _images);
        });

        AssertSame(expected, actual);
    }

    [Fact]
    public void Pairs_in_a_Sequential_of_Sequentials_are_folded()
    {
        using var norm = BatchNorm2d(6);
        using var net = Ready(Sequential(
            Sequential(Conv2d(4, 6, 3), norm, ReLU()), Sequential(), Sequential(Conv2d(6, 4, 3), BatchNorm2d(4))));
        var expected = net.call(_images);
        using var folding = net.fold_batch_norm();

        var actual = net.call_folded(_images);
        Assert.IsType<Tensor>(norm.running_mean).add_(100);

        AssertClose(expected, actual, within: 1e-5);
        AssertSame(actual, net.call_folded(_images));
    }

    [Fact]
    public void A_norm_that_is_used_twice_can_be_folded()
    {
        using var norm = BatchNorm2d(4);
        using var conv = Conv2d(4, 4, 3);
        using var net = Ready(Sequential(conv, norm, conv, norm));

        AssertClose(net.call(_images), Folded(net, () => net.call_folded(_images)), within: 1e-5);
    }

    [Fact]
    public void Folding_goes_with_autocast()
    {
        using var net = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6))).to(memory_format.channels_last);
        var expected = net.call(_images);
        using var folding = net.fold_batch_norm();
        using var autocast = new Autocast(DeviceType.CPU);

        var actual = net.call_folded(_images);

        Assert.Equal(bfloat16, actual.dtype);
        AssertClose(expected, actual, within: 0.03);
    }

    [Fact]
    public void A_network_in_training_mode_is_refused_and_one_sent_there_goes_by_its_batch()
    {
        using var net = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6)));
        net.train();
        Assert.Throws<InvalidOperationException>(net.fold_batch_norm);
        var expected = net.call(_images);
        net.eval();
        using var folding = net.fold_batch_norm();
        net.train();

        AssertSame(expected, net.call_folded(_images));
    }

    [Fact]
    public void Folding_twice_is_refused_and_leaves_the_first_folding_alone()
    {
        using var part = Sequential(Conv2d(6, 6, 3), BatchNorm2d(6));
        using var net = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6), part));
        var folding = part.fold_batch_norm();

        Assert.Throws<InvalidOperationException>(net.fold_batch_norm);

        folding.Dispose();
        using var again = net.fold_batch_norm();
        folding.Dispose();
        Assert.Throws<InvalidOperationException>(part.fold_batch_norm);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_leaves_its_result_and_no_other_tensor(bool isFolded)
    {
        using var net = Ready(Sequential(Conv2d(4, 6, 3), BatchNorm2d(6), ReLU()));
        using var leaks = new LeakCheck();
        using var folding = isFolded ? net.fold_batch_norm() : null;

        net.call_folded(_images).Dispose();
    }

    /// <summary>In evaluation mode, frozen, with weights and statistics that matter.</summary>
    private static Sequential Ready(Sequential net)
    {
        using var noGrad = no_grad();
        foreach (var entry in net.parameters().Concat(net.buffers()).Where(entry => entry.dtype == float32))
        {
            entry.add_(rand_like(entry));
        }

        net.eval();
        return net.requires_grad_(false);
    }

    private static T Folded<T>(Sequential net, Func<T> call)
    {
        using var folding = net.fold_batch_norm();
        return call();
    }

    private (Tensor Values, Tensor Gradient) ValuesAndGradient(Sequential net)
    {
        var leaf = _images.clone().requires_grad_();
        var values = net.call_folded(leaf);
        values.square().sum().backward();
        return (values.detach(), GradientOf(leaf));
    }
}
