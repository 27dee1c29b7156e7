using System.Text;
using PluginHost.Tui.Input;

namespace PluginHost.Tui.Tests;

public sealed class InputDecoderTests
{
    // What xterm, tmux and the console of Linux send, and what it means.
    public static TheoryData<string, string> Sequences { get; } = new()
    {
        { "a", "a" }, { "\r", "enter" }, { "\t", "tab" }, { "\x7f", "backspace" }, { "\x04", "ctrl-d" }, { "\x1a", "ctrl-z" }, { "\0", "ctrl-space" },
        { "\e[A", "up" }, { "\eOA", "up" }, { "\e[1;5C", "ctrl-right" }, { "\e[1;2D", "shift-left" }, { "\e[1;3B", "alt-down" },
        { "\e[H", "home" }, { "\e[1~", "home" }, { "\e[7~", "home" }, { "\eOF", "end" }, { "\e[4~", "end" }, { "\e[5~", "pageup" }, { "\e[6~", "pagedown" },
        { "\e[3~", "delete" }, { "\e[2~", "insert" }, { "\e[Z", "shift-tab" }, { "\eOP", "f1" }, { "\e[11~", "f1" }, { "\e[[A", "f1" }, { "\e[[E", "f5" },
        { "\e[15~", "f5" }, { "\e[17~", "f6" }, { "\e[21~", "f10" }, { "\e[24~", "f12" }, { "\ex", "alt-x" }, { "\e\r", "alt-enter" },
        { "é", "é" }, { "漢", "漢" }, { "😀", "😀" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Terminals_sequences_are_keys(string sent, string key)
    {
        var decoder = new InputDecoder();

        var found = decoder.Feed(Encoding.UTF8.GetBytes(sent));

        Assert.Equal(key, Assert.IsType<KeyInput>(Assert.Single(found)).Key.ToString());
        Assert.False(decoder.IsWaiting);
    }

    [Fact]
    public void However_bytes_are_cut_into_pieces_the_same_keys_come_out()
    {
        var sequence = Gen.Elements(Sequences.Select(s => s.Data.Item1).Append("\e[200~a\eb\e[201~").Append("\e[<0;3;4M").Append("\e[99x").ToArray());
        Prop.ForAll(
            Arb.From(Gen.ArrayOf(sequence)), Arb.From(Gen.Choose(1, 7)),
            (parts, size) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
                var (whole, cut) = (new InputDecoder(), new InputDecoder());

                var expected = whole.Feed(bytes);
                var found = bytes.Chunk(size).SelectMany(piece => cut.Feed(piece)).ToList();

                Assert.Equal(expected, found);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_bytes_whatsoever_are_taken_and_end_when_time_is_up() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var decoder = new InputDecoder();

            decoder.Feed(bytes);
            for (int i = 0; i <= bytes.Length; i++)
            {
                decoder.Flush();
            }

            Assert.False(decoder.IsWaiting);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_escape_that_nothing_follows_is_a_key_once_time_is_up()
    {
        var decoder = new InputDecoder();

        Assert.Empty(decoder.Feed("\e"u8));
        Assert.True(decoder.IsWaiting);
        Assert.Equal(new KeyInput(new Key(KeyName.Escape)), Assert.Single(decoder.Flush()));
    }

    [Fact]
    public void Pasted_text_is_no_keys()
    {
        var found = new InputDecoder().Feed("\e[200~q\r\nx\e[A\e[201~j"u8);

        Assert.Equal([new PasteInput("q\nx\e[A"), new KeyInput(new Key('j'))], found);
    }

    [Theory]
    [InlineData("\e[<0;3;4M", MouseAction.Press, 2, 3)]
    [InlineData("\e[<0;3;4m", MouseAction.Release, 2, 3)]
    [InlineData("\e[<64;1;1M", MouseAction.WheelUp, 0, 0)]
    [InlineData("\e[<65;1;1M", MouseAction.WheelDown, 0, 0)]
    public void The_mouse_is_told_with_its_place_from_nought(string sent, MouseAction action, int x, int y)
    {
        var mouse = Assert.IsType<MouseInput>(Assert.Single(new InputDecoder().Feed(Encoding.UTF8.GetBytes(sent))));

        Assert.Equal((action, x, y), (mouse.Action, mouse.X, mouse.Y));
    }
}
