using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using Xunit;

namespace PluginHost.Screens.Tests.Lists;

public sealed class ListFilterTest
{
    [Theory]
    [InlineData("sha", "shapes")]
    [InlineData("rem S", "rem shapes")]
    [InlineData("r", "re")]
    [InlineData("nothing", "nothing")]
    [InlineData("rem ", "rem ")]
    public void A_word_is_completed_as_far_as_all_agree(string typed, string completed) =>
        Assert.Equal(completed, ListFilter.Of(typed).Completed(["rem shapes", "resnet18"]).Text);

    [Fact]
    public void What_stands_behind_the_cursor_stays()
    {
        var filter = ListFilter.Of("sh 8-4").Type(new TextTyped(ListFilter.Field, "sh 8-4", 2));
        var completed = filter.Completed(["shapes"]);

        Assert.Equal(new TypedText("shapes 8-4", 6), completed.Typed);
    }

    [Fact]
    public void What_was_completed_still_fits_what_it_came_from() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("r", "re", "rem", "RES", "sha", "8", "x", "").ToArbitrary(),
        typed =>
        {
            string[] texts = ["REM 8-4", "resnet18", "shapes"];
            var filter = ListFilter.Of(typed);
            var before = texts.Where(text => filter.Fits([text]));
            var after = texts.Where(text => filter.Completed(texts).Fits([text]));

            Assert.Equal(before.Any(), after.Any());
            Assert.StartsWith(typed, filter.Completed(texts).Text, StringComparison.OrdinalIgnoreCase);
        }));

    [Fact]
    public void Escape_brings_back_what_stood_there()
    {
        var typed = ListFilter.Of("rem").Begin("the chosen one").Type(new TextTyped(ListFilter.Field, "tap", 3));

        Assert.Equal("rem", typed.Restore().Text);
        Assert.Equal("the chosen one", typed.Chosen);
        Assert.False(typed.Restore().IsTyped);
    }
}
