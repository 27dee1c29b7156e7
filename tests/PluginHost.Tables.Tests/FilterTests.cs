using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Tests;

public sealed class FilterTests
{
    private static readonly CellSpec Rem = Samples.Spec("REM 8-4", radius: 4, seed: 2);

    [Fact]
    public void A_setting_that_no_cell_has_may_be_named_and_is_none()
    {
        Assert.DoesNotContain("filter", Rem.Fields().Keys);

        Assert.True(FilterExpression.Parse("filter != mean", [Rem]).Matches(Rem.Fields()));
        Assert.Throws<QueryException>(() => FilterExpression.Parse("filer != mean", [Rem]));
    }

    [Theory]
    [InlineData("noise.method == \"rem\" && train.radius >= 2", true)]
    [InlineData("noise.method == rem", true)]
    [InlineData("noise == 'REM 8-4'", true)]
    [InlineData("noise ~ rem", true)]
    [InlineData("noise ~ em && noise !~ x", null)]
    [InlineData("noise == em", false)]
    [InlineData("train.radius == 4/255", true)]
    [InlineData("train.radius == \"4\"", true)]
    [InlineData("train.radius > 4", false)]
    [InlineData("train.radius <= 4 && train.radius < 5 && train.radius != 3", true)]
    [InlineData("train.learning-rate == 1e-1", true)]
    [InlineData("seed == 0 || seed == 2", true)]
    [InlineData("seed == 0 || seed == 2 && train.radius == 0", false)]
    [InlineData("(seed == 0 || seed == 2) && train.radius == 4", true)]
    [InlineData("!(seed == 2)", false)]
    [InlineData("!!(seed == 2)", true)]
    [InlineData("filter == none", true)]
    [InlineData("filter != none", false)]
    [InlineData("filter != mean", true)]
    [InlineData("filter == mean", false)]
    [InlineData("model != none", true)]
    [InlineData("model < 3", false)]
    [InlineData("test-accuracy < 50", true)]
    [InlineData("accuracy > 30 and accuracy < 32", true)]
    [InlineData("accuracy == 31", true)]
    [InlineData("test-accuracy < 50%", true)]
    [InlineData("test-accuracy < 0.5", false)]
    [InlineData("test-accuracy>=50||device==cpu", true)]
    [InlineData("loss == 1 && share == 100%", true)]
    [InlineData("noise == \"rem\" && train.radius >= 2 && accuracy < 50", true)]
    [InlineData("noise == REM", true)]
    [InlineData("noise != rem", false)]
    [InlineData("noise != em", true)]
    [InlineData("noise in (em, rem)", true)]
    [InlineData("noise in (em, clean) or seed in (0, 2)", true)]
    [InlineData("not (seed in (0,1))", true)]
    [InlineData("!seed in (0, 2)", false)]
    [InlineData("test-accuracy in (30, 31)", true)]
    [InlineData("tags == good", true)]
    [InlineData("tags != good", false)]
    [InlineData("tags == goo", false)]
    [InlineData("tags ~ goo && note ~ RIGHT", true)]
    [InlineData("tags == none", false)]
    [InlineData("at >= 2026-01-31", true)]
    [InlineData("at < 2026-02-01", true)]
    [InlineData("at ~ 2026", true)]
    public void Conditions_hold_or_not(string filter, bool? holds)
    {
        var row = Samples.Row(Rem, 0.31) with { Tags = ["good", "paper"], Note = "looks right" };
        if (holds is { } expected)
        {
            Assert.Equal(expected, FilterExpression.Parse(filter, [row]).Matches(row.Value));
        }
        else
        {
            Assert.Throws<QueryException>(() => FilterExpression.Parse(filter, [row]));
        }
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("train.radus > 2", 0, "did you mean 'train.radius'?")]
    [InlineData("radius > 2", 0, "did you mean 'noise.radius'?")]
    [InlineData("accuray > 2", 0, "did you mean 'accuracy'?")]
    [InlineData("seed in 2", 8, "values in parentheses")]
    [InlineData("seed in (2", 8, "not closed")]
    [InlineData("seed in ()", 9, "a value is expected")]
    [InlineData("seed in (1 2)", 8, "not closed")]
    [InlineData("seed == 2 and", 13, "missing at the end")]
    [InlineData("seed == ", 8, "a value is missing")]
    [InlineData("seed = 2", 5, "==")]
    [InlineData("seed == 2 & seed == 3", 10, "&&")]
    [InlineData("(seed == 2", 0, "not closed")]
    [InlineData("seed == 2)", 9, "not expected")]
    [InlineData("seed == 2 seed == 3", 10, "&& or ||")]
    [InlineData("noise == \"REM", 9, "closing quote")]
    [InlineData("2 == seed", 0, "fields stand on the left")]
    [InlineData("seed == 2 &&", 12, "missing at the end")]
    [InlineData("seed == && 3", 8, "a value is expected")]
    [InlineData("seed # 2", 5, "means nothing")]
    [InlineData("filter < none", 9, "none can only")]
    [InlineData("share == 1e30%", 9, "1e30% is larger than any share")]
    [InlineData("share == -1e30%", 9, "-1e30% is larger than any share")]
    [InlineData("seed == 1e999", 8, "1e999 is a larger number than there are")]
    public void Mistakes_are_told_with_their_place(string filter, int position, string message)
    {
        var error = Assert.Throws<QueryException>(() => FilterExpression.Parse(filter, [Samples.Row(Rem, 0.31)]));

        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message);
        Assert.Contains($"column {position + 1}", error.Message);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("not ")]
    [InlineData("!(")]
    public void Nesting_without_end_is_told_with_its_place(string nest)
    {
        string filter = string.Concat(Enumerable.Repeat(nest, 60_000)) + "seed == 1";

        var error = Bounded.Refuses<QueryException>(() => FilterExpression.Parse(filter, ["seed"]));

        Assert.Equal(nest == "not " ? 400 : 100, error.Position);
        Assert.Contains(
            "more than 100 parentheses and nots are inside each other here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seed == 1 || ")]
    [InlineData("!(seed == 1) && ")]
    public void A_condition_of_any_number_of_parts_is_read_and_holds(string part)
    {
        string filter = string.Concat(Enumerable.Repeat(part, 60_000)) + "seed == 2";
        var row = Samples.Row(Rem, 0.31);

        Assert.True(Bounded.Do(() => FilterExpression.Parse(filter, [row]).Matches(row.Value)));
        string seen = Bounded.Do(() => FilterExpression.Parse(filter, [row]).ValuesSeen([row.Value]));
        Assert.Contains("seed", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void As_deep_as_is_allowed_is_read()
    {
        string filter = new string('(', 100) + "seed == 2" + new string(')', 100);

        Assert.True(FilterExpression.Parse(filter, [Samples.Row(Rem, 0.31)]).Matches(Samples.Row(Rem, 0.31).Value));
    }

    [Fact]
    public void Specs_are_filtered_by_their_fields()
    {
        var plan = Samples.Plan();
        var fields = plan.Select(spec => spec.Fields()).ToList();
        var filter = FilterExpression.Parse("noise.method == rem && train.radius == 0", fields.SelectMany(f => f.Keys));

        Assert.Equal(3, fields.Count(f => filter.Matches(f)));
    }

    [Fact]
    public void A_field_alone_means_that_it_is_true()
    {
        var filter = FilterExpression.Parse("flag && !other", ["flag", "other"]);

        Assert.True(filter.Matches(new Dictionary<string, OptionValue> { ["flag"] = true, ["other"] = false }));
        Assert.False(filter.Matches(new Dictionary<string, OptionValue> { ["flag"] = false }));
    }

    [Fact]
    public void Accuracies_are_told_as_they_are_written()
    {
        var filter = FilterExpression.Parse("accuracy < 0.2", [Metric.TestAccuracy]);

        Assert.Equal("test-accuracy is 31.00", filter.ValuesSeen([Samples.Row(Rem, 0.31).Value]));
    }

    [Fact]
    public void The_values_that_there_are_can_be_told_when_nothing_matches()
    {
        var rows = Samples.Plan().Select(spec => (Func<string, OptionValue?>)Samples.Row(spec, 0.5).Value);
        var filter = FilterExpression.Parse("noise == rem && filter == mean", ["noise", "filter"]);

        Assert.Equal("noise is one of EM 8, REM 8-4, clean; noise.method is one of clean, em, rem; filter has no value here", filter.ValuesSeen(rows));
    }
}
