using PluginHost.Engine.Guards;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Verification;

/// <summary>What every noise method must keep, on a few images and with a tiny surrogate.</summary>
/// <param name="make">Makes the method with the options to check.</param>
/// <param name="augmentation">The transformations that the noise shall survive; null for none.</param>
/// <param name="shape">The shape of the images.</param>
internal sealed class NoiseChecks(Func<INoiseMethod> make, IAugmentation? augmentation, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        MemoryNoise? first = null;
        int steps = 0;
        checks.Run(PluginRules.MakesNoise, () =>
        {
            first = Make(new MemoryCheckpoint(default), _ => steps++, default);
            CheckList.Expect(make().Bound.IsZero || first.LargestLevel > 0, "the noise of every image is 0");
        });
        if (first is not { } noise)
        {
            return checks.Results;
        }

        checks.Run(
            PluginRules.WritesEveryImage,
            () => CheckList.ExpectNo(PluginRules.UnwrittenBreach(noise.Unwritten, noise.Count)));
        checks.Run(PluginRules.KeepsItsBound, () => KeepsItsBound(noise));
        checks.Run(PluginRules.SameNoiseFromSameSeed, () =>
        {
            // What was drawn before must not matter.
            var again = Make(new MemoryCheckpoint(default), _ => { }, default, drawnBefore: 77);
            CheckList.Expect(
                again.Levels.SequenceEqual(noise.Levels), "the second run gave other noise; call context.Random.Begin before drawing, in every step");
        });
        checks.Run(PluginRules.LeavesNoTensor, () =>
            CheckList.ExpectNoLeak(() => Make(new MemoryCheckpoint(default), _ => { }, default)));
        checks.Run(PluginRules.StopsAndGoesOn, () => StopsAndGoesOn(noise, steps));
        return checks.Results;
    }

    private void KeepsItsBound(MemoryNoise noise)
    {
        var bound = make().Bound;
        CheckList.ExpectNo(PluginRules.BoundBreach(bound));
        CheckList.ExpectNo(PluginRules.NoiseBreach(noise.LargestLevel, bound));
    }

    /// <summary>Asks to stop after the first step. A method of one step may be done by then.</summary>
    private void StopsAndGoesOn(MemoryNoise whole, int steps)
    {
        using var stop = new CancellationTokenSource();
        using var checkpoint = new MemoryCheckpoint(stop.Token);
        bool stopped = false;
        try
        {
            Make(checkpoint, _ => stop.Cancel(), stop.Token);
        }
        catch (OperationCanceledException)
        {
            stopped = true;
        }

        CheckList.Expect(
            stopped || steps <= 1, $"it went on through all {steps} steps; call context.Cancellation.ThrowIfCancellationRequested() in every step");
        var rest = Make(checkpoint, _ => { }, default);
        CheckList.Expect(
            rest.Levels.SequenceEqual(whole.Levels), "it ended with other noise; save all state, and call context.Random.Begin in every step");
    }

    private MemoryNoise Make(MemoryCheckpoint checkpoint, Action<StepReport> told, CancellationToken stop, long drawnBefore = 0)
    {
        using var images = SmallData.Images(shape);
        var noise = new MemoryNoise(images.Count, images.Shape);
        var method = make();
        manual_seed(drawnBefore);
        method.Make(new NoiseContext
        {
            Images = images,
            Noise = noise,
            Compute = new Compute(CPU, Precision.Fp32),
            Surrogate = method.NeedsSurrogate ? SmallData.Surrogate(augmentation?.OutputShape(shape) ?? shape) : null,
            Augmentation = augmentation,
            Random = new RandomStreams(1).For("noise"),
            Checkpoint = new NoiseCheckpoint(noise, checkpoint),
            Progress = new Told(told),
            Cancellation = stop,
        });
        return noise;
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it tells at once and on the same thread.</summary>
    private sealed class Told(Action<StepReport> told) : IProgress<StepReport>
    {
        public void Report(StepReport value) => told(value);
    }
}
