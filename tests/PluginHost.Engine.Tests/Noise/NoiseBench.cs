using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

/// <summary>Makes noise of a few small images with a tiny surrogate, with interruptions where a test wants them.</summary>
internal sealed class NoiseBench : IDisposable
{
    public const int Count = 12;
    public const int Classes = 3;
    private static readonly ImageShape Shape = new(3, 8, 8);
    private CheckpointState? _saved;

    /// <summary>The images: random pixels, always the same.</summary>
    public MemoryImages Images { get; } = Pixels();

    /// <summary>What the surrogate is trained with.</summary>
    public IAugmentation Augmentation { get; init; } =
        new global::Augmentations.Cifar.CifarAugmentation(new global::Augmentations.Cifar.CifarOptions { Padding = 1 });

    /// <summary>How often the method told its progress.</summary>
    public List<StepReport> Reports { get; } = [];

    public int SurrogateIterations { get; init; } = 3;

    /// <summary>Makes noise from the last checkpoint, or from the start.</summary>
    /// <param name="method">The method.</param>
    /// <param name="stopAfter">Steps after which it is asked to stop; null for never.</param>
    /// <returns>The noise; null when it stopped before its end.</returns>
    public MemoryNoise? Make(INoiseMethod method, int? stopAfter = null)
    {
        using var stop = new CancellationTokenSource();
        var noise = new MemoryNoise(Count, Shape);
        int left = stopAfter ?? int.MaxValue;
        var context = new NoiseContext
        {
            Images = Images,
            Noise = noise,
            Compute = Golden.Cpu,
            Surrogate = method.NeedsSurrogate ? Surrogate() : null,
            Augmentation = Augmentation,
            Random = new RandomStreams(5).For("noise"),
            Checkpoint = new NoiseCheckpoint(noise, new Memory(this, stop.Token)),
            Progress = new Told(report =>
            {
                Reports.Add(report);
                if (--left == 0)
                {
                    stop.Cancel();
                }
            }),
            Cancellation = stop.Token,
        };
        try
        {
            method.Make(context);
            return noise;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        Images.Dispose();
        Forget();
    }

    private void Forget()
    {
        foreach (var tensor in _saved?.Tensors.Values ?? [])
        {
            tensor.Dispose();
        }

        _saved = null;
    }

    private SurrogateTraining Surrogate() => new(
        () => Sequential(
            Conv2d(3, 4, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(4), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(4, Classes)),
        new TrainingSchedule(SurrogateIterations, 5, 0.1, 0.9, 5e-4, [2]));

    private static MemoryImages Pixels()
    {
        manual_seed(20);
        using var bytes = randint(256, [Count, Shape.Channels, Shape.Height, Shape.Width], ScalarType.Byte);
        return new MemoryImages(bytes.data<byte>().ToArray(), [.. Enumerable.Range(0, Count).Select(i => i % Classes)], Shape, Classes);
    }

    private sealed class Memory(NoiseBench bench, CancellationToken stop) : ICheckpoint
    {
        public bool Due => stop.IsCancellationRequested;

        public CheckpointState? Load() => bench._saved is null ? null : Copy(bench._saved);

        public void Save(CheckpointState state)
        {
            bench.Forget();
            bench._saved = Copy(state);
            foreach (var tensor in bench._saved.Tensors.Values)
            {
                tensor.DetachFromDisposeScope();
            }
        }

        private static CheckpointState Copy(CheckpointState state) =>
            state with { Tensors = state.Tensors.ToDictionary(t => t.Key, t => t.Value.detach().clone()) };
    }

    private sealed class Told(Action<StepReport> action) : IProgress<StepReport>
    {
        public void Report(StepReport value) => action(value);
    }
}
