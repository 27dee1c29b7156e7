namespace PluginHost.Engine.Planning;

/// <summary>What the numbers of a cell's spec must satisfy, checked before anything runs.</summary>
internal static class SpecRules
{
    public static void Check(CellSpec spec)
    {
        Require(spec.ProtectedShare is >= 0 and <= 1, spec, $"the protected share is {spec.ProtectedShare}, not between 0 and 1");
        Require(
            spec.TrainSet == TrainSet.All || (spec.Noise is null && (spec.ProtectedShare < 1 || spec.ProtectedIndices is not null)), spec,
            "a clean part is what a protected share below 1, or a list of protected images, leaves; it has no noise");
        Require(spec.Data.TrainImages is null or > 0, spec, "the number of training images must be at least 1");
        Require(spec.Data.TestImages is null or > 0, spec, "the number of test images must be at least 1");
        Require(spec.Training.TestEvery is null or > 0, spec, "the steps between two tests must be at least 1");
        Require(spec.Training.Attack.Steps >= 0, spec, "the attack's steps must be at least 0");
        Require(
            spec.Training.Attack.IsNone || !spec.Training.Attack.StepSize.IsZero, spec,
            "the attack's step size is 0, so that it would not move; give one in 1/255");
        if (spec.Training.RobustTest is { } test)
        {
            Require(!test.Attack.IsNone && !test.Attack.StepSize.IsZero, spec, "the robust test needs an attack with a radius, steps and a step size above 0");
            Require(test.Images is null or > 0, spec, "the number of images of the robust test must be at least 1");
        }

        Check(spec.Training.Schedule, "training", spec);
        if (spec.Noise?.Surrogate is { } surrogate)
        {
            Check(surrogate.Schedule, "surrogate", spec);
        }
    }

    private static void Check(TrainingSchedule schedule, string whose, CellSpec spec)
    {
        Require(schedule.Iterations >= 1, spec, $"the {whose} iterations must be at least 1");
        Require(schedule.BatchSize >= 1, spec, $"the {whose} batch size must be at least 1");
        Require(schedule.LearningRate > 0 && double.IsFinite(schedule.LearningRate), spec, $"the {whose} learning rate must be above 0");
        Require(schedule.WarmUp >= 0 && schedule.CoolDown >= 0, spec, $"the {whose} warm-up and cool-down must be at least 0 steps");
        Require(schedule.Momentum is >= 0 and < 1, spec, $"the {whose} momentum must be in [0, 1)");
        Require(schedule.WeightDecay >= 0 && double.IsFinite(schedule.WeightDecay), spec, $"the {whose} weight decay must be at least 0");
    }

    private static void Require(bool holds, CellSpec spec, string otherwise)
    {
        if (!holds)
        {
            throw new EngineException($"{spec}: {otherwise}");
        }
    }
}
