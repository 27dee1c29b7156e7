using PluginHost.Torch.Tests.Modules;
using Xunit;

namespace PluginHost.Torch.Tests.Optim;

public sealed class TrainingStepTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Five_steps_of_training_end_where_the_reference_ends(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> golden = Fixture.Load("sgd.safetensors");
        using SmallNet net = new SmallNet().WithFormulaWeights();
        net.to(channelsLast ? memory_format.channels_last : memory_format.contiguous_format);
        using SGD optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4);
        var losses = new List<float>();

        for (int step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            Tensor loss = functional.cross_entropy(net.forward(golden["x"]), golden["y"]);
            losses.Add(loss.ToSingle());
            loss.backward();
            optimizer.step();
        }

        Fixture.Close(golden["losses"], tensor(losses.ToArray()), 1e-4, "losses");
        foreach ((string name, Tensor value) in net.state_dict().Where(item => golden.ContainsKey("after." + item.Key)))
        {
            Fixture.Close(golden["after." + name], value.detach(), 1e-4, name);
        }

        Assert.Equal(5, net.state_dict()["bn2.num_batches_tracked"].ToInt64());
    }
}
