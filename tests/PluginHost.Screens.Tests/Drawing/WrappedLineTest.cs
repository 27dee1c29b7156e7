using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Tests.Drawing;

public sealed class WrappedLineTest
{
    private static readonly Gen<string> Texts =
        Gen.Elements('a', 'b', ' ', '(', 'é', '漢').ArrayOf().Select(letters => new string(letters));

    [Fact]
    public void No_character_is_lost_and_no_line_is_too_wide() => Check.QuickThrowOnFailure(Prop.ForAll(
        Texts.ToArbitrary(), Gen.Choose(4, 12).ToArbitrary(), (text, width) =>
        {
            var lines = WrappedLine.Of(Line.Of(text), width).ToList();

            Assert.All(lines, line => Assert.InRange(line.Width, 0, width));
            Assert.Equal(WithoutSpaces(text), WithoutSpaces(string.Concat(lines)));
        }));

    [Fact]
    public void Tones_stay_and_what_follows_stands_further_right()
    {
        var lines = WrappedLine.Of(Line.Of("  one ", Tone.Good) + Line.Of("two three", Tone.Bad), 12).ToList();

        Assert.Equal(["  one two", "      three"], lines.Select(line => line.ToString()));
        Assert.Equal(Tone.Bad, lines[1].Pieces[^1].Tone);
    }

    private static string WithoutSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
