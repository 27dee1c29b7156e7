using PluginHost.Engine.Planning;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class PresetTest : IDisposable
{
    private const string Recipe = """
        Experiment("x").Data("cifar10").Noise(Em(8, steps: 20), Rem(16, adversarialRadius: 4))
            .Train("resnet18", AdversarialTraining(LInf, radius: 4))
        """;

    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Short_takes_a_tenth_of_the_iterations()
    {
        var cell = Plan(";", "short").Cells[0];

        Assert.Equal((4000, 500), (cell.Training.Schedule.Iterations, cell.Noise?.Surrogate?.Schedule.Iterations));
        Assert.Equal([1600, 3200], cell.Training.Schedule.DropAt);
    }

    [Fact]
    public void Mini_is_the_small_protocol()
    {
        var cell = Plan(";", "mini").Cells[1];

        Assert.Equal(new DataSpec("cifar10", 5000), cell.Data);
        Assert.Equal(new PluginUse("resnet-mini").With("width", 16), cell.Model);
        Assert.Equal(cell.Model, cell.Noise?.Surrogate?.Model);
        Assert.Equal(new TrainingSchedule(800, 128, 0.1, 0.9, 5e-4, [320, 640]), cell.Training.Schedule);
        Assert.Equal(new TrainingSchedule(300, 128, 0.1, 0.9, 5e-4, [120, 240]), cell.Noise?.Surrogate?.Schedule);
        Assert.Equal("linf 4/255, 5 steps of 1.6/255", cell.Training.Attack.ToString());
        Assert.Equal(
            ["adversarial-radius=4", $"adversarial-step-size={2.0 / 3 * 4:R}", "adversarial-steps=3", "radius=16", "step-size=6.4", "steps=5"],
            cell.Noise?.Method.Options.Select(o => $"{o.Key}={o.Value}") ?? []);
    }

    [Fact]
    public void A_preset_leaves_what_the_recipe_says_and_what_a_method_does_not_declare()
    {
        var em = Plan(";", "mini").Cells[0].Noise?.Method;

        Assert.Equal(["radius=8", "step-size=3.2", "steps=20"], em?.Options.Select(o => $"{o.Key}={o.Value}") ?? []);
    }

    [Fact]
    public void Smoke_is_tiny()
    {
        var cell = Plan(";", "smoke").Cells[0];

        Assert.Equal(new DataSpec("cifar10", 256, 128), cell.Data);
        Assert.Equal((4, 32, 3), (cell.Training.Schedule.Iterations, cell.Training.Schedule.BatchSize, cell.Noise?.Surrogate?.Schedule.Iterations));
    }

    [Fact]
    public void Which_model_stands_for_which_is_told_with_the_plan_and_below_its_tables()
    {
        var plan = Plan(";", "mini");

        string[] remarks =
        [
            "resnet-mini(width=16) is trained in place of resnet18",
            "resnet-mini(width=16) makes noise in place of resnet18",
        ];
        Assert.Equal(remarks, plan.Remarks);
        Assert.Equal(string.Join("; ", remarks) + ".", Assert.Single(plan.Tables).Remark);
        Assert.Empty(Plan(";", "paper").Remarks);
    }

    [Theory]
    [InlineData("mini", "", "odd-net")]
    [InlineData("smoke", "", "odd-net")]
    [InlineData("mini", "stand-in=resnet-mini", "resnet-mini")]
    [InlineData("own", "", "conv-mini")]
    public void A_model_that_the_paper_does_not_have_is_replaced_only_when_asked_for(string preset, string set, string trained)
    {
        const string recipe = """
            Experiment("x").Data("cifar10").Train("odd-net", Plain)
                .Preset("own", p => p with { StandIn = Model("conv-mini") }, from: "mini");
            """;
        KeyValuePair<string, string>[] sets = set.Split('=') is [var name, var value] ? [new(name, value)] : [];

        var plan = _bench.Plan(recipe, new RecipeInputs { Preset = preset, Sets = [.. sets] });

        Assert.Equal(trained, Assert.Single(plan.Cells).Model.Id);
        Assert.Equal(trained != "odd-net", plan.Remarks.Any(remark => remark.EndsWith("in place of odd-net", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AdversarialTraining(LInf, radius: 0)", "adversarial training of radius 0 is plain training")]
    [InlineData("AdversarialTraining(LInf, radius: [0, 4])", null)]
    [InlineData("Plain", null)]
    public void A_radius_of_zero_is_told(string training, string? remark) => Assert.Equal(
        remark is null ? [] : [remark],
        _bench.Plan($"""Experiment("x").Data("cifar10").Train("resnet18", {training});""").Remarks);

    [Fact]
    public void Noise_of_radius_zero_is_told() => Assert.Equal(
        ["noise EM 0 has radius 0 and changes no image"],
        _bench.Plan("""Experiment("x").Data("cifar10").Noise(Em(0).As("EM {radius}")).Train("resnet18", Plain);""").Remarks);

    [Fact]
    public void A_recipe_that_compares_models_keeps_them_in_every_preset()
    {
        var plan = _bench.Plan("""Experiment("x").Data("cifar10").Train(["resnet18", "vgg16"], Plain);""", new RecipeInputs { Preset = "mini" });

        Assert.Equal(["resnet18", "vgg16"], plan.Cells.Select(c => c.Model.Id));
    }

    [Fact]
    public void A_small_model_needs_no_stand_in() => Assert.Equal("conv-mini", _bench.Plan(
        """Experiment("x").Data("shapes").Train("conv-mini", Plain);""", new RecipeInputs { Preset = "smoke" }).Cells[0].Model.Id);

    [Fact]
    public void A_recipe_changes_a_standard_preset_and_makes_it_the_default()
    {
        var plan = Plan(""".Preset("mini", p => p with { TrainIterations = 50 }).DefaultPreset("mini");""", null);

        Assert.Equal("mini", plan.Preset);
        Assert.All(plan.Cells, c => Assert.Equal((50, "mini", 5000), (c.Training.Schedule.Iterations, c.Preset, c.Data.TrainImages)));
    }

    [Fact]
    public void An_own_preset_may_begin_with_another_own_one()
    {
        const string presets = """
            .Preset("quick", p => p with { TrainIterations = 50 }, from: "mini").Preset("wide", p => p with { BatchSize = 256 }, from: "quick");
            """;

        var cell = Plan(presets, "wide").Cells[0];

        Assert.Equal((50, 256, 5000), (cell.Training.Schedule.Iterations, cell.Training.Schedule.BatchSize, cell.Data.TrainImages));
    }

    [Fact]
    public void A_protocol_holds_in_every_preset() => Assert.Equal(
        [0.05, 0.05, 0.05],
        new[] { "paper", "short", "smoke" }.Select(p => Plan(".Protocol(p => p with { LearningRate = 0.05 });", p).Cells[0].Training.Schedule.LearningRate));

    [Fact]
    public void An_unknown_preset_tells_the_nearest() => Assert.Equal(
        "recipe.csx(1): experiment 'x': unknown preset 'smke'; did you mean 'smoke'?", _bench.Error(Recipe + ";", new RecipeInputs { Preset = "smke" }));

    private RecipePlan Plan(string rest, string? preset) => _bench.Plan(Recipe + rest, new RecipeInputs { Preset = preset });
}
