using PluginHost.Tui.Drawing;
using PluginHost.Tui.Loop;

namespace PluginHost.Tui.Tests;

public sealed class LoopTests
{
    private static readonly Look Look = new(ColourLevel.None, Symbols.Unicode);

    [Fact]
    public async Task Keys_become_states_and_states_are_drawn()
    {
        var terminal = new MemoryTerminal(new Size(60, 10));
        var run = Task.Run(() => ScreenLoop.Run(terminal, new Counter(), Look), TestContext.Current.CancellationToken);

        terminal.Await("number 0");
        terminal.Type("uu");
        terminal.Await("number 2");
        terminal.Type("w");
        terminal.Await("number 12");
        terminal.Type("f");
        terminal.Await("count: no");
        terminal.Type("t\e[200~a paste\e[201~\r");
        terminal.Await("a paste");
        terminal.Type("c");
        terminal.Await("copied it");
        terminal.Type("q");

        Assert.Equal(3, await run);
        Assert.False(terminal.IsEntered);
        Assert.Equal("\e]52;c;Y29waWVk\a", Assert.Single(terminal.Other));
    }

    [Fact]
    public async Task Nothing_is_drawn_while_nothing_changes_and_all_of_it_after_a_resize()
    {
        var terminal = new MemoryTerminal(new Size(60, 10));
        var run = Task.Run(() => ScreenLoop.Run(terminal, new Counter(), Look), TestContext.Current.CancellationToken);
        terminal.Await("number 0");
        int writes = terminal.Writes;

        terminal.Type("kkk");
        await Task.Delay(1200, TestContext.Current.CancellationToken);
        Assert.Equal(writes, terminal.Writes);

        terminal.Resize(new Size(30, 5));
        terminal.Await("The window is too small: 30 x");
        terminal.Resize(new Size(70, 12));
        terminal.Await("number 0");
        terminal.Type("q");
        await run;
    }

    [Fact]
    public void The_terminal_is_put_back_after_a_defect()
    {
        var terminal = new MemoryTerminal(new Size(60, 10));
        terminal.Type("x");

        Assert.Throws<InvalidOperationException>(() => ScreenLoop.Run(terminal, new Counter(), Look));
        Assert.Equal(1, terminal.Entered);
        Assert.False(terminal.IsEntered);
    }

    [Fact]
    public void A_terminal_that_is_gone_ends_the_loop()
    {
        var terminal = new MemoryTerminal(new Size(60, 10));
        terminal.Close();

        Assert.Equal(129, ScreenLoop.Run(terminal, new Counter(), Look));
    }

    [Fact]
    public void The_linear_mode_appends_what_changed()
    {
        using var output = new StringWriter();

        int code = LinearLoop.Run(
            new StringReader("up\nnothing\nwork\nfail\ntype\nsome words\n:up\nshow\nquit\nup"), output, new Counter(), new Size(80, 20), prompt: "> ");

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
