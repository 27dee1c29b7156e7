using PluginHost.Tui.Drawing;
using Spectre.Console;
using Size = PluginHost.Tui.Drawing.Size;

namespace PluginHost.Tui.Tests;

public sealed class LineTests
{
    private static readonly Look Look = new(ColourLevel.True, Symbols.Unicode);

    /// <summary>Lines of narrow, wide and combining characters in several styles.</summary>
    internal static Arbitrary<Line> AnyLine { get; } = Arb.From(
        Gen.ArrayOf(Gen.Elements("a", "bc ", "漢字", "e\u0301", "😀", "\u0007", "–").SelectMany(text =>
            Gen.Elements(Style.Plain, new Style(Color.Red), new Style(decoration: Decoration.Bold)).Select(style => Line.Of(text, style))))
        .Select(Line.Join));

    [Fact]
    public void A_fitted_line_has_exactly_its_width() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(0, 30)), (line, width) =>
        {
            Assert.Equal(width, line.Fit(width, Look).Width);
            Assert.Equal(width, line.FitRight(width, Look).Width);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_of_a_line_are_as_wide_as_asked_for() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(0, 12)), Arb.From(Gen.Choose(0, 12)), (line, start, width) =>
            Assert.Equal(Math.Clamp(line.Width - start, 0, width), line.Slice(start, width).Width)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_cut_off_is_told_by_a_sign()
    {
        Assert.Equal("abc…", Line.Of("abcdef").Fit(4, Look).ToString());
        Assert.Equal("漢 …", Line.Of("漢字x").Fit(4, Look).ToString());
        Assert.Equal("abc~", Line.Of("abcdef").Fit(4, new Look(ColourLevel.None, Symbols.Ascii)).ToString());
    }

    [Fact]
    public void Boxes_and_what_is_laid_over_keep_their_size()
    {
        var below = Compose.Fit(Line.All("one\ntwo\nthree"), new Size(12, 4), Look);

        var box = Compose.Box(["漢字 and more"], "A title that is long", new Size(8, 3), Look);
        var over = Compose.Over(below, box, 2, 1);

        Assert.All(box, line => Assert.Equal(8, line.Width));
        Assert.Equal(["one", "tw┌ A ti…┐", "th│漢字 …│", "  └──────┘"], over.Select(line => line.ToString().TrimEnd()));
        Assert.All(over, line => Assert.Equal(12, line.Width));
    }

    [Fact]
    public void Words_are_wrapped_within_the_width() =>
        Prop.ForAll(AnyLine, Arb.From(Gen.Choose(2, 20)), (line, width) =>
            Assert.All(Compose.Wrap(line.ToString(), width), part => Assert.InRange(part.Width, 0, width))).QuickCheckThrowOnFailure();
}
