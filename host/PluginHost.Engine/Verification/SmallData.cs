using PluginHost.Engine.Data;

namespace PluginHost.Engine.Verification;

/// <summary>The few images and the tiny network that plugins are checked with.</summary>
internal static class SmallData
{
    public const int Count = 5;
    public const int Classes = 10;

    /// <summary>Random pixels, always the same: uint8 (N, C, H, W).</summary>
    public static Tensor Bytes(ImageShape shape)
    {
        manual_seed(20);
        return randint(256, [Count, shape.Channels, shape.Height, shape.Width], ScalarType.Byte);
    }

    /// <summary>The same as float32 in [0, 1].</summary>
    public static Tensor Pixels(ImageShape shape) => Bytes(shape).to(ScalarType.Float32).div_(255);

    /// <summary>The same with labels.</summary>
    public static MemoryImages Images(ImageShape shape)
    {
        using var bytes = Bytes(shape);
        return new MemoryImages(bytes.data<byte>().ToArray(), [.. Enumerable.Range(0, Count).Select(i => i % 3)], shape, Classes);
    }

    /// <summary>A network of a few hundred weights, trained for two steps on batches of four.</summary>
    public static SurrogateTraining Surrogate(ImageShape shape) => new(
        () => nn.Sequential(
            nn.Conv2d(shape.Channels, 4, 3, stride: 2, padding: 1, bias: false), nn.BatchNorm2d(4), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, Classes)),
        new TrainingSchedule(Iterations: 2, BatchSize: 4, LearningRate: 0.1, Momentum: 0.9, WeightDecay: 5e-4, DropAt: [1]));
}
