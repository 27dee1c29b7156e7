using FsCheck;
using FsCheck.Fluent;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Tests;

/// <summary>What holds for every table, whatever results it is made of.</summary>
public sealed class TableLawsTests
{
    private static readonly Gen<TableSpec> Specs =
        from rows in Gen.SubListOf("train.radius", "noise.method", "experiment", "tags", "share")
        from columns in Gen.SubListOf("noise", "seed", "device", "filter")
        select new TableSpec(string.Join(',', rows), string.Join(',', columns), "test-accuracy, robust-accuracy", "", null);

    [Fact]
    public void Each_cell_is_of_results_that_differ_in_the_seed_alone() => Prop.ForAll(SomeRows.Arbitrary, Specs.ToArbitrary(), (given, spec) =>
    {
        var table = ComparisonTable.Build(given, new TableRequest(spec));

        foreach (var (row, column, cell) in Cells(table))
        {
            var results = cell.Results.Select(place => given[place]).ToList();
            Assert.True(results.Select(result => result.Spec with { Seed = 0 }).Distinct().Count() <= 1);
            Assert.Equal(results.Select(result => result.Spec.Seed).Distinct().Order(), results.Select(result => result.Spec.Seed));
            Assert.All(results, result => Assert.Equal(row.Values.Concat(column.Values), table.RowFields.Concat(table.ColumnFields).Select(result.Value)));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Every_result_counts_in_its_cell_unless_a_footnote_there_says_why_not() => Prop.ForAll(SomeRows.Arbitrary, Specs.ToArbitrary(), (given, spec) =>
    {
        var table = ComparisonTable.Build(given, new TableRequest(spec));

        Assert.All(given, (result, place) =>
        {
            var cell = Cells(table).Single(at => at.Row.Values.Concat(at.Column.Values).SequenceEqual(table.RowFields.Concat(table.ColumnFields).Select(result.Value))).Cell;
            Assert.True(cell.Results.Contains(place) || cell.Notes.Any(note => table.Notes[note - 1].Contains("are left out", StringComparison.Ordinal)));
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_table_of_chosen_rows_is_that_of_their_results() => Prop.ForAll(SomeRows.Arbitrary, Specs.ToArbitrary(), (given, spec) =>
    {
        var rows = ResultRows.Of(given);
        int[] chosen = [.. Enumerable.Range(0, rows.Count).Where(row => row % 3 != 1).Reverse()];
        var request = new TableRequest(spec) { Best = BestValue.Lowest, Aggregate = Aggregate.Median };

        Assert.Equal(
            Samples.AllFormats(ComparisonTable.Build([.. chosen.Select(rows.Row)], request)),
            Samples.AllFormats(ComparisonTable.Build(new RowSelection(rows, chosen), request)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static IEnumerable<(TableKey Row, TableKey Column, TableCell Cell)> Cells(ComparisonTable table) =>
        from row in table.Rows
        from column in table.Columns
        select (row, column, table[row, column, Metric.TestAccuracy]);
}
