using PluginHost.Files;

namespace PluginHost.Store.Tests;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("plain ε ≤ 8/255, 日本 😀", "plain ε ≤ 8/255, 日本 😀")]
    [InlineData("\e]0;title\a\e[2J", "�]0;title��[2J")]
    [InlineData("one\r\ntwo\ttabbed\u0085\u2028", "one��two�tabbed��")]
    [InlineData("\u202Egnp.exe\u202C", "�gnp.exe�")]
    [InlineData("\u061C\u200E\u200F\u202A\u202B\u202D\u2066\u2067\u2068\u2069", "����������")]
    public void Nothing_that_is_shown_commands_a_terminal_or_turns_a_line(string text, string shown) =>
        Assert.Equal(shown, ShownText.Of(text));

    [Fact]
    public void Halves_of_characters_are_not_shown()
    {
        Assert.Equal("a�", ShownText.Of("a\uD83D"));
        Assert.Equal("�b�😀", ShownText.Of("\uDE00b\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public void Of_several_lines_only_the_line_feeds_stay() =>
        Assert.Equal("one\ntwo�[2J\n", ShownText.Lines("one\r\ntwo\e[2J\n"));
}
