using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Tests.Drawing;

public sealed class LineTests
{
    /// <summary>Lines of narrow, wide and combining characters in several tones.</summary>
    internal static Arbitrary<Line> AnyLine { get; } = Arb.From(
        Gen.ArrayOf(Gen.Elements("a", "bc ", "漢字", "e\u0301", "😀", "\u0007", "–").SelectMany(text =>
            Gen.Elements(Tone.Text, Tone.Bad, Tone.Strong).Select(tone => Line.Of(text, tone))))
        .Select(Line.Join));

    [Fact]
    public void A_fitted_line_has_exactly_its_width() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(0, 30)), (line, width) =>
        {
            Assert.Equal(width, line.Fit(width, Symbols.Unicode).Width);
            Assert.Equal(width, line.FitRight(width, Symbols.Unicode).Width);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_of_a_line_are_as_wide_as_asked_for() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(0, 12)), Arb.From(Gen.Choose(0, 12)), (line, start, width) =>
            Assert.Equal(Math.Clamp(line.Width - start, 0, width), line.Slice(start, width).Width))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_cut_off_is_told_by_a_sign()
    {
        Assert.Equal("abc…", Line.Of("abcdef").Fit(4, Symbols.Unicode).ToString());
        Assert.Equal("漢 …", Line.Of("漢字x").Fit(4, Symbols.Unicode).ToString());
        Assert.Equal("abc~", Line.Of("abcdef").Fit(4, Symbols.Ascii).ToString());
    }

    [Fact]
    public void Words_are_wrapped_within_the_width() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(2, 20)), (line, width) =>
            Assert.All(Wrapped.Of(line.ToString(), width), part => Assert.InRange(part.Width, 0, width)))
            .QuickCheckThrowOnFailure();
}
