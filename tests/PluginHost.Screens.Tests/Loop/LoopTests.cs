using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Tests.Loop;

[Collection(nameof(WindowTests))]
public sealed class LoopTests
{
    [Fact]
    public void What_is_typed_clicked_and_pressed_becomes_messages()
    {
        using var window = Window.Open(new Size(60, 12), Drawn.Plain, new Counter());

        window.Press("u", "u").Click("up");
        Assert.Contains("number 3", window.Text, StringComparison.Ordinal);
        window.Press("t").Type("q: a word").Press("left", "backspace", "enter");
        Assert.Contains("number 3 q: a wod", window.Text, StringComparison.Ordinal);
        window.Press("f");
        Assert.Contains("count: no", window.Text, StringComparison.Ordinal);
        window.Resize(new Size(30, 5));
        Assert.Contains("The window is too small: 30 x", window.Text, StringComparison.Ordinal);
        window.Resize(new Size(70, 12));
        Assert.Contains("number 3", window.Text, StringComparison.Ordinal);
        window.Press("q");
        Assert.Contains(window.Shell.Effects, effect => effect is Quit);
    }

    [Fact]
    public void The_linear_mode_appends_what_changed()
    {
        using var output = new StringWriter();

        string[] lines = ["up", "nothing", "work", "fail", "type", "some words", ":up", "show", "quit", "up"];
        int code = LinearLoop.Run(
            new StringReader(string.Join('\n', lines)), output, new Counter(), new Size(80, 20), prompt: "> ");

        Assert.Equal(3, code);
        Assert.Equal("""
            number: 0
            text: 
            > number: 1
            text: 
            > > counted
            number: 11
            text: 
            > number: 11
            text: count: no
            > number: 11
            text: 
            > number: 11
            text: some words
            > number: 12
            text: some words
            > number: 12
            text: some words
            > 
            """.ReplaceLineEndings("\n").TrimEnd('\n'), output.ToString().ReplaceLineEndings("\n"));
    }
}
