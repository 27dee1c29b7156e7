using PluginHost.Engine.Planning;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class LabelTest : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Clean, Em(8), Rem(8)", "clean|EM 8|REM 8-4")]
    [InlineData("Rem(8, adversarialRadius: [2, 4])", "REM 8-2|REM 8-4")]
    [InlineData("Rem(8), Rem(8, adversarialRadius: 2)", "REM 8-4|REM 8-2")]
    [InlineData("Rem(8, adversarialRadius: 1.5)", "REM 8-1.5")]
    [InlineData("Em(8), Em(8, steps: 20)", "EM 8 steps=10|EM 8 steps=20")]
    [InlineData("Noise(\"grey-1\")", "grey-1")]
    [InlineData("NoiseMethod(\"mine\", radius: [4, 8], (context, bound) => { })", "mine 4|mine 8")]
    [InlineData("Em([8, 16])", "EM 8|EM 16")]
    [InlineData("Em(8).As(\"EM\"), Em(16).As(\"strong EM\"), Em(4)", "EM|strong EM|EM 4")]
    [InlineData("Rem(16, adversarialRadius: [4, 8]).As(\"REM ({radius}, {adversarial-radius})\")", "REM (16, 4)|REM (16, 8)")]
    [InlineData("Em([8, 16]).As(\"EM\")", "EM radius=8|EM radius=16")]
    [InlineData("Clean.As(\"no noise\"), Em(8)", "no noise|EM 8")]
    public void A_label_says_what_tells_noises_apart(string noises, string labels)
    {
        var plan = _bench.Plan($$"""Experiment("x").Data("shapes").Noise({{noises}}).Train("conv-mini", Plain);""");

        Assert.Equal(labels.Split('|'), plan.Cells.Select(c => c.NoiseLabel));
    }

    [Fact]
    public void Noises_that_differ_outside_their_options_need_a_name()
    {
        var cells = _bench.Plan("""
            Experiment("x").Data("shapes").Noise(Em(8), Em(8).Unaugmented().As("raw"), Em(8).Surrogate("vgg16").As("by vgg"))
                .Train("conv-mini", Plain);
            """).Cells;

        Assert.Equal(["EM 8", "raw", "by vgg"], cells.Select(c => c.NoiseLabel));
        Assert.Null(cells[1].Noise?.Augmentation);
        Assert.Equal("vgg16", cells[2].Noise?.Surrogate?.Model.Id);
    }

    [Fact]
    public void A_label_tells_the_values_that_noise_is_made_with()
    {
        const string recipe = """
            Experiment("x").Data("shapes").Noise(Em(8), Rem(8, adversarialRadius: [2, 4]), Em(8).As("em {radius}")).Train("conv-mini", Plain)
                .Preset("smoke", p => p with { NoiseOptions = [.. p.NoiseOptions, NoiseOption("adversarial-radius", 0.5, of: "radius")] });
            """;
        var set = new RecipeInputs { Preset = "smoke", Sets = [KeyValuePair.Create("noise.radius", "16")] };

        Assert.Equal(["EM 16", "REM 16-2", "REM 16-4", "em 16"], _bench.Plan(recipe, set).Cells.Select(c => c.NoiseLabel));
        Assert.Equal(["REM 8-4"], _bench.Plan(recipe.Replace("adversarialRadius: [2, 4]", "steps: 3", StringComparison.Ordinal), set with { Sets = [] })
            .Cells.Select(c => c.NoiseLabel).Where(label => label.StartsWith("REM", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_key_depends_on_a_label()
    {
        var cells = _bench.Plan("""Experiment("x").Data("shapes").Noise(Clean, Em([8, 16]), Rem(8)).Train("conv-mini", Plain);""").Cells;

        var usual = Keys(cells);
        var renamed = Keys(cells.Select(cell => cell with { NoiseLabel = "another name" }));

        Assert.Equal(4, usual.Select(cell => cell.Key).Distinct().Count());
        Assert.Equal(usual.Select(cell => (cell.Key, cell.NoiseKey)), renamed.Select(cell => (cell.Key, cell.NoiseKey)));

        static IReadOnlyList<PlannedCell> Keys(IEnumerable<CellSpec> specs) => Plan.Of(specs, DeclaredPlugins.Small, _ => "data").Cells;
    }

    [Fact]
    public void A_plan_tells_models_apart_that_differ_in_an_option()
    {
        var cells = _bench.Plan("""Experiment("x").Data("shapes").Train(Model("resnet-mini", ("width", 8)), Plain).Train(Model("resnet-mini", ("width", 16)), Plain);""").Cells;

        Assert.Equal(
            ["shapes, clean, resnet-mini, plain training, seed 0, model.width 8", "shapes, clean, resnet-mini, plain training, seed 0, model.width 16"],
            Plan.Of(cells, DeclaredPlugins.Small, _ => "data").Cells.Select(cell => cell.Name));
    }

    [Fact]
    public void An_unknown_option_in_a_label_is_an_error() => Assert.Contains(
        "rem has no option 'radus'; did you mean 'radius'?",
        _bench.Error("""Experiment("x").Data("shapes").Noise(Rem(8).As("{radus}")).Train("conv-mini", Plain);"""), StringComparison.Ordinal);
}
