using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Engine.Training;

namespace PluginHost.Engine.Tests.Running;

/// <summary>Cells that begin with given weights, and cells that are tested under attack.</summary>
public sealed class StartWeightsTests
{
    private static readonly FewPlugins Catalogue = new();

    // A learning rate this small moves nothing that a test would see.
    private static CellSpec Spec(StartWeights? weights, double rate = 1e-9) => new(
        new DataSpec("shapes", 64, 32), null, 1, null, new PluginUse("small"),
        new TrainingSpec(
            ThreatModel.None, new TrainingSchedule(2, 16, rate, 0, 0, []), null, null,
            new RobustTest(new ThreatModel(Norm.LInf, Radius.Per255(8), Radius.Per255(2), 4, RandomStart: true))),
        0, Precision.Fp32, "smoke") { Weights = weights };

    private static CellFinished Run(string store, CellSpec spec)
    {
        using var worker = new Worker(new WorkerSettings(
            Catalogue, new DataSets(store), store, new ListJournal(), Golden.Cpu, TimeProvider.System, _ => { }));
        return worker.Run("run", Plan.Planned(spec, Catalogue, null), new Progress<StepReport>(), default);
    }

    [Fact]
    public void A_cell_begins_with_the_weights_that_its_spec_names_and_is_tested_under_attack()
    {
        using var store = new TempFolder();
        using var scope = NewDisposeScope();
        var trained = Run(store.Path, Spec(null, 0.1));
        string file = Directory.GetFiles(Path.Combine(store.Path, "artifacts", "models")).Single();

        var again = Run(store.Path, Spec(WeightsFile.Of(file)));

        Assert.Equal(trained.Curves[Metric.TrainLoss].Values.Length, again.Curves[Metric.TrainLoss].Values.Length);
        var first = Safetensors.Load(file)["linear.weight"];
        string second = Directory.GetFiles(Path.Combine(store.Path, "artifacts", "models")).Single(f => f != file);
        Assert.True((Safetensors.Load(second)["linear.weight"] - first).abs().max().item<float>() < 1e-6);
        Assert.InRange(again.Metrics[Metric.RobustAccuracy], 0, again.Metrics[Metric.TestAccuracy]);
        Assert.Equal(again.Metrics[Metric.TestAccuracy], again.Metrics[Metric.BestTestAccuracy]);
    }

    [Fact]
    public void What_the_weights_hold_is_part_of_a_cells_key_and_where_they_lie_is_not()
    {
        ContentKey Key(CellSpec spec) => Plan.Planned(spec, Catalogue, null).Key;

        Assert.NotEqual(Key(Spec(null)), Key(Spec(new StartWeights("a", "1"))));
        Assert.NotEqual(Key(Spec(new StartWeights("a", "1"))), Key(Spec(new StartWeights("a", "2"))));
        Assert.Equal(Key(Spec(new StartWeights("a", "1"))), Key(Spec(new StartWeights("b", "1"))));
    }

    [Fact]
    public void Weights_of_a_surrogate_are_part_of_the_noises_key()
    {
        var schedule = new TrainingSchedule(2, 16, 0.1, 0, 0, []);
        ContentKey? Key(StartWeights? weights) => Plan.Planned(
            Spec(null) with { Noise = new NoiseSpec(new PluginUse("em"), new SurrogateSpec(new PluginUse("small"), schedule, weights), null) }, Catalogue, null).NoiseKey;

        Assert.NotEqual(Key(null), Key(new StartWeights("a", "1")));
        Assert.Equal(Key(new StartWeights("a", "1")), Key(new StartWeights("b", "1")));
    }

    [Fact]
    public void Old_specs_have_the_keys_that_they_had()
    {
        var json = System.Text.Encoding.UTF8.GetString(ContentKey.Canonical(Spec(null) with { Training = Spec(null).Training with { RobustTest = null } }));

        Assert.DoesNotContain("weights", json, StringComparison.Ordinal);
        Assert.DoesNotContain("robust", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("projection", json, StringComparison.Ordinal);
    }
}
