using PluginHost.Engine.Planning;
using PluginHost.Engine.Tests.Running;

namespace PluginHost.Engine.Tests.Planning;

public sealed class PassTimesTests
{
    [Fact]
    public void A_small_network_is_timed_in_seconds_and_an_attack_step_costs_less_than_a_training_step()
    {
        long began = TimeProvider.System.GetTimestamp();

        var times = PassTimes.Measure(
            new TimedNetwork(new PluginUse("small"), new ImageShape(3, 32, 32), 128, new PluginUse("cifar")), new FewPlugins(), Golden.Cpu, TimeProvider.System);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 60);
        Assert.InRange(times.Batch, 4, 128);
        Assert.True(times.Test > TimeSpan.Zero && times.Test < times.Update, $"a test takes {times.Test}, an update {times.Update}");
        Assert.True(times.Attack > times.Test, $"an attack step takes {times.Attack}, a test {times.Test}");
    }
}
