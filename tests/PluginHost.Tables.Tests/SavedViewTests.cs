using System.Collections.Immutable;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Tables.Tests;

public sealed class SavedViewTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static readonly SavedView Whole = new("robust")
    {
        Experiment = "quick", Preset = "smoke", Rows = ["train.radius", "model"], Columns = ["noise"], Metrics = ["test-accuracy", "train-loss"],
        Aggregate = Aggregate.Ci95, Best = BestValue.Lowest, BestOf = BestOf.Column, Baseline = "clean", Paper = true,
        Filter = "noise == \"REM 8-4\" && accuracy < 50 # = [x]", Sort = [new SortKey("test-accuracy", true), new SortKey("seed")],
        Over = ["augmentation"], Hidden = ["device"], Pinned = ["noise", "seed"], Order = ["seed"],
        Widths = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal).Add("noise", 12).Add("train.radius", 4),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_view_comes_back_as_it_was_saved()
    {
        var views = new SavedViews(_folder["views.toml"]);

        views.Save(Whole);
        views.Save(new SavedView("empty"));

        Assert.Equal([Whole, new SavedView("empty")], views.All());
        Assert.Equal(Whole.Widths, views.Get("robust").Widths);
        Assert.Equal(Whole.Sort, views.Get("robust").Sort);
    }

    [Fact]
    public void What_people_wrote_around_views_stays()
    {
        string file = _folder.Write("views.toml", "# mine\n\n[a]\n# why\nrows = [\"noise\"]\n\n# about b\n[b]\nrows=[\"seed\"]\n");
        var views = new SavedViews(file);

        views.Save(new SavedView("a") { Rows = ["seed"] });
        views.Save(new SavedView("c") { Columns = ["noise"] });
        Assert.Equal("# mine\n\n[a]\n# why\nrows = [\"seed\"]\n\n# about b\n[b]\nrows=[\"seed\"]\n\n[c]\ncolumns = [\"noise\"]\n", File.ReadAllText(file));

        views.Remove("a");
        Assert.Equal("# mine\n\n# about b\n[b]\nrows=[\"seed\"]\n\n[c]\ncolumns = [\"noise\"]\n", File.ReadAllText(file));
        Assert.Contains("there is no view 'bb'", Assert.Throws<QueryException>(() => views.Remove("bb")).Message);
    }

    [Theory]
    [InlineData("[a]\nrow = [\"x\"]", 1, "a view has no 'row'; did you mean 'rows'?")]
    [InlineData("rows = 1", 1, "Expected StartTable")]
    [InlineData("[a]\n\nhello", 3, "Expected `=`")]
    [InlineData("[a]\naggregate = \"mean\"", 1, "aggregate has no 'mean'")]
    [InlineData("[a]\n[a]", 2, "a second view")]
    [InlineData("[\"a b\"]", 1, "no name of a view")]
    [InlineData("[a]\nwidths = { noise = 0 }", 1, "the width of noise is 0")]
    [InlineData("[a]\nwidths = { noise = \"wide\" }", 2, "Expected")]
    [InlineData("[a]\npaper = \"yes\"", 2, "Expected Boolean")]
    [InlineData("[a]\nfilter = 'x'\ns\"", 3, "a quote is not closed")]
    public void A_wrong_line_is_told(string text, int line, string message)
    {
        string file = _folder.Write("views.toml", text);

        var error = Assert.Throws<QueryException>(() => new SavedViews(file).All());

        Assert.StartsWith($"{file}({line}): ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Views_lie_beside_the_store() => Assert.Equal(_folder["views.toml"], SavedViews.FileFor(_folder["store"] + "/"));
}
