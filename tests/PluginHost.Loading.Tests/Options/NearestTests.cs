namespace PluginHost.Loading.Tests;

public sealed class NearestTests
{
    private static readonly string[] Known = ["em", "rem", "tap", "adversarial-radius", "eot-samples", "train.radius"];

    [Theory]
    [InlineData("eot-sampels", "eot-samples")]
    [InlineData("EOT-samples", "eot-samples")]
    [InlineData("adverserial-radius", "adversarial-radius")]
    [InlineData("tpa", "tap")]
    [InlineData("rme", "rem")]
    [InlineData("radius", "train.radius")]
    [InlineData("train.radios", "train.radius")]
    public void A_mistyped_name_finds_the_one_that_was_meant(string wanted, string meant) =>
        Assert.Equal(meant, Nearest.To(wanted, Known));

    [Theory]
    [InlineData("xyz")]
    [InlineData("learning-rate")]
    [InlineData("")]
    public void A_name_like_none_finds_none(string wanted) => Assert.Null(Nearest.To(wanted, Known));

    [Fact]
    public void A_name_of_any_length_is_looked_for_in_little_memory()
    {
        string name = new('x', 10_000_000);

        var looked = Bounded.Do(() => (Found: Nearest.To(name, ["radius", "steps"]), true));

        Assert.Null(looked.Found);
    }

    [Fact]
    public void Too_many_names_are_not_listed() =>
        Assert.Equal("", Nearest.Hint("unlike-any", Enumerable.Range(100, 21).Select(i => $"option-number-{i}")));

    [Fact]
    public void A_hint_names_the_nearest_or_else_all() =>
        Assert.Equal(
            ("; did you mean 'rem'?", "; there are: em, rem", ""),
            (Nearest.Hint("remm", ["em", "rem"]), Nearest.Hint("dropout", ["rem", "em"]), Nearest.Hint("x", [])));
}
