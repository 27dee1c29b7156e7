using PluginHost.Torch.IO;
using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class RandomTests : TensorTest
{
    [Fact]
    public void A_seed_gives_the_sequence_that_PyTorch_gives()
    {
        manual_seed(42);

        AssertClose([0.88226926, 0.91500396, 0.38286376], rand(3), within: 1e-7);
    }

    [Fact]
    public void Initialisation_and_random_numbers_are_those_of_the_reference()
    {
        var golden = Safetensors.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "init.safetensors"));

        manual_seed(0);
        using var linear = Linear(3, 4);
        using var conv = Conv2d(3, 8, 3, bias: false);

        AssertClose(Values(golden["linear.weight"]), linear.weight, within: 1e-6);
        AssertClose(Values(golden["conv.weight"]), conv.weight, within: 1e-6);
        AssertClose(Values(golden["rand"]), rand(5), within: 1e-7);
        AssertClose(Values(golden["randn"]), randn(5), within: 1e-6);
        Assert.Equal(golden["randperm"].data<long>(), randperm(10).data<long>());
    }

    [Fact]
    public void The_same_seed_repeats_and_another_does_not()
    {
        manual_seed(7);
        var first = randn(100);
        manual_seed(7);
        var again = randn(100);
        manual_seed(8);
        var other = randn(100);

        Assert.True(first.equal(again));
        Assert.False(first.equal(other));
    }

    [Fact]
    public void Distributions_have_their_range_and_mean()
    {
        manual_seed(1);
        var uniform = zeros([10000], float64).uniform_(2, 4);
        var normal = zeros([10000], float64).normal_(5, 2);
        var whole = randint(3, 6, [10000]);
        var coins = zeros([10000], float64).bernoulli_(0.25);

        Assert.InRange(uniform.min().ToDouble(), 2, 2.01);
        Assert.InRange(uniform.max().ToDouble(), 3.99, 4);
        Assert.InRange(normal.mean().ToDouble(), 4.9, 5.1);
        Assert.InRange(normal.std().ToDouble(), 1.9, 2.1);
        Assert.Equal([3L, 4, 5], whole.unique().data<long>());
        Assert.InRange(coins.mean().ToDouble(), 0.23, 0.27);
        Assert.Equal([0L, 1], zeros([100], int64).random_(0, 2).unique().data<long>());
        AssertClose([0, 1], bernoulli(F64(0, 1)));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), randperm(20).sort().Values.data<long>());
        Assert.Equal([2, 3], rand_like(zeros(2, 3)).shape);
        Assert.Equal(float64, randn_like(zeros([2], float64)).dtype);
        Assert.Equal(int32, randint(5, [2], int32).dtype);
    }
}
