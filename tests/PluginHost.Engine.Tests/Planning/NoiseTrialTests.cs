using PluginHost.Engine.Planning;

namespace PluginHost.Engine.Tests.Planning;

/// <summary>Noise that takes no passes is timed by making some. Here a step of the clock stands for the time of some work.</summary>
public sealed class NoiseTrialTests
{
    private static readonly ImageShape Shape = new(1, 4, 4);

    [Fact]
    public void Images_are_doubled_until_the_time_grows_with_the_work()
    {
        var clock = new SteppedClock();
        var method = new Slow(clock, images => TimeSpan.FromSeconds(0.6 + (images * images / 100_000.0)));

        var trial = Measure(method, 100_000, clock);

        // 320 images take 1.6 s, 640 take 4.7 s: from there on the beginning, 0.6 s, is the smaller part.
        Assert.Equal([40, 80, 160, 320, 640], method.Made);
        Assert.Equal(640, trial?.Images);
        Assert.Equal(trial?.Took * 4, trial?.For(new NoiseWork("", 1280 * 1280)));
    }

    [Fact]
    public void There_are_no_more_images_than_there_are()
    {
        var clock = new SteppedClock();
        var method = new Slow(clock, _ => TimeSpan.FromMilliseconds(1));

        Assert.Equal(100, Measure(method, 100, clock)?.Images);
        Assert.Equal([40, 80, 100], method.Made);
    }

    [Fact]
    public void A_method_that_tells_no_work_is_not_tried()
    {
        var clock = new SteppedClock();
        var method = new Slow(clock, _ => TimeSpan.Zero) { Least = int.MaxValue };

        Assert.Null(Measure(method, 100, clock));
        Assert.Empty(method.Made);
    }

    private static NoiseTrial? Measure(Slow method, int images, SteppedClock clock) =>
        NoiseTrial.Measure(new PluginUse("slow"), images, Shape, new OneNoise(method), Golden.Cpu, clock);

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    /// <summary>Takes its time, by the clock.</summary>
    private sealed class Slow(SteppedClock clock, Func<int, TimeSpan> time) : INoiseMethod
    {
        public int Least { get; init; }

        public List<int> Made { get; } = [];

        public Radius Bound => Radius.Per255(8);

        public bool NeedsSurrogate => false;

        public NoiseWork? Work(int images, ImageShape shape) => images >= Least ? new NoiseWork("slow work", (double)images * images) : null;

        public void Make(NoiseContext context)
        {
            Made.Add(context.Images.Count);
            clock.Now += time(context.Images.Count);
        }
    }

    private sealed class OneNoise(INoiseMethod method) : IPluginCatalogue
    {
        public IReadOnlyList<PluginInfo> Plugins => [];

        public INoiseMethod Noise(PluginUse use) => method;

        public IModelArchitecture Model(PluginUse use) => throw new PluginUseException("no model");

        public IAugmentation Augmentation(PluginUse use) => throw new PluginUseException("no augmentation");

        public ILowPassFilter Filter(PluginUse use) => throw new PluginUseException("no filter");

        public PluginUse Resolve(PluginKind kind, PluginUse use) => use;

        public PluginIdentity Identify(PluginKind kind, string id) => new(kind, id, "1.0.0", "0");
    }
}
