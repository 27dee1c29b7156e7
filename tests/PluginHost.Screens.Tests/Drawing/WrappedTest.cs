using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Tests.Drawing;

public sealed class WrappedTest
{
    private static readonly Gen<string> Texts =
        Gen.Elements("a", "b", " ", "(", "é", "漢", "😀").ArrayOf().Select(string.Concat);

    [Fact]
    public void No_character_is_lost_and_no_line_is_too_wide() => Check.QuickThrowOnFailure(Prop.ForAll(
        Texts.ToArbitrary(), Gen.Choose(4, 12).ToArbitrary(), (text, width) =>
        {
            var lines = Wrapped.Hanging(Line.Of(text), width).ToList();

            Assert.All(lines, line => Assert.InRange(line.Width, 0, width));
            Assert.Equal(WithoutSpaces(text), WithoutSpaces(string.Concat(lines)));
        }));

    [Fact]
    public void Tones_stay_and_what_follows_stands_further_right()
    {
        var lines = Wrapped.Hanging(Line.Of("  one ", Tone.Good) + Line.Of("two three", Tone.Bad), 12).ToList();

        Assert.Equal(["  one two", "      three"], lines.Select(line => line.ToString()));
        Assert.Equal(Tone.Bad, lines[1].Pieces[^1].Tone);
    }

    [Fact]
    public void A_word_that_just_fits_stays_on_its_line() => Assert.Equal(
        ["one two", "three", "", "  four", "  five"],
        Wrapped.Of("one two three\n\n  four five", 7).Select(line => line.ToString()));

    private static string WithoutSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
