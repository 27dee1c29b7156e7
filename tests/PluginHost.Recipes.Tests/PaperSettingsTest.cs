using System.Text.Json;
using PluginHost.Engine.Data;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

/// <summary>
/// The preset <c>paper</c> against the paper's settings, number by number: noise making (Table 5, A.3) and training (A.4), for
/// each data set and both radii of the noise.
/// </summary>
public sealed class PaperSettingsTest : IDisposable
{
    private static readonly JsonElement Settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        Repository.Root, "tests", "PluginHost.Recipes.Tests", "Fixtures", "settings.json"))).RootElement;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> DataSets => ["cifar10", "cifar100", "imagenet-subset"];

    public static TheoryData<string, string, int, int> Noises
    {
        get
        {
            var noises = new TheoryData<string, string, int, int>();
            foreach (string data in (string[])["cifar10", "cifar100", "imagenet-subset"])
            {
                foreach (var (method, radius, adversarial) in (ReadOnlySpan<(string, int, int)>)[("em", 8, 0), ("em", 16, 0), ("rem", 8, 4), ("rem", 16, 8)])
                {
                    noises.Add(data, method, radius, adversarial);
                }
            }

            return noises;
        }
    }

    public static TheoryData<string, string, int> Attacks
    {
        get
        {
            var attacks = new TheoryData<string, string, int>();
            foreach (string data in (string[])["cifar10", "cifar100", "imagenet-subset"])
            {
                foreach (string method in (string[])["tap", "ntga"])
                {
                    attacks.Add(data, method, 8);
                    attacks.Add(data, method, 16);
                }
            }

            return attacks;
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Noise_is_made_with_the_papers_numbers(string data, string method, int radius, int adversarialRadius)
    {
        var pgd = Settings.GetProperty("noise_generation_pgd_table5").GetProperty(data).GetProperty(method);
        var generator = Settings.GetProperty("generator_training").GetProperty(data);

        var noise = Cells(data, method == "em" ? $"Em({radius})" : $"Rem({radius}, adversarialRadius: {adversarialRadius})", "Plain")[0].Noise
            ?? throw new InvalidOperationException("a cell without noise");

        var options = DeclaredPlugins.Real.Resolve(PluginKind.Noise, noise.Method).Options;
        double Option(string name) => options[name].Number ?? throw new InvalidOperationException(name);
        // A step size of 0 stands for a fifth of the radius, as the options' help says.
        double Step(string name, double of) => Option(name) == 0 ? of / 5 : Option(name);
        Assert.Equal(radius, Option("radius"));
        Assert.Equal(pgd.GetProperty("K_u").GetInt32(), Option("steps"));
        Assert.Equal(pgd.GetProperty("alpha_u_over_rho_u").GetDouble() * radius, Step("step-size", radius), 1e-12);
        Assert.Equal(generator.GetProperty("eot_samples_J").GetInt32(), Option("eot-samples"));
        Assert.Equal(0, Option("final-steps"));
        Assert.Equal(0, Option("final-eot-samples"));
        if (method == "rem")
        {
            Assert.Equal(pgd.GetProperty("K_a").GetInt32(), Option("adversarial-steps"));
            Assert.Equal(pgd.GetProperty("alpha_a_over_rho_a").GetDouble() * adversarialRadius, Step("adversarial-step-size", adversarialRadius), 1e-12);
        }

        Assert.Equal(Settings.GetProperty("source_model").GetProperty(method).GetString(), noise.Surrogate?.Model.Id);
        SameSchedule(generator, noise.Surrogate?.Schedule);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Noise_without_a_trained_along_surrogate_is_made_with_the_papers_numbers(string data, string method, int radius)
    {
        var pgd = Settings.GetProperty("noise_generation_pgd_table5").GetProperty(data).GetProperty(method);

        var noise = Cells(data, method == "tap" ? $"Tap({radius})" : $"Ntga({radius})", "Plain")[0].Noise
            ?? throw new InvalidOperationException("a cell without noise");

        var options = DeclaredPlugins.Real.Resolve(PluginKind.Noise, noise.Method).Options;
        double Option(string name) => options[name].Number ?? throw new InvalidOperationException(name);
        // What a step size of 0 stands for, as the options' help says.
        double standard = method == "tap" ? radius / 125.0 : 1.1 * radius / Option("steps");
        Assert.Equal(radius, Option("radius"));
        Assert.Equal(pgd.GetProperty("K_u").GetInt32(), Option("steps"));
        Assert.Equal(pgd.GetProperty("alpha_u_over_rho_u").GetDouble() * radius, Option("step-size") is > 0 and var given ? given : standard, 1e-12);
        if (method == "tap")
        {
            // f₀'s training is not stated; a victim's own is taken (0).
            Assert.Equal("resnet18", noise.Surrogate?.Model.Id);
            Assert.Equal(0, Option("surrogate-iterations"));
        }
        else
        {
            Assert.Equal(Settings.GetProperty("ntga").GetProperty("ntk_block_size").GetProperty(data).GetInt32(), Option("block-size"));
            Assert.Equal(Settings.GetProperty("ntga").GetProperty("ensemble_model").GetString(), options["surrogate"].ToString(), ignoreCase: true);
        }
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Models_are_trained_with_the_papers_numbers(string data)
    {
        var training = Settings.GetProperty("adversarial_training").GetProperty(data);

        var cells = Cells(data, "Clean", "Plain, AdversarialTraining(LInf, radius: [4, 8]), AdversarialTraining(L1, radius: 1000), AdversarialTraining(L2, radius: 50)");

        Assert.Equal(ThreatModel.None, cells[0].Training.Attack);
        Assert.Equal([(Norm.LInf, 4.0), (Norm.LInf, 8), (Norm.L1, 1000), (Norm.L2, 50)], cells.Skip(1).Select(c => (c.Training.Attack.Norm, c.Training.Attack.Radius.Levels)));
        Assert.All(cells, cell => SameSchedule(training, cell.Training.Schedule));
        Assert.All(cells, cell => Assert.Equal(new DataSpec(data), cell.Data));
        Assert.All(cells.Skip(1).Select(cell => cell.Training.Attack), attack =>
        {
            Assert.Equal(training.GetProperty("pgd_K_a").GetInt32(), attack.Steps);
            Assert.Equal(training.GetProperty("pgd_alpha_a_over_rho_a").GetDouble() * attack.Radius.Levels, attack.StepSize.Levels, 1e-12);
            Assert.Equal(Projection.Rescale, attack.Projection);
        });
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Images_are_augmented_as_the_data_set_asks(string data) =>
        Assert.Equal(data == "imagenet-subset" ? "imagenet" : "cifar", PaperProtocol.For(data).Augmentation?.Id);

    [Fact]
    public void All_five_models_of_the_paper_are_there() => Assert.Superset(
        Settings.GetProperty("models_trained").EnumerateObject().Select(model => model.Name).ToHashSet(),
        DeclaredPlugins.Real.Plugins.Where(p => p.Identity.Kind == PluginKind.Model).Select(p => p.Identity.Id).ToHashSet());

    private static void SameSchedule(JsonElement expected, TrainingSchedule? schedule)
    {
        Assert.NotNull(schedule);
        int iterations = expected.GetProperty("iterations").GetInt32(), period = expected.GetProperty("lr_decay_period_iterations").GetInt32();
        double rate = expected.GetProperty("initial_lr").GetDouble(), factor = expected.GetProperty("lr_decay_factor").GetDouble();
        Assert.Equal(
            (iterations, expected.GetProperty("batch_size").GetInt32(), expected.GetProperty("momentum").GetDouble(), expected.GetProperty("weight_decay").GetDouble()),
            (schedule.Iterations, schedule.BatchSize, schedule.Momentum, schedule.WeightDecay));
        foreach (int step in (ReadOnlySpan<int>)[0, period - 1, period, (2 * period) - 1, 2 * period, iterations - 1])
        {
            Assert.Equal(rate * Math.Pow(factor, step / period), schedule.RateAt(step), 1e-12);
        }
    }

    /// <summary>The cells of a recipe in the preset <c>paper</c>; the augmentation of large images need not be loaded here.</summary>
    private IReadOnlyList<CellSpec> Cells(string data, string noises, string trainings)
    {
        string recipe = _folder.Write("recipe.csx", $$"""
            Experiment("x").Data("{{data}}").Noise({{noises}}).Train("resnet18", {{trainings}}).Protocol(p => p with { Augmentation = "cifar" });
            """);
        using var compiled = new RecipeCompiler(_folder["cache"], DeclaredPlugins.Real).Open(recipe);
        return Assert.Single(compiled.Expand(new RecipeInputs { Preset = "paper" })).Cells;
    }
}
