using FsCheck;
using FsCheck.Fluent;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Tests;

public sealed class RowTests
{
    [Fact]
    public void A_filter_by_columns_means_what_it_means_row_by_row() => Prop.ForAll(SomeRows.Arbitrary, SomeRows.Filters.ToArbitrary(), (given, text) =>
    {
        var rows = ResultRows.Of(given);
        var filter = FilterExpression.Parse(text, SomeRows.Names);

        int[] expected = [.. Enumerable.Range(0, rows.Count).Where(row => filter.Matches(rows.Row(row).Value))];

        Assert.Equal(expected, RowFilter.Matching(filter, rows));
        Assert.Equal(expected, Enumerable.Range(0, rows.Count).Where(row => filter.Matches(name => rows[row, name])));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Rows_give_back_the_results_they_were_made_of() => Prop.ForAll(SomeRows.Arbitrary, given =>
    {
        var rows = ResultRows.Of(given);

        var expected = given.OrderBy(row => row.At).ThenBy(row => row.Cell, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(SomeRows.Text), Enumerable.Range(0, rows.Count).Select(row => SomeRows.Text(rows.Row(row))));
        Assert.All(expected, (row, i) => Assert.Equal(i, rows.Find(row.Cell)));
        Assert.Equal(-1, rows.Find("no such cell"));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Sorting_by_several_columns_is_stable_with_missing_values_last() => Prop.ForAll(
        SomeRows.Arbitrary, SomeRows.Keys.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (given, keys, seed) =>
    {
        var rows = ResultRows.Of(given);
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        new System.Random(seed).Shuffle(order);

        IEnumerable<int> expected = order;
        foreach (var key in keys.Reverse())
        {
            expected = key.Descending
                ? expected.OrderBy(row => IsLast(rows, row, key)).ThenByDescending(row => row, Comparer(rows, key))
                : expected.OrderBy(row => IsLast(rows, row, key)).ThenBy(row => row, Comparer(rows, key));
            expected = expected.ToList();
        }

        Assert.Equal(expected, RowOrder.Sorted(rows, keys, order));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Counts_of_a_column_are_those_of_its_values() => Prop.ForAll(SomeRows.Arbitrary, given =>
    {
        var rows = ResultRows.Of(given);
        int[] odd = [.. Enumerable.Range(0, rows.Count).Where(row => row % 2 == 1)];
        foreach (string name in rows.Names)
        {
            var expected = odd.Select(row => rows[row, name]).GroupBy(value => value).ToDictionary(g => g.Key?.ToString() ?? "(none)", g => g.Count());

            var counts = rows.Column(name)!.Counts(odd);

            Assert.Equal(expected, counts.ToDictionary(c => c.Value?.ToString() ?? "(none)", c => c.Count));
            Assert.True(counts.SkipLast(1).All(c => c.Value is not null));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Groups_hold_the_rows_of_equal_values() => Prop.ForAll(SomeRows.Arbitrary, given =>
    {
        var rows = ResultRows.Of(given);
        string[] columns = ["noise", "train.radius", "seed", "tags", "robust-accuracy"];

        var groups = RowGroups.Of(rows, columns);

        var expected = Enumerable.Range(0, rows.Count).GroupBy(row => string.Join('|', columns.Select(name => rows[row, name]?.ToString() ?? "(none)")))
            .Select(g => g.ToArray()).ToArray();
        Assert.Equal(expected, groups.Members());
        Assert.Equal(expected.Select(g => g[0]), groups.First);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_cell_that_is_there_twice_counts_once_with_its_newest_result()
    {
        var old = Samples.Row(Samples.Spec(), 0.1);
        var rows = ResultRows.Of([old with { At = Samples.Noon.AddHours(1), Device = "new" }, old]);

        Assert.Equal(1, rows.Count);
        Assert.Equal("new", rows[0, "device"]);
    }

    [Fact]
    public void No_rows_have_names_and_match_nothing()
    {
        Assert.Equal(["cell", "run", "experiment", "device", "at", "tags", "note", "imported"], ResultRows.None.Names);
        Assert.Empty(RowFilter.Matching(FilterExpression.Parse("seed == none", ["seed"]), ResultRows.None));
        Assert.Empty(RowOrder.Sorted(ResultRows.None, [new SortKey("seed")]));
        Assert.Equal(0, RowGroups.Of(ResultRows.None, ["seed"]).Count);
    }

    private static bool IsLast(ResultRows rows, int row, SortKey key) => rows[row, key.Column] is null;

    // Rows lie in the order in which they were recorded, whatever the clocks said.
    private static Comparer<int> Comparer(ResultRows rows, SortKey key) => Comparer<int>.Create((a, b) => key.Column == "at" ? a.CompareTo(b) :
        (rows[a, key.Column], rows[b, key.Column]) is ({ } x, { } y) ? x.Number is { } m && y.Number is { } n && (double.IsNaN(m) || double.IsNaN(n))
            ? double.IsNaN(m).CompareTo(double.IsNaN(n)) : x.CompareTo(y) : 0);
}
