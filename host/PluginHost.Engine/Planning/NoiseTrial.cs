using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Planning;

/// <summary>
/// How long noise takes that is not made by passes through a network: noise of a few random images is made, and of twice as
/// many until the time grows with the work, which the method tells, instead of being spent on beginning.
/// </summary>
/// <param name="Method">The noise method.</param>
/// <param name="Shape">The shape of the images.</param>
/// <param name="Images">How many images the noise was made for.</param>
/// <param name="Took">How long that took.</param>
/// <param name="Work">The work of it.</param>
public sealed record NoiseTrial(PluginUse Method, ImageShape Shape, int Images, TimeSpan Took, NoiseWork Work)
{
    private const int FewImages = 40;
    private const int Classes = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    /// <summary>The time for other work of the same method.</summary>
    public TimeSpan For(NoiseWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Took * (work.Amount / Work.Amount);
    }

    /// <summary>Makes noise of random images: some seconds; null for a method that tells no such work.</summary>
    /// <param name="use">The noise method.</param>
    /// <param name="images">How many images there are at most.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="catalogue">The loaded plugins.</param>
    /// <param name="compute">The device and arithmetic.</param>
    /// <param name="clock">The time.</param>
    public static NoiseTrial? Measure(
        PluginUse use, int images, ImageShape shape, IPluginCatalogue catalogue, Compute compute, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(clock);
        TimeSpan? before = null;
        for (int count = Math.Min(FewImages, images); ; count = Math.Min(2 * count, images))
        {
            var method = catalogue.Noise(use);
            // The fewest images may be too few for the method.
            if (method.Work(count, shape) is { } work)
            {
                long began = clock.GetTimestamp();
                Make(method, count, shape, compute);
                var took = clock.GetElapsedTime(began);
                if (count == images || (took >= Patience && took >= 2 * before))
                {
                    return new NoiseTrial(use, shape, count, took, work);
                }

                before = took;
            }
            else if (count == images)
            {
                return null;
            }
        }
    }

    private static void Make(INoiseMethod method, int count, ImageShape shape, Compute compute)
    {
        byte[] pixels = new byte[(long)count * shape.Size];
        new Random(0).NextBytes(pixels);
        using var scope = NewDisposeScope();
        using var images = new MemoryImages(pixels, [.. Enumerable.Range(0, count).Select(i => i % Classes)], shape, Classes);
        method.Make(new NoiseContext
        {
            Images = images,
            Noise = new MemoryNoise(count, shape),
            Compute = compute,
            Augmentation = null,
            Random = new RandomStreams(0),
            Checkpoint = new Unsaved(),
            Progress = new Untold(),
        });
    }

    /// <summary>A trial is short enough to be made anew.</summary>
    private sealed class Unsaved : ICheckpoint
    {
        public bool Due => false;

        public CheckpointState? Load() => null;

        public void Save(CheckpointState state)
        {
        }
    }

    private sealed class Untold : IProgress<StepReport>
    {
        public void Report(StepReport value)
        {
        }
    }
}
