using PluginHost.Engine.Planning;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

/// <summary>The noise plugins of the repository in recipes: their functions, and what the presets give them.</summary>
public sealed class NoisePluginsTest : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recipes_call_them_by_functions_with_their_options() => Assert.Equal(
        [
            "tap(label-map=+3, radius=8, restarts=8, start=gaussian)", "ntga(radius=8, surrogate=cnn, walk=official)",
            "em-huang(class-wise=true, radius=8)",
        ],
        Plan("cifar10", "paper", """Tap(8, labelMap: "+3", restarts: 8, start: "gaussian"), Ntga(8, surrogate: "cnn", walk: "official"), EmHuang(8, classWise: true)""")
            .Select(cell => cell.Noise?.Method.ToString()));

    [Theory]
    [InlineData("cifar10", 250, 1.0 / 125, 10, 1.1 / 10, 4000)]
    [InlineData("cifar100", 250, 1.0 / 125, 10, 1.1 / 10, 4000)]
    [InlineData("imagenet-subset", 100, 1.0 / 50, 8, 1.1 / 8, 100)]
    public void Paper_is_table_5(string data, int tapSteps, double tapStep, int ntgaSteps, double ntgaStep, int block)
    {
        var cells = Plan(data, "paper", "Tap(16), Ntga(16)");

        Assert.Equal((tapSteps, Math.Round(tapStep * 16, 12)), Walk(cells[0], defaultShare: 1.0 / 125));
        Assert.Equal((ntgaSteps, Math.Round(ntgaStep * 16, 12)), Walk(cells[1], defaultShare: 1.1 / 10));
        Assert.Equal(block, Option(cells[1], "block-size"));
        Assert.Equal(1, Option(cells[0], "eot-samples"));
        Assert.Null(cells[1].Noise?.Surrogate);
    }

    [Theory]
    [InlineData("paper", 40000, new[] { 16000, 32000 })]
    [InlineData("short", 4000, new[] { 1600, 3200 })]
    [InlineData("mini", 800, new[] { 320, 640 })]
    [InlineData("smoke", 4, new[] { 2, 3 })]
    public void A_surrogate_on_clean_images_is_trained_as_long_as_a_model_under_test(string preset, int iterations, int[] drops)
    {
        var cell = Plan("cifar10", preset, "Tap(8)")[0];

        Assert.Equal(cell.Training.Schedule, cell.Noise?.Surrogate?.Schedule);
        Assert.Equal(iterations, cell.Training.Schedule.Iterations);
        Assert.Equal(drops, cell.Training.Schedule.DropAt);
    }

    [Theory]
    [InlineData("mini", 30, 5, 512, 128)]
    [InlineData("smoke", 2, 2, 64, 32)]
    public void Small_presets_scale_each_method_in_its_own_way(string preset, int tapSteps, int ntgaSteps, int block, int batch)
    {
        var cells = Plan("cifar10", preset, "Tap(8), Ntga(8), EmHuang(8)");

        Assert.Equal((tapSteps, Math.Round(2.0 / tapSteps * 8, 12)), Walk(cells[0]));
        Assert.Equal(1, Option(cells[0], "eot-samples"));
        Assert.Equal((ntgaSteps, Math.Round(1.1 / ntgaSteps * 8, 12)), Walk(cells[1]));
        Assert.Equal(block, Option(cells[1], "block-size"));
        Assert.Equal((0, 0.8), Walk(cells[2]));
        Assert.Equal(batch, Option(cells[2], "batch-size"));
    }

    private static (double Steps, double StepSize) Walk(CellSpec cell, double defaultShare = 0)
    {
        double size = Option(cell, "step-size");
        return (Option(cell, "steps"), Math.Round(size == 0 ? defaultShare * Option(cell, "radius") : size, 12));
    }

    private static double Option(CellSpec cell, string name) =>
        DeclaredPlugins.Real.Resolve(PluginKind.Noise, cell.Noise?.Method ?? throw new InvalidOperationException("clean")).Options[name].Number
        ?? throw new InvalidOperationException(name);

    private IReadOnlyList<CellSpec> Plan(string data, string preset, string noises)
    {
        string recipe = _folder.Write("recipe.csx", $$"""
            Experiment("x").Data("{{data}}").Noise({{noises}}).Train("resnet18", Plain).Protocol(p => p with { Augmentation = "cifar" });
            """);
        using var compiled = new RecipeCompiler(_folder["cache"], DeclaredPlugins.Real).Open(recipe);
        return Assert.Single(compiled.Expand(new RecipeInputs { Preset = preset })).Cells;
    }
}
