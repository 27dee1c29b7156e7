using System.Collections.Immutable;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Tests.Results;

/// <summary>Results as a small experiment leaves them.</summary>
internal static class ResultSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Noises = ["clean", "EM 8", "REM 8-4"];

    /// <summary>
    /// So many results, an hour's distance between runs of 12; the last one lies in filters and has a note.
    /// </summary>
    public static ImmutableArray<ResultRow> Rows(int count) => [.. Enumerable.Range(0, count).Select(Row)];

    /// <summary>Writes 30 results of one run into a store.</summary>
    public static void Write(string store)
    {
        const string run = "20260131T120000-aaaaaa";
        var rows = Rows(30);
        Directory.CreateDirectory(store);
        using var journal = Journal.Create(store, run);
        string[] cells = [.. rows.Select(row => row.Cell)];
        journal.Append(new RunStarted(
            "quick", "quick", "Experiment();", "5ha", "smoke", [.. cells], rows[0].Environment, [])
        {
            At = Noon, Run = run,
        });
        foreach (var row in rows)
        {
            journal.Append(new CellFinished(
                row.Cell, row.Spec, row.Metrics, Curves, row.Plugins, row.DataSha256, null, row.Device)
            {
                At = row.At, Run = run,
            });
        }

        journal.Append(new RunEnded("done") { At = Noon.AddDays(1), Run = run });
    }

    public static ImmutableSortedDictionary<string, Curve> Curves { get; } =
        ImmutableSortedDictionary<string, Curve>.Empty.Add(
            "train-loss",
            new Curve([.. Enumerable.Range(1, 60)], [.. Enumerable.Range(1, 60).Select(i => 2.0 / i)]));

    public static ResultRow Row(int number)
    {
        string noise = Noises[number % 3];
        double radius = number / 3 % 2 * 4;
        double accuracy = noise switch
        {
            "clean" => 0.77,
            "EM 8" when radius == 0 => 0.18,
            _ => 0.45,
        };
        var schedule = new TrainingSchedule(100, 32, 0.1, 0.9, 5e-4, [40, 80]);
        var surrogate = new SurrogateSpec(new PluginUse("resnet-mini"), schedule);
        var plugin = new PluginUse(noise == "EM 8" ? "em" : "rem").With("radius", 8);
        var attack = radius == 0
            ? ThreatModel.None
            : new ThreatModel(Norm.LInf, Radius.Per255(radius), Radius.Per255(radius) / 5, 10, true);
        var spec = new CellSpec(
            new DataSpec("shapes", 1000, 500),
            noise == "clean" ? null : new NoiseSpec(plugin, surrogate, new PluginUse("cifar")),
            1,
            number % 7 == 6 ? new PluginUse("median") : null,
            new PluginUse("resnet18"),
            new TrainingSpec(attack, schedule, new PluginUse("cifar")),
            number / 6,
            Precision.Fp32,
            number % 12 == 11 ? "mini" : "smoke")
        {
            NoiseLabel = noise,
        };
        double testAccuracy = Math.Round(accuracy - (radius / 20) + (number % 5 * 0.0123), 4);
        string sha256 = number % 2 == 0 ? "aaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb";
        return new ResultRow
        {
            Cell = $"{number:x4}{new string('0', 60)}",
            Run = $"20260131T{number / 12 % 24:00}0000-aaaaaa",
            Experiment = number / 12 % 2 == 0 ? "quick" : "table1",
            At = Noon.AddHours(number / 12).AddMinutes(number % 12),
            Spec = spec,
            Metrics = ImmutableSortedDictionary<string, double>.Empty
                .Add(Metric.TestAccuracy, testAccuracy)
                .Add(Metric.TrainLoss, 1 - (accuracy / 2))
                .Add(Metric.TrainSeconds, 12.5),
            Plugins = [new PluginIdentity(PluginKind.Model, "resnet18", "1.0.0", sha256)],
            DataSha256 = "da7a5e7000000000",
            Device = "cpu",
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("libtorch", "2.10.0").Add("threads", "2"),
            Tags = number == 4 ? ["good"] : [],
            Note = number == 5 ? "the seed that failed first" : null,
        };
    }
}
