using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

public sealed class MemoryNoiseTests
{
    private static readonly ImageShape Shape = new(1, 2, 2);

    [Fact]
    public void Noise_is_rounded_half_to_even_and_read_back_by_index()
    {
        using var scope = NewDisposeScope();
        var noise = new MemoryNoise(3, Shape);

        noise.Write([2, 0], tensor(new[] { 0.5f, 1.5f, -2.5f, 8f, 1f, 2f, 3f, 4f }, [2, 1, 2, 2]) / 255);

        Assert.Equal([1, 2, 3, 4, 0, 0, 0, 0, 0, 2, -2, 8], noise.Levels.ToArray());
        Assert.Equal(8, noise.LargestLevel);
        Assert.Equal([0f, 2f, -2f, 8f, 1f, 2f, 3f, 4f], (noise.Read([2, 0], torch.CPU) * 255).round().flatten().data<float>().ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(128f / 255)]
    public void Noise_that_does_not_fit_is_refused(float value)
    {
        using var scope = NewDisposeScope();
        var noise = new MemoryNoise(1, Shape);

        Assert.Throws<ArgumentException>(() => noise.Write([0], full([1, 1, 2, 2], value)));
    }

    [Fact]
    public void A_checkpoint_remembers_which_images_have_noise()
    {
        using var scope = NewDisposeScope();
        var saved = new Dictionary<string, Tensor>();
        var noise = new MemoryNoise(3, Shape);
        noise.Write([2], zeros(1, 1, 2, 2));
        new NoiseCheckpoint(noise, new KeptIn(saved)).Save(new CheckpointState(1, new Dictionary<string, Tensor>()));

        var resumed = new MemoryNoise(3, Shape);
        new NoiseCheckpoint(resumed, new KeptIn(saved)).Load();
        int afterResume = resumed.Unwritten;
        resumed.Write([0, 1], ones(2, 1, 2, 2) / 255);

        Assert.Equal((2, 0), (afterResume, resumed.Unwritten));
    }

    [Fact]
    public void Noise_of_another_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        var noise = new MemoryNoise(1, Shape);

        var error = Assert.Throws<ArgumentException>(() => noise.Write([0], zeros(1, 3, 2, 2)));

        Assert.Contains("(1, 3, 2, 2)", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A checkpoint in a dictionary.</summary>
    private sealed class KeptIn(Dictionary<string, Tensor> saved) : ICheckpoint
    {
        public bool Due => false;

        public CheckpointState? Load() => new(1, saved);

        public void Save(CheckpointState state)
        {
            foreach (var (name, value) in state.Tensors)
            {
                saved[name] = value.clone().MoveToOuterDisposeScope();
            }
        }
    }
}
