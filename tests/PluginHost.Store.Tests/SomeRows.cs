using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Store.Tests;

/// <summary>Results and filters that properties are tested with.</summary>
internal static class SomeRows
{
    private static readonly string[] Operators = ["==", "!=", "<", "<=", ">", ">=", "~"];

    private static readonly string[] Values =
        ["none", "0", "8", "8/255", "\"8\"", "4", "rem", "REM", "\"EM 8\"", "clean", "50", "20%", "smoke", "2026-01-31T12:00:02Z", "cpu", "a", "b", "true", "0.3", "-1"];

    /// <summary>What filters may name: all columns, and some that no result has.</summary>
    public static readonly string[] Names =
    [
        "dataset", "noise", "noise.method", "noise.radius", "share", "filter", "train.radius", "seed", "preset", Metric.TestAccuracy,
        Metric.RobustAccuracy, Metric.TrainLoss, "cell", "run", "experiment", "device", "at", "tags", "note", "augmentation", "robust-test.radius",
    ];

    public static readonly Gen<string> Filters = Gen.Sized(size => Filter(Math.Min(size, 6)));

    public static readonly Gen<SortKey[]> Keys =
        Gen.ArrayOf(from name in Gen.Elements(Names) from isDown in Gen.Elements(false, true) select new SortKey(name, isDown), 3);

    public static Arbitrary<ResultRow[]> Arbitrary { get; } = Gen.ArrayOf(One).Select(rows => rows.DistinctBy(row => row.Cell).ToArray()).ToArbitrary();

    /// <summary>Everything about a result.</summary>
    public static string Text(ResultRow row) => JsonSerializer.Serialize(
        new
        {
            row.Cell, row.Run, row.Experiment, row.At, row.Spec, Metrics = row.Metrics.Select(m => $"{m.Key}={m.Value:R}"), row.Plugins, row.DataSha256, row.NoiseKey,
            row.Device, row.Environment, row.Tags, row.Note,
        },
        ContentKey.Json);

    private static Gen<ResultRow> One =>
        from noise in Gen.Elements("clean", "EM 8", "REM 8-4", "REM 8-2")
        from radius in Gen.Elements(0.0, 2, 4)
        from seed in Gen.Choose(0, 5)
        from share in Gen.Elements(1.0, 0.4)
        from filter in Gen.Elements<string?>(null, "median")
        from run in Gen.Choose(0, 2)
        from second in Gen.Choose(0, 4)
        from accuracy in Gen.Elements(0.5, 0.123456789, 0.2, 1, 0)
        from loss in Gen.Elements(0.3, double.NaN, -0.0, 1e-7)
        from robust in Gen.Elements<double?>(null, 0.5, 0.25)
        from tags in Gen.Elements<string[]>([], ["a"], ["a", "b"])
        from note in Gen.Elements(null, "look at this", "8")
        let spec = Samples.Spec(noise, radius, seed, share: share, filter: filter)
        let row = Samples.Row(spec, accuracy, loss, $"20260131T12000{run}-aaaaaa")
        select row with
        {
            At = Samples.Noon.AddSeconds(second),
            Experiment = run == 0 ? "" : $"experiment-{run}",
            Device = run == 2 ? "cuda:0" : "cpu",
            Metrics = robust is null ? row.Metrics : row.Metrics.Add(Metric.RobustAccuracy, robust.Value),
            NoiseKey = noise == "clean" ? null : $"key of {noise}",
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("libtorch", $"2.1{run}"),
            Tags = [.. tags],
            Note = note,
        };

    private static Gen<string> Filter(int depth) => depth <= 0 ? Comparison : Gen.OneOf(
        Comparison,
        from left in Filter(depth - 2) from right in Filter(depth - 2) from both in Gen.Elements("&&", "||") select $"({left}) {both} ({right})",
        Filter(depth - 1).Select(inner => $"!({inner})"));

    private static Gen<string> Comparison =>
        from name in Gen.Elements(Names)
        from comparison in Gen.Elements(Operators)
        from value in Gen.Elements(Values)
        where value != "none" || comparison is "==" or "!="
        select $"{name} {comparison} {value}";
}
