using Xunit;

namespace PluginHost.Torch.Tests.Modules;

public sealed class InitialisationTests
{
    [Fact]
    public void The_same_seed_gives_PyTorchs_start_values_and_draws()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> golden = Fixture.Load("init.safetensors");

        manual_seed(0);
        using Linear linear = nn.Linear(3, 4);
        using Conv2d conv = nn.Conv2d(3, 8, 3, bias: false);
        Tensor uniform = rand([5]), normal = randn([5]), order = randperm(10);

        Equal(golden["linear.weight"], linear.weight);
        Equal(golden["linear.bias"], linear.bias!);
        Equal(golden["conv.weight"], conv.weight);
        Equal(golden["rand"], uniform);
        Fixture.Close(golden["randn"], normal, 1e-6, "randn");
        Assert.Equal(golden["randperm"].data<long>().ToArray(), order.data<long>().ToArray());
    }

    [Fact]
    public void A_start_value_stays_below_its_bound()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor weight = empty(16, 8, 3, 3);

        nn.init.kaiming_uniform_(weight, a: 0, nonlinearity: NonlinearityType.ReLU);

        double bound = Math.Sqrt(6.0 / (8 * 9));
        double largest = weight.abs().max().ToDouble();
        Assert.InRange(largest, 0.95 * bound, bound);
    }

    [Fact]
    public void Kaimings_normal_has_the_standard_deviation_of_its_fan()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor weight = empty(64, 32, 3, 3);

        nn.init.kaiming_normal_(weight, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU);

        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), weight.pow(2).mean().sqrt().ToDouble(), 0.001);
    }

    private static void Equal(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.data<float>().ToArray(), actual.detach().data<float>().ToArray());
}
