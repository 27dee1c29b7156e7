using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;

namespace PluginHost.Tables.Tests;

/// <summary>What splits rows and columns, and what is averaged over.</summary>
public sealed class TableSplitTests
{
    private static readonly TableSpec Spec = new("train.radius", "noise", "test-accuracy", "Quick & dirty", null);

    [Theory]
    [InlineData("train.radius", "noise.method", "train.radius", "noise.method, noise")]
    [InlineData("noise.method", "train.radius", "noise.method, noise", "train.radius")]
    [InlineData("train.radius", "", "train.radius, noise", "")]
    public void What_tells_more_of_a_columns_noise_splits_the_column(
        string rows, string columns, string allRows, string allColumns)
    {
        string[] noises = ["REM 8-2", "REM 8-4"];
        var results = noises.Select((noise, i) => Samples.Row(Samples.Spec(noise, seed: i), 0.5)).ToList();

        var table = ComparisonTable.Build(results, new TableRequest(Spec with { Rows = rows, Columns = columns }));

        Assert.Equal(allRows, string.Join(", ", table.RowFields));
        Assert.Equal(allColumns, string.Join(", ", table.ColumnFields));
        Assert.Contains(
            table.Remarks,
            remark => remark.EndsWith("are split by noise: results that differ there are not averaged."));
    }

    [Fact]
    public void A_table_over_several_experiments_is_no_diagonal()
    {
        List<ResultRow> results =
        [
            .. from view in (string[])["once", "expected"] from radius in (double[])[0, 4]
               select Samples.Row(WithView(Samples.Spec("EM 8", radius), view), 0.5),
            .. from radius in (double[])[0, 4] select Samples.Row(Samples.Spec("REM 8-4", radius), 0.4),
        ];

        var table = ComparisonTable.Build(results, new TableRequest(Spec));

        Assert.Equal(["train.radius"], table.RowFields);
        Assert.Equal(["noise", "noise.view"], table.ColumnFields);
        Assert.All(
            from row in table.Rows from column in table.Columns select table[row, column, Metric.TestAccuracy],
            cell => Assert.NotNull(cell.Numbers));
    }

    [Fact]
    public void Fields_are_averaged_over_where_that_is_asked_for()
    {
        List<ResultRow> results =
        [
            .. from seed in (int[])[0, 1] from model in (string[])["resnet18", "vgg16"]
               select Samples.Row(Samples.Spec("EM 8", seed: seed, model: model), model == "vgg16" ? 0.4 : 0.2),
        ];

        var table = ComparisonTable.Build(results, new TableRequest(Spec with { Over = "model" }));

        Assert.Equal(["train.radius"], table.RowFields);
        var cell = table[table.Rows[0], table.Columns[0], Metric.TestAccuracy];
        Assert.Equal((4, 0.3), (cell.Numbers?.N, Math.Round(cell.Numbers?.Mean ?? 0, 12)));
        Assert.Equal(
            ["0, resnet18", "1, resnet18", "0, vgg16", "1, vgg16"], Enumerable.Range(0, 4).Select(cell.NameOf));
        Assert.Contains("Averaged over seeds and model.", table.Remarks);
        Assert.Contains("mean ± standard deviation (seeds and model)", TextTable.Write(table));
        Assert.Contains("\"0, vgg16\": 0.4", JsonTable.Write(table));
        Assert.Contains("0, resnet18; 1, resnet18; 0, vgg16; 1, vgg16", CsvTable.Write(table));
    }

    [Fact]
    public void Averaged_over_noises_their_options_are_too_and_pairs_are_of_one_noise()
    {
        List<ResultRow> results =
        [
            .. from radius in (double[])[0, 4] from noise in (string[])["EM 8", "REM 8-4"]
               select Samples.Row(Samples.Spec(noise, radius), (noise == "EM 8" ? 0.2 : 0.6) + (radius / 40)),
        ];

        var table = ComparisonTable.Build(results, new TableRequest(
            Spec with { Rows = "dataset", Columns = "train.radius", Over = "noise", Baseline = "0" }));

        Assert.Equal(["dataset"], table.RowFields);
        var against = table[table.Rows[0], table.Columns[1], Metric.TestAccuracy].Against;
        Assert.Equal((2, 0.1), (against?.Pairs, Math.Round(against?.Value ?? 0, 12)));
    }

    [Theory]
    [InlineData("noise", "'noise' cannot be averaged over")]
    [InlineData("modle", "no field 'modle'; did you mean 'model'?")]
    public void What_cannot_be_averaged_over_is_told(string over, string message)
    {
        var table = new TableRequest(Spec with { Over = over });

        var error = Assert.Throws<QueryException>(
            () => ComparisonTable.Build([Samples.Row(Samples.Spec(), 0.5)], table));
        Assert.Contains(message, error.Message);
    }

    private static CellSpec WithView(CellSpec spec, string view) =>
        spec with { Noise = spec.Noise is { } noise ? noise with { Method = noise.Method.With("view", view) } : null };
}
