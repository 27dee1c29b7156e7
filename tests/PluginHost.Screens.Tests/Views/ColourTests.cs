using PluginHost.Screens.Drawing;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Views;

namespace PluginHost.Screens.Tests.Views;

public sealed class ColourTests
{
    [Theory]
    [InlineData("TERM=xterm", ColourLevel.Sixteen)]
    [InlineData("TERM=xterm-256color", ColourLevel.True)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor", ColourLevel.True)]
    [InlineData("TERM=screen-256color", ColourLevel.Sixteen)]
    [InlineData("TERM=screen-256color TMUX=1", ColourLevel.True)]
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
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(v => v.Split('=')[0], v => v.Split('=')[1]);

        Assert.Equal(expected, ColourLevels.From(name => set.GetValueOrDefault(name)));
    }

    [Fact]
    public void A_status_is_told_by_a_word_and_not_by_its_colour_alone()
    {
        foreach (var symbols in new[] { Symbols.Unicode, Symbols.Ascii })
        {
            var words = Enum.GetValues<Status>().Select(status => symbols.Say(status).ToString()).ToList();

            Assert.Equal(words.Count, words.Distinct().Count());
            Assert.All(words, word => Assert.Matches("^. [a-z]+$", word));
        }
    }

    [Fact]
    public void Every_theme_can_be_named_and_tells_tones_apart()
    {
        Assert.Equal(ShellActions.ThemeNames, Theme.All.Select(theme => theme.Name));
        foreach (var theme in Theme.All)
        {
            Tone[] tones = [Tone.Text, Tone.Head, Tone.Selected, Tone.Bad];
            Assert.True(tones.Select(tone => theme[tone]).Distinct().Count() >= 3, theme.Name);
        }
    }

    [Fact]
    public void Where_there_are_no_colours_no_theme_brings_them()
    {
        var look = new Look(ColourLevel.None, Theme.All[0], Symbols.Unicode);

        Assert.Equal("none", look.Change("light"));
        Assert.Null(look.Change("pink"));
        Assert.False(look.HasColours);
    }

    [Fact]
    public void Nothing_but_ASCII_is_shown_in_ASCII() =>
        Assert.Equal("a ~ b?  -", new Look(ColourLevel.None, Theme.None, Symbols.Ascii).Shown("a ± bε\t —"));

    [Fact]
    public void The_ASCII_signs_are_ASCII() => Assert.All(
        typeof(Symbols).GetProperties()
            .Where(p => p.PropertyType == typeof(string))
            .Select(p => (string?)p.GetValue(Symbols.Ascii) ?? ""),
        sign => Assert.True(sign.All(char.IsAscii), sign));
}
