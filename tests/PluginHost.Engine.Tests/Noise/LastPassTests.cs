using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

public sealed class LastPassTests
{
    private static readonly ThreatModel Training = new(Norm.LInf, Radius.Per255(8), Radius.Per255(3.2), 5, RandomStart: true);

    [Fact]
    public void Without_settings_of_its_own_it_is_as_training() =>
        Assert.Equal(new LastPass(Training, 2), LastPass.After(Training, 2, finalSteps: 0, finalSamples: 0));

    [Fact]
    public void More_steps_are_shorter_so_that_they_reach_as_far() => Assert.Equal(
        new LastPass(Training with { Steps = 20, StepSize = Radius.Per255(0.8) }, 4), LastPass.After(Training, 2, finalSteps: 20, finalSamples: 4));
}
