using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class ExpansionTest : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Cells_come_seed_by_seed_and_noise_before_training()
    {
        var plan = _bench.Plan("""
            Experiment("order").Data("cifar10")
                .Noise(Clean, Em(8), Rem(8, adversarialRadius: [0, 4]))
                .Train("resnet18", Plain, AdversarialTraining(LInf, radius: [2, 4]))
                .Seeds(2);
            """);

        Assert.Equal(2 * 4 * 3, plan.Cells.Length);
        Snapshot.Match(string.Join('\n', plan.Cells));
    }

    [Fact]
    public void Every_combination_of_data_share_filter_and_model_is_a_cell_but_clean_data_has_no_shares()
    {
        var plan = _bench.Plan("""
            Experiment("all").Data("cifar10", "cifar100").Noise(Clean, Em(8))
                .ProtectedShare(0.5, 1).Filter(NoFilter, Filters.Median())
                .Train(["resnet18", Models.ResnetMini(width: [16, 32])], Plain);
            """);

        Assert.Equal(2 * (1 + 2) * 2 * 3, plan.Cells.Length);
        Assert.All(plan.Cells.Where(c => c.Noise is null), c => Assert.Equal(1, c.ProtectedShare));
    }

    [Fact]
    public void Protected_shares_lists_and_clean_parts_are_cells_of_their_own()
    {
        _bench.Write("idx.txt", "3\n12000\n49999\n");

        var plan = _bench.Plan("""
            Experiment("shares").Data("cifar10").Noise(Clean, Em(8), Rem(8, 4))
                .ProtectedShare(0.2, 1).ProtectedIndices("idx.txt").CleanPart()
                .Train("resnet18", Plain).Protocol(p => p with { TrainImages = 20000 })
                .Table(rows: "noise", columns: "share, train-set");
            """);

        Assert.Equal(
            [
                "clean 0 all", "EM 8 0.2 mixed", "EM 8 1 all", "EM 8 0.0001 mixed", "REM 8-4 0.2 mixed", "REM 8-4 1 all", "REM 8-4 0.0001 mixed",
                "clean 0.2 clean-part", "clean 0.0001 clean-part",
            ],
            plan.Cells.Select(c => c.Fields()).Select(f => $"{f["noise"]} {f["share"]} {f["train-set"]}"));
        Assert.Equal(3, plan.Cells.Count(c => c.ProtectedIndices?.Sha256.Length == 64));
    }

    [Theory]
    [InlineData(".CleanPart()", "say .ProtectedShare(0.2, 0.4)")]
    [InlineData(".ProtectedIndices(\"nowhere.npy\")", "cannot be read")]
    [InlineData(".ProtectedIndices(\"idx.txt\")", "idx.txt(2): 'x' is no index")]
    public void A_wrong_protected_part_is_told(string part, string message)
    {
        _bench.Write("idx.txt", "3\nx\n");

        Assert.Contains(message, _bench.Error($"""Experiment("x").Data("shapes").Noise(Em(8)){part}.Train("conv-mini", Plain);"""), StringComparison.Ordinal);
    }

    [Fact]
    public void The_paper_preset_is_the_published_setting()
    {
        var cell = _bench.Plan("""
            Experiment("paper").Data("cifar10").Noise(Em(8)).Train("resnet18", AdversarialTraining(LInf, radius: 4));
            """).Cells[0];

        Assert.Equal(new TrainingSchedule(40_000, 128, 0.1, 0.9, 5e-4, [16_000, 32_000]), cell.Training.Schedule);
        Assert.Equal(new TrainingSchedule(5_000, 128, 0.1, 0.9, 5e-4, [2_000, 4_000]), cell.Noise?.Surrogate?.Schedule);
        Assert.Equal(new ThreatModel(Norm.LInf, new Radius(4), new Radius(0.8), 10, RandomStart: true), cell.Training.Attack);
        Assert.Equal(("cifar", "cifar", "resnet18"), (cell.Training.Augmentation?.Id, cell.Noise?.Augmentation?.Id, cell.Noise?.Surrogate?.Model.Id));
        Assert.Equal(new DataSpec("cifar10"), cell.Data);
        Assert.Equal(["radius=8"], cell.Noise?.Method.Options.Select(o => $"{o.Key}={o.Value}") ?? []);
        Assert.Equal("paper", cell.Preset);
    }

    [Fact]
    public void The_imagenet_subset_has_its_own_published_steps()
    {
        var cell = _bench.Plan("""
            Experiment("paper").Data("imagenet-subset").Noise(Rem(8, adversarialRadius: 4)).Protocol(p => p with { Augmentation = null })
                .Train("resnet18", AdversarialTraining(LInf, radius: 4));
            """).Cells[0];

        Assert.Equal((1, 8), (cell.Training.Attack.StepSize.Levels, cell.Training.Attack.Steps));
        Assert.Equal(3000, cell.Noise?.Surrogate?.Schedule.Iterations);
        Assert.Equal([1200, 2400], cell.Noise?.Surrogate?.Schedule.DropAt ?? []);
        Assert.Equal(["adversarial-radius=4", "radius=8", "step-size=2", "steps=7"], cell.Noise?.Method.Options.Select(o => $"{o.Key}={o.Value}") ?? []);
    }

    [Fact]
    public void A_method_that_trains_no_surrogate_gets_none()
    {
        var cells = _bench.Plan("""Experiment("x").Data("shapes").Noise(Grey1(), Em(8)).Train("conv-mini", Plain);""").Cells;

        Assert.Null(cells[0].Noise?.Surrogate);
        Assert.NotNull(cells[1].Noise?.Surrogate);
    }

    [Fact]
    public void Radius_zero_is_plain_training_and_equal_cells_are_one()
    {
        var plan = _bench.Plan("""
            Experiment("x").Data("shapes").Train("conv-mini", Plain, AdversarialTraining(LInf, radius: [0, 2]), AdversarialTraining(L2, 50));
            """);

        Assert.Equal(["linf 0", "linf 2", "l2 50"], plan.Cells.Select(c => $"{c.Training.Attack.Norm.ToString().ToLowerInvariant()} {c.Training.Attack.Radius.Levels}"));
        Assert.Equal(ThreatModel.None, plan.Cells[0].Training.Attack);
    }

    [Fact]
    public void Own_steps_of_a_training_override_the_protocol()
    {
        var attacks = _bench.Plan("""
            Experiment("x").Data("shapes").Train("conv-mini",
                AdversarialTraining(LInf, 4, steps: 4), AdversarialTraining(LInf, 4, steps: 7, stepSize: 0.5));
            """).Cells.Select(c => c.Training.Attack.ToString());

        Assert.Equal(["linf 4/255, 4 steps of 2/255", "linf 4/255, 7 steps of 0.5/255"], attacks);
    }

    [Fact]
    public void A_recipe_without_a_table_gets_one_with_what_differs()
    {
        var plan = _bench.Plan("""
            Experiment("x").Data("cifar10", "cifar100").Noise(Clean, Em(8)).Train("resnet18", Plain, AdversarialTraining(LInf, 4));
            """);

        Assert.Equal(("dataset,train.radius", "noise"), (plan.Tables[0].Rows, plan.Tables[0].Columns));
    }

    [Fact]
    public void Figures_are_part_of_the_plan()
    {
        var figures = _bench.Plan("""
            Experiment("x").Data("cifar10", "cifar100").Noise(Clean, Em(8)).Train("resnet18", AdversarialTraining(LInf, [0, 4]))
                .Plot(x: "train.radius", lines: "noise", panels: " dataset , share", title: "Accuracy", paper: true)
                .Curves(of: "train-accuracy, test-accuracy", lines: "noise, train.radius")
                .Images(count: 3);
            """).Figures;

        Assert.Equal(
            [
                new FigureSpec(FigureKind.Plot, "train.radius", "test-accuracy", "noise", "dataset,share", "Accuracy", Paper: true),
                new FigureSpec(FigureKind.Curves, "", "train-accuracy,test-accuracy", "noise,train.radius"),
                new FigureSpec(FigureKind.Images, Count: 3),
            ],
            figures);
    }

    [Theory]
    [InlineData("paper", "0 2 4 0 2 4")]
    [InlineData("mini", "0 4")]
    [InlineData("tiny", "4")]
    [InlineData("other", "0 2 4 0 2 4")]
    public void A_preset_can_be_narrowed_and_those_that_begin_with_it_are_too(string preset, string radii)
    {
        var plan = _bench.Plan("""
            Experiment("x").Data("cifar10", "cifar100").Train("resnet18", AdversarialTraining(LInf, [0, 2, 4]))
                .Preset("tiny", p => p with { TrainIterations = 10 }, from: "mini").Preset("other", p => p)
                .Only("mini", "dataset == \"cifar10\" && train.radius != 2")
                .Only("tiny", "train.radius > 0");
            """, new RecipeInputs { Preset = preset });

        Assert.Equal(radii, string.Join(' ', plan.Cells.Select(cell => cell.Training.Attack.Radius.Levels)));
    }

    [Fact]
    public void The_source_holds_the_recipe_and_what_it_loads()
    {
        _bench.Write("shared/seeds.csx", "int seeds = 2;");

        var plan = _bench.Plan("""
            #load "shared/seeds.csx"
            Experiment("x").Data("shapes").Train("conv-mini", Plain).Seeds(seeds);
            """);

        Assert.Equal(2, plan.Cells.Length);
        Assert.EndsWith("\n// ---- shared/seeds.csx\nint seeds = 2;", plan.Source, StringComparison.Ordinal);
        Assert.Equal(64, plan.SourceSha256.Length);
    }

    [Fact]
    public void Arguments_and_output_belong_to_the_recipe()
    {
        var plan = _bench.Plan("""
            Print($"hello {Args[0]}");
            foreach (var name in new[] { "a", "b" })
            {
                if (name == Args[0]) Experiment(name).Data("shapes").Train("conv-mini", Plain);
            }
            """, new RecipeInputs { Args = ["b"] });

        Assert.Equal("b", plan.Experiment);
        Assert.Equal("hello b" + Environment.NewLine, _bench.Output.ToString());
    }

    [Fact]
    public void Tensor_code_runs_in_a_recipe()
    {
        _bench.Expand("Print((ones(2, 3).sum() * 2).item<float>());");

        Assert.Equal("12" + Environment.NewLine, _bench.Output.ToString());
    }
}
