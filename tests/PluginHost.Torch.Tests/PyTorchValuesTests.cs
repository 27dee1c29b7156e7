namespace PluginHost.Torch.Tests;

/// <summary>
/// Random numbers, start values and training steps are PyTorch's: results stay what they were when TorchSharp changes.
/// The fixtures are what PyTorch itself wrote.
/// </summary>
public sealed class PyTorchValuesTests : TensorTest
{
    [Fact]
    public void A_seed_gives_PyTorchs_sequences()
    {
        manual_seed(42);
        AssertClose([0.88226926, 0.91500396, 0.38286376], rand(3), within: 1e-7);

        manual_seed(0);
        Assert.Equal([4L, 9, 3, 0, 3, 9, 7, 3, 7, 3], randint(0, 10, [10]).data<long>().ToArray());
    }

    [Fact]
    public void Layers_and_draws_after_one_seed_are_PyTorchs_in_its_order()
    {
        var golden = Fixture.Load("init.safetensors");

        manual_seed(0);
        using var linear = Linear(3, 4);
        using var conv = Conv2d(3, 8, 3, bias: false);
        using var norm = BatchNorm2d(8);

        AssertSame(golden["linear.weight"], linear.weight);
        AssertSame(golden["linear.bias"], Assert.IsType<Parameter>(linear.bias));
        AssertSame(golden["conv.weight"], conv.weight);
        AssertSame(golden["rand"], rand(5));
        AssertClose(golden["randn"], randn(5));
        AssertSame(golden["randperm"], randperm(10));
        AssertSame(ones(8), norm.weight);
    }

    [Theory]
    [InlineData(true, memory_format.contiguous_format)]
    [InlineData(true, memory_format.channels_last)]
    [InlineData(false, memory_format.contiguous_format)]
    [InlineData(false, memory_format.channels_last)]
    public void Five_steps_of_training_end_where_PyTorch_ends(bool isFused, memory_format format)
    {
        var golden = Fixture.Load("sgd.safetensors");
        using var net = new SmallNet().WithFormulaWeights().to(format);
        using var optimizer = isFused
            ? new FusedSgd(net.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4)
            : optim.SGD(net.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4);
        var losses = new List<float>();

        for (int step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            var loss = functional.cross_entropy(net.call(golden["x"]), golden["y"]);
            losses.Add(loss.item<float>());
            loss.backward();
            optimizer.step();
        }

        AssertClose(golden["losses"], tensor(losses.ToArray()), within: 1e-4);
        var state = net.state_dict();
        Assert.All(golden.Where(entry => entry.Key.StartsWith("after.", StringComparison.Ordinal)), entry =>
            Assert.True(RelativeError(entry.Value, state[entry.Key["after.".Length..]]) < 1e-4, entry.Key));
        Assert.Equal(5, state["bn2.num_batches_tracked"].item<long>());
    }

    [Fact]
    public void Weights_have_PyTorchs_names()
    {
        string[] norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];
        using var net = new SmallNet();

        Assert.Equal(
            [
                "conv1.weight", "conv2.weight", "linear.weight", "linear.bias",
                .. norm.Select(name => "bn1." + name), .. norm.Select(name => "bn2." + name),
            ],
            net.state_dict().Keys.ToHashSet());
    }

    private static double RelativeError(Tensor expected, Tensor actual) =>
        (expected - actual.detach()).norm().item<float>() / expected.norm().item<float>();
}
