using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class OwnNoiseTest : IDisposable
{
    private const string Recipe = """
        var flat = NoiseMethod("flat", radius: [4, 8], (context, bound) =>
        {
            var shape = context.Images.Shape;
            context.Noise.Write([0, 1], full([2, shape.Channels, shape.Height, shape.Width], bound.Fraction));
        });
        Experiment("x").Data("shapes").Noise(Clean, flat).Train(Models.ResnetMini(), Plain);
        """;

    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_noise_of_the_recipe_is_a_noise_like_others()
    {
        var cells = _bench.Plan(Recipe).Cells;

        Assert.Equal(["clean", "flat 4", "flat 8"], cells.Select(c => c.NoiseLabel));
        Assert.Null(cells[1].Noise?.Surrogate);
    }

    [Fact]
    public void The_recipe_makes_it()
    {
        var plan = _bench.Plan(Recipe);
        using var scope = NewDisposeScope();
        var noise = new MemoryNoise(2, new ImageShape(3, 4, 4));
        var images = new MemoryImages(new byte[2 * 3 * 4 * 4], [0, 1], new ImageShape(3, 4, 4), 2);

        plan.Catalogue.Noise(plan.Cells[1].Noise!.Method).Make(new NoiseContext
        {
            Images = images,
            Noise = noise,
            Compute = new Compute(torch.CPU, Precision.Fp32),
            Augmentation = null,
            Random = new RandomStreams(0),
            Checkpoint = new NoCheckpoint(),
            Progress = new Progress<StepReport>(),
        });

        Assert.All(noise.Levels.ToArray(), level => Assert.Equal(4, level));
    }

    [Fact]
    public void Another_text_or_another_setting_is_another_noise()
    {
        string same = Hash(Recipe), again = Hash(Recipe), other = Hash(Recipe.Replace("[0, 1]", "[1, 0]", StringComparison.Ordinal));
        string set = Hash(Recipe, new RecipeInputs { Sets = [KeyValuePair.Create("train-iterations", "3")] });

        Assert.Equal(same, again);
        Assert.Equal(3, new HashSet<string>([same, other, set]).Count);
    }

    [Theory]
    [InlineData("em", "there is a noise method 'em' already; give yours another name")]
    [InlineData("My Noise", "a noise method cannot be called 'My Noise': small letters, digits and hyphens, and not 'clean'")]
    public void A_name_that_is_taken_or_is_none_is_told_with_its_line(string name, string error) => Assert.StartsWith(
        $"recipe.csx(1,12): {error}", _bench.Error(Recipe.Replace("\"flat\"", $"\"{name}\"", StringComparison.Ordinal)), StringComparison.Ordinal);

    private string Hash(string recipe, RecipeInputs? inputs = null) =>
        _bench.Plan(recipe, inputs ?? new RecipeInputs()).Catalogue.Identify(PluginKind.Noise, "flat").Sha256;

    private sealed class NoCheckpoint : ICheckpoint
    {
        public bool Due => false;

        public CheckpointState? Load() => null;

        public void Save(CheckpointState state) => throw new InvalidOperationException("nothing is due");
    }
}
