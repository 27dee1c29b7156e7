using PluginHost.Engine.Data;
using PluginHost.Engine.Guards;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Verification;

namespace PluginHost.Recipes.Tests.Guards;

public sealed class PluginRulesTests
{
    [Theory]
    [InlineData(PluginKind.Noise, "em")]
    [InlineData(PluginKind.Model, "conv-mini")]
    [InlineData(PluginKind.Augmentation, "cifar")]
    [InlineData(PluginKind.Filter, "median")]
    public void The_page_for_authors_and_the_checks_of_verify_name_the_same_rules(PluginKind kind, string plugin)
    {
        string row = $"| {kind.ToString().ToLowerInvariant()} |";

        var onPage = File.ReadLines(Path.Combine(Repository.Root, "docs", "PLUGINS.md"))
            .Where(line => line.StartsWith(row, StringComparison.Ordinal))
            .Select(line => line.Split('|')[2].Trim());
        var verified = PluginVerification.Verify(BadPlugins.Catalogue, kind, new PluginUse(plugin))
            .Select(check => check.Name);

        Assert.Equal(PluginRules.Of(kind), onPage);
        Assert.Equal(PluginRules.Of(kind), verified);
    }

    [Fact]
    public void Images_that_a_last_pass_of_whole_batches_leaves_out_count_as_written()
    {
        var shape = new ImageShape(3, 8, 8);
        using var scope = NewDisposeScope();
        using var images = new MemoryImages(new byte[5 * shape.Size], [0, 1, 0, 1, 0], shape, 2);
        var noise = new MemoryNoise(5, shape);

        new SurrogateNoise(Context(images, noise), "whole batches")
        {
            DropLast = true,
            FinalNoise = (_, batch) => full_like(batch.Pixels, 1f / 255),
        }.Run();

        Assert.Equal(0, noise.Unwritten);
        Assert.Equal(4 * shape.Size, noise.Levels.ToArray().Count(level => level == 1));
    }

    private static NoiseContext Context(LabelledImages images, NoiseBuffer noise) => new()
    {
        Images = images,
        Noise = noise,
        Compute = new Compute(CPU, Precision.Fp32),
        Surrogate = new SurrogateTraining(
            () => nn.Sequential(nn.Flatten(), nn.Linear(images.Shape.Size, images.Classes)),
            new TrainingSchedule(1, 4, 0.1, 0, 0, [])),
        Augmentation = null,
        Random = new RandomStreams(0),
        Checkpoint = new NeverDue(),
        Progress = new Progress<StepReport>(),
    };

    private sealed class NeverDue : ICheckpoint
    {
        public bool Due => false;

        public CheckpointState? Load() => null;

        public void Save(CheckpointState state) => throw new InvalidOperationException("nothing is due");
    }
}
