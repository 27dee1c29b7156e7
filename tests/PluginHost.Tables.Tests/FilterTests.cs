using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Tests;

public sealed class FilterTests
{
    private static readonly CellSpec Rem = Samples.Spec("REM 8-4", radius: 4, seed: 2);

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
    public void Mistakes_are_told_with_their_place(string filter, int position, string message)
    {
        var error = Assert.Throws<QueryException>(() => FilterExpression.Parse(filter, [Samples.Row(Rem, 0.31)]));

        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message);
        Assert.Contains($"column {position + 1}", error.Message);
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
