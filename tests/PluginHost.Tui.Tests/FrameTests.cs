using PluginHost.Tui.Drawing;

namespace PluginHost.Tui.Tests;

public sealed class FrameTests
{
    private static readonly Arbitrary<Line[]> Screens = Arb.From(Gen.ArrayOf(LineTests.AnyLine.Generator));

    [Fact]
    public void A_terminal_that_is_sent_the_differences_shows_the_last_frame() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(Screens.Generator)), Arb.From(Gen.Elements(Enum.GetValues<ColourLevel>())), (screens, level) =>
        {
            var size = new Size(9, 4);
            var frames = new AnsiFrames(level);
            var terminal = new SmallTerminal(size);
            Frame? before = null;
            foreach (var lines in screens)
            {
                var next = Frame.Of(lines, size);
                terminal.Send(frames.Difference(before, next));
                before = next;
            }

            if (before is not null)
            {
                var whole = new SmallTerminal(size);
                whole.Send(frames.Difference(null, before));
                Assert.Equal(before.ToString(), terminal.Text);
                Assert.Equal(whole.Styles, terminal.Styles);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_sent_when_nothing_changed() =>
        Prop.ForAll(Screens, lines =>
        {
            var frame = Frame.Of(lines, new Size(9, 4));

            Assert.Equal("", new AnsiFrames(ColourLevel.True).Difference(frame, Frame.Of(lines, new Size(9, 4))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_changed_cell_costs_few_bytes()
    {
        var lines = Enumerable.Range(0, 50).Select(_ => Line.Of(new string('x', 200))).ToArray();
        var frames = new AnsiFrames(ColourLevel.True);
        var before = Frame.Of(lines, new Size(200, 50));
        lines[20] = Line.Of(new string('x', 100) + "y" + new string('x', 99));

        string sent = frames.Difference(before, Frame.Of(lines, new Size(200, 50)));

        Assert.InRange(sent.Length, 1, 60);
    }

    [Fact]
    public void What_was_recorded_cannot_command_the_terminal()
    {
        string sent = new AnsiFrames(ColourLevel.None).Difference(null, Frame.Of([Line.Of("a\e[2Jb\u009bc\n")], new Size(10, 1)));

        Assert.Equal(1, sent.Split("\e[2J").Length - 1);
        Assert.DoesNotContain('\u009b', sent);
        Assert.DoesNotContain('\n', sent);
    }
}
