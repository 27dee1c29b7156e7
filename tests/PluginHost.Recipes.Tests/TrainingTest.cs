using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

/// <summary>What a recipe says about training: projections, tests under attack, weights to begin with.</summary>
public sealed class TrainingTest : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_projection_can_be_named_and_counts_for_L1_alone()
    {
        var cells = Cells("""
            .Train("conv-mini", AdversarialTraining(L1, radius: 1000), AdversarialTraining(L1, radius: 1000, projection: Euclidean),
                AdversarialTraining(L2, radius: 50), AdversarialTraining(L2, radius: 50, projection: Euclidean))
            """);

        Assert.Equal(
            ["l1 1000/255, 10 steps of 200/255", "l1 1000/255, 10 steps of 200/255, euclidean projection", "l2 50/255, 10 steps of 10/255"],
            cells.Select(cell => cell.Training.Attack.ToString()));
        Assert.Equal("euclidean", cells[1].Fields()["train.projection"]);
        Assert.False(cells[2].Fields().ContainsKey("train.projection"));
    }

    [Fact]
    public void A_robust_test_attacks_in_the_ball_of_the_training()
    {
        var cells = Cells(""".Train("conv-mini", Plain, AdversarialTraining(LInf, 8), AdversarialTraining(L2, 50)).RobustTest(images: 1000)""");

        Assert.Equal(
            ["none", "linf 8/255, 20 steps of 0.8/255", "l2 50/255, 20 steps of 5/255"],
            cells.Select(cell => cell.Training.RobustTest?.Attack.ToString() ?? "none"));
        Assert.Equal(1000, cells[1].Training.RobustTest?.Images);
        Assert.Equal(20, cells[1].Fields()["robust-test.steps"]);
    }

    [Fact]
    public void A_robust_test_in_one_ball_tests_every_model_so()
    {
        Assert.All(
            Cells(""".Train("conv-mini", Plain, AdversarialTraining(L2, 50)).RobustTest(radius: 4, steps: 10)"""),
            cell => Assert.Equal("linf 4/255, 10 steps of 0.8/255", cell.Training.RobustTest?.Attack.ToString()));
        Assert.All(
            Cells(""".Train("conv-mini", Plain).RobustTest(L2, 50, stepSize: 8)"""),
            cell => Assert.Equal("l2 50/255, 20 steps of 8/255", cell.Training.RobustTest?.Attack.ToString()));
    }

    [Fact]
    public void A_wrong_robust_test_is_told() =>
        Assert.Contains("at least 1 step", _bench.Error("""Experiment("x").Data("shapes").Train("conv-mini", Plain).RobustTest(steps: 0);"""), StringComparison.Ordinal);

    [Fact]
    public void Robust_accuracy_can_stand_in_a_table() => Assert.Equal("test-accuracy,robust-accuracy", _bench.Plan("""
        Experiment("x").Data("shapes").Train("conv-mini", AdversarialTraining(4)).RobustTest()
            .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, robust-accuracy");
        """).Tables[0].Metrics);

    [Fact]
    public void Weights_are_known_by_their_content_and_keep_their_model_in_every_preset()
    {
        _bench.Write("trained.safetensors", "bytes");
        const string recipe = """
            Experiment("x").Data("shapes").Noise(Em(8).Surrogate(Model("resnet18").StartingFrom("trained.safetensors")))
                .Train(Model("resnet18").StartingFrom("trained.safetensors"), Plain);
            """;

        var cell = _bench.Plan(recipe, new RecipeInputs { Preset = "smoke" }).Cells[0];

        Assert.Equal("resnet18", cell.Model.Id);
        Assert.Equal("trained", cell.Fields()["model.weights"]);
        Assert.Equal(_bench.File("trained.safetensors"), cell.Weights?.File);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("bytes"u8)), cell.Weights?.Sha256);
        Assert.Equal(cell.Weights, cell.Noise?.Surrogate?.Weights);
    }

    [Fact]
    public void Weights_that_are_not_there_are_told_with_the_recipes_line() => Assert.StartsWith(
        "recipe.csx(2,56): the weights nothing.safetensors cannot be read", _bench.Error("""
        // The second line.
        Experiment("x").Data("shapes").Train(Model("resnet18").StartingFrom("nothing.safetensors"), Plain);
        """), StringComparison.Ordinal);

    private IReadOnlyList<CellSpec> Cells(string rest) => _bench.Plan($"""Experiment("x").Data("shapes"){rest};""").Cells;
}
