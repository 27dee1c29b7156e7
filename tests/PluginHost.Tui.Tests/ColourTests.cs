using PluginHost.Tui.Drawing;
using Spectre.Console;
using Size = PluginHost.Tui.Drawing.Size;
using Status = PluginHost.Tui.Drawing.Status;

namespace PluginHost.Tui.Tests;

public sealed class ColourTests
{
    [Theory]
    [InlineData("TERM=xterm", ColourLevel.Sixteen)]
    [InlineData("TERM=xterm-256color", ColourLevel.Palette256)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", ColourLevel.True)]
    [InlineData("TERM=xterm-direct", ColourLevel.True)]
    [InlineData("TERM=dumb", ColourLevel.None)]
    [InlineData("TERM=dumb FORCE_COLOR=1", ColourLevel.Sixteen)]
    [InlineData("TERM=xterm FORCE_COLOR=3", ColourLevel.True)]
    [InlineData("TERM=xterm FORCE_COLOR=0", ColourLevel.None)]
    [InlineData("TERM=xterm NO_COLOR=", ColourLevel.Sixteen)]
    [InlineData("TERM=xterm NO_COLOR=1 FORCE_COLOR=3", ColourLevel.None)]
    [InlineData("", ColourLevel.None)]
    public void The_environment_says_how_many_colours_there_are(string variables, ColourLevel expected)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(v => v.Split('=')[0], v => v.Split('=')[1]);

        Assert.Equal(expected, ColourLevels.From(name => set.GetValueOrDefault(name)));
    }

    [Theory]
    [InlineData(ColourLevel.None, "\e[0;1m")]
    [InlineData(ColourLevel.Sixteen, "\e[0;1;33m")]
    [InlineData(ColourLevel.Palette256, "\e[0;1;38;5;178m")]
    [InlineData(ColourLevel.True, "\e[0;1;38;2;230;159;0m")]
    public void Colours_become_the_nearest_that_the_terminal_has(ColourLevel level, string code)
    {
        var line = Line.Of("x", new Style(new Color(230, 159, 0), decoration: Decoration.Bold));

        Assert.Contains(code + "x", new AnsiFrames(level).Difference(null, Frame.Of([line], new Size(1, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_is_told_by_a_word_and_not_by_its_colour_alone()
    {
        foreach (var symbols in new[] { Symbols.Unicode, Symbols.Ascii })
        {
            var words = Enum.GetValues<Status>().Select(status => new Look(ColourLevel.None, symbols).Say(status).ToString()).ToList();

            Assert.Equal(words.Count, words.Distinct().Count());
            Assert.All(words, word => Assert.Matches("^. [a-z]+$", word));
        }
    }

    [Fact]
    public void The_ASCII_signs_are_ASCII() => Assert.All(
        typeof(Symbols).GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => (string?)p.GetValue(Symbols.Ascii) ?? ""),
        sign => Assert.True(sign.All(char.IsAscii), sign));
}
