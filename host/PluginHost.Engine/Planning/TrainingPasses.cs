namespace PluginHost.Engine.Planning;

/// <summary>How many passes (a batch forward and backward through the network) a training takes.</summary>
public static class TrainingPasses
{
    /// <summary>The attack's steps and the update of every training step, and the steps of the robust test; plain tests do not count.</summary>
    /// <param name="spec">The training.</param>
    /// <param name="testImages">How many test images there are.</param>
    public static long Of(TrainingSpec spec, int testImages)
    {
        ArgumentNullException.ThrowIfNull(spec);
        long attack = spec.Attack.IsNone ? 0 : spec.Attack.Steps;
        return (spec.Schedule.Iterations * (attack + 1)) + OfRobustTest(spec, testImages);
    }

    private static long OfRobustTest(TrainingSpec spec, int testImages)
    {
        if (spec.RobustTest is not { } test)
        {
            return 0;
        }

        int images = Math.Min(test.Images ?? testImages, testImages), batch = spec.Schedule.BatchSize;
        return (images + batch - 1) / batch * (long)test.Attack.Steps;
    }
}
