using System.Collections.Immutable;
using PluginHost.Recipes.Language;
using PluginHost.Screens.Results;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;
using PluginHost.Tui.Drawing;

namespace PluginHost.Tests.Screens.Results;

/// <summary>Results as a small experiment leaves them.</summary>
internal static class ResultSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Noises = ["clean", "EM 8", "REM 8-4"];

    /// <summary>So many results, an hour's distance between runs of 12; the last one lies in filters and has a note.</summary>
    public static ImmutableArray<ResultRow> Rows(int count) => [.. Enumerable.Range(0, count).Select(Row)];

    /// <summary>Writes 30 results of one run into a store.</summary>
    public static void Write(string store)
    {
        const string run = "20260131T120000-aaaaaa";
        var rows = Rows(30);
        using var journal = Journal.Create(store, run);
        journal.Append(new RunStarted("quick", "quick", "Experiment();", "5ha", "smoke", [.. rows.Select(row => row.Cell)], rows[0].Environment, []) { At = Noon, Run = run });
        foreach (var row in rows)
        {
            journal.Append(new CellFinished(row.Cell, row.Spec, row.Metrics, Curves, row.Plugins, row.DataSha256, null, row.Device) { At = row.At, Run = run });
        }

        journal.Append(new RunEnded("done") { At = Noon.AddDays(1), Run = run });
    }

    public static ImmutableSortedDictionary<string, Curve> Curves { get; } = ImmutableSortedDictionary<string, Curve>.Empty
        .Add("train-loss", new Curve([.. Enumerable.Range(1, 60)], [.. Enumerable.Range(1, 60).Select(i => 2.0 / i)]));

    public static ResultRow Row(int number)
    {
        string noise = Noises[number % 3];
        double radius = number / 3 % 2 * 4, accuracy = noise == "clean" ? 0.77 : noise == "EM 8" && radius == 0 ? 0.18 : 0.45;
        var schedule = new TrainingSchedule(100, 32, 0.1, 0.9, 5e-4, [40, 80]);
        var spec = new CellSpec(
            new DataSpec("shapes", 1000, 500),
            noise == "clean" ? null : new NoiseSpec(
                new PluginUse(noise[..^2].Trim().ToLowerInvariant() is "em" ? "em" : "rem").With("radius", 8), new SurrogateSpec(new PluginUse("resnet-mini"), schedule), new PluginUse("cifar")),
            1, number % 7 == 6 ? new PluginUse("median") : null, new PluginUse("resnet18"),
            new TrainingSpec(radius == 0 ? ThreatModel.None : new ThreatModel(Norm.LInf, Radius.Per255(radius), Radius.Per255(radius) / 5, 10, true), schedule, new PluginUse("cifar")),
            number / 6, Precision.Fp32, number % 12 == 11 ? "mini" : "smoke")
        {
            NoiseLabel = noise,
        };
        return new ResultRow
        {
            Cell = $"{number:x4}{new string('0', 60)}",
            Run = $"20260131T{number / 12 % 24:00}0000-aaaaaa",
            Experiment = number / 12 % 2 == 0 ? "quick" : "table1",
            At = Noon.AddHours(number / 12).AddMinutes(number % 12),
            Spec = spec,
            Metrics = ImmutableSortedDictionary<string, double>.Empty
                .Add(Metric.TestAccuracy, Math.Round(accuracy - (radius / 20) + (number % 5 * 0.0123), 4)).Add(Metric.TrainLoss, 1 - (accuracy / 2)).Add(Metric.TrainSeconds, 12.5),
            Plugins = [new PluginIdentity(PluginKind.Model, "resnet18", "1.0.0", number % 2 == 0 ? "aaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb")],
            DataSha256 = "da7a5e7000000000",
            Device = "cpu",
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("libtorch", "2.10.0").Add("threads", "2"),
            Tags = number == 4 ? ["good"] : [],
            Note = number == 5 ? "the seed that failed first" : null,
        };
    }
}

/// <summary>Results at hand instead of a store's.</summary>
internal sealed class SampleSource(string views, int count) : ResultsSource
{
    private ResultRows _rows = ResultRows.Of(ResultSamples.Rows(count));

    public override SavedViews Views => new(views);

    public override ResultRows Rows() => _rows;

    /// <summary>Somebody else's run has ended.</summary>
    public void Grow(int count) => _rows = ResultRows.Of(ResultSamples.Rows(count));

    public override (CellHistory History, ImmutableSortedDictionary<string, Curve> Curves) Cell(string key)
    {
        var row = _rows.Row(_rows.Find(key));
        return (
            new CellHistory(key, row, [new CellStarted(key, row.Spec) { At = row.At.AddMinutes(-1), Run = row.Run }]),
            ResultSamples.Curves);
    }
}
