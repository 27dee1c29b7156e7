using PluginHost.Engine.Guards;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Plugins;

/// <summary>A noise method under guard: it keeps its bound and writes noise for every image.</summary>
internal sealed class GuardedNoise(INoiseMethod method, PluginGuard guard) : INoiseMethod
{
    public Radius Bound => guard.Ask(() =>
    {
        var bound = method.Bound;
        guard.Check(PluginRules.BoundBreach(bound));
        return bound;
    });

    public bool NeedsSurrogate => guard.Ask(() => method.NeedsSurrogate);

    public bool TrainsSurrogateOnCleanImages => guard.Ask(() => method.TrainsSurrogateOnCleanImages);

    public bool MayEndEarly => guard.Ask(() => method.MayEndEarly);

    public int? PassBatch => guard.Ask(() => method.PassBatch);

    public long? Passes(int images, SurrogateSpec? surrogate) => guard.Ask(() => method.Passes(images, surrogate));

    public NoiseWork? Work(int images, ImageShape shape) => guard.Ask(() => method.Work(images, shape));

    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bound = Bound;

        // The first read copies the set to its device, and that copy is no leftover of the method.
        context.Images.ReadBytes([0], context.Compute.Device).Dispose();
        guard.CallAlone(() => method.Make(Lent(context)), context.Cancellation);
        if (context.Noise is StoredNoise noise)
        {
            guard.Check(PluginRules.NoiseBreach(noise.LargestLevel, bound));
            guard.Check(PluginRules.UnwrittenBreach(noise.Unwritten, noise.Count));
        }
    }

    private static NoiseContext Lent(NoiseContext context) => new()
    {
        Images = new LentImages(context.Images),
        Noise = context.Noise,
        Compute = context.Compute,
        Surrogate = context.Surrogate,
        Augmentation = context.Augmentation,
        Random = context.Random,
        Checkpoint = context.Checkpoint,
        Progress = context.Progress,
        Cancellation = context.Cancellation,
    };
}
