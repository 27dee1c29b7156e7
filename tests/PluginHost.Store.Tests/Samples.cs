using System.Collections.Immutable;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;

namespace PluginHost.Store.Tests;

/// <summary>Small specs, events and results that tests are made of.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public const string RunName = "20260131T120000-aaaaaa";

    public static PluginUse Rem(double radius, double adversarialRadius) =>
        new PluginUse("rem").With("radius", radius).With("adversarial-radius", adversarialRadius).With("eot-samples", 5);

    public static CellSpec Spec(
        string noise = "clean", double radius = 0, int seed = 0, string preset = "smoke", int iterations = 100, string dataset = "shapes",
        string model = "resnet18", string? filter = null, double share = 1, Norm norm = Norm.LInf)
    {
        var schedule = new TrainingSchedule(iterations, 32, 0.1, 0.9, 5e-4, [40, 80]);
        PluginUse? method = noise.Split(' ') switch
        {
            ["EM", var r] => new PluginUse("em").With("radius", double.Parse(r)),
            ["REM", var r] => Rem(double.Parse(r.Split('-')[0]), double.Parse(r.Split('-')[1])),
            _ => null,
        };
        return new CellSpec(
            new DataSpec(dataset, 1000, 500),
            method is null ? null : new NoiseSpec(method, new SurrogateSpec(new PluginUse("resnet-mini"), schedule), new PluginUse("cifar")),
            share,
            filter is null ? null : new PluginUse(filter),
            new PluginUse(model),
            new TrainingSpec(
                radius == 0 ? ThreatModel.None : new ThreatModel(norm, Radius.Per255(radius), Radius.Per255(radius) / 5, 10, true),
                schedule, new PluginUse("cifar")),
            seed, Precision.Fp32, preset)
        {
            NoiseLabel = noise,
        };
    }

    public static string Key(CellSpec spec) => ContentKey.Of(spec with { NoiseLabel = "" }).Hash;

    public static ResultRow Row(CellSpec spec, double accuracy, double loss = 1, string run = RunName, string hash = "aaaaaaaaaaaa") => new()
    {
        Cell = Key(spec),
        Run = run,
        At = Noon,
        Spec = spec,
        Metrics = Metrics(accuracy, loss),
        Plugins = [new PluginIdentity(PluginKind.Model, spec.Model.Id, "1.0.0", hash)],
        DataSha256 = "data",
        Device = "cpu",
    };

    public static ImmutableSortedDictionary<string, double> Metrics(double accuracy, double loss) =>
        ImmutableSortedDictionary<string, double>.Empty.Add(Metric.TestAccuracy, accuracy).Add(Metric.TrainLoss, loss).Add(Metric.TrainSeconds, 12.34);

    public static RunStarted Started(
        IEnumerable<CellSpec> plan, string run = RunName, string experiment = "quick", int minutes = 0, string preset = "smoke") =>
        new(experiment + "-recipe", experiment, "// ρ = \"8/255\"\nExperiment();\n", "5ha", preset, [.. plan.Select(Key)],
            ImmutableSortedDictionary<string, string>.Empty.Add("libtorch", "2.10.0").Add("threads", "2"),
            [new TableSpec("train.radius", "noise", "test-accuracy, train-loss", "Quick", null)])
        { At = Noon.AddMinutes(minutes), Run = run };

    public static CellFinished Finished(
        CellSpec spec, double accuracy, double loss = 1, string run = RunName, double minutes = 1, int curvePoints = 5) =>
        new(Key(spec), spec, Metrics(accuracy, loss),
            ImmutableSortedDictionary<string, Curve>.Empty.Add("train-loss", new Curve(
                [.. Enumerable.Range(1, curvePoints)], [.. Enumerable.Range(1, curvePoints).Select(i => 2.0 / i)])),
            [new PluginIdentity(PluginKind.Model, spec.Model.Id, "1.0.0", "aaaaaaaaaaaa")], "data", null, "cpu")
        { At = Noon.AddMinutes(minutes), Run = run };

    public static CellFailed Failed(CellSpec spec, string run = RunName, double minutes = 1) =>
        new(Key(spec), spec, "the loss is not a number; lower the learning rate", "at Step()") { At = Noon.AddMinutes(minutes), Run = run };

    public static RunEnded Ended(string outcome = "done", string run = RunName, double minutes = 9) =>
        new(outcome) { At = Noon.AddMinutes(minutes), Run = run };

    /// <summary>Two noises and clean data, three seeds, two radii; REM at radius 4 lacks a seed.</summary>
    public static List<CellSpec> Plan() =>
    [
        .. from seed in Enumerable.Range(0, 3)
           from noise in (string[])["clean", "EM 8", "REM 8-4"]
           from radius in (double[])[0, 4]
           select Spec(noise, radius, seed),
    ];

    public static double Accuracy(CellSpec spec) => Math.Round(
        (spec.NoiseLabel switch { "clean" => 0.77, "EM 8" => 0.18, _ => 0.31 })
        + (spec.Training.Attack.IsNone ? 0 : spec.NoiseLabel == "EM 8" ? 0.3 : -0.2) + (0.0123 * spec.Seed), 4);

    /// <summary>Writes a run with a plan into a store; its journal is closed.</summary>
    public static void WriteRun(string store, IReadOnlyList<CellSpec> plan, string run = RunName, string experiment = "quick", string outcome = "done")
    {
        Directory.CreateDirectory(store);
        using var journal = Journal.Create(store, run);
        journal.Append(Started(plan, run, experiment));
        double minute = 0;
        foreach (var spec in plan)
        {
            journal.Append(new CellStarted(Key(spec), spec) { At = Noon.AddMinutes(++minute), Run = run });
            journal.Append(Finished(spec, Accuracy(spec), 1 - Accuracy(spec), run, minute + 0.5));
        }

        journal.Append(Ended(outcome, run, minute + 1));
    }

    public static string ForPeople(ComparisonTable table, int width = 80) =>
        string.Join("\n=====\n", TextTable.Write(table, width), MarkdownTable.Write(table), LatexTable.Write(table));

    public static string AllFormats(ComparisonTable table) => string.Join("\n=====\n",
        TextTable.Write(table, 80), MarkdownTable.Write(table), LatexTable.Write(table), CsvTable.Write(table), JsonTable.Write(table), HtmlTable.Write(table));
}
