using PluginHost.Recipes.LiveConsole;
using PluginHost.Screens.LiveConsole;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class ConsoleScreenTest
{
    private static readonly ConsoleSession Session = new(new ConsoleHost("/nowhere", () => throw new InvalidOperationException("no plugins in tests")));

    private static ConsoleScreen Screen() => Drawn.After(
        new ConsoleScreen(new ConsoleRunner(Drawn.Settings())), new Resized(new Size(80, 22)), new ConsoleScreen.HistoryRead(["1 + 1", "Results.Count"]));

    [Fact]
    public void The_prompt_follows_what_was_said()
    {
        var screen = Drawn.After(
            Drawn.Typing(Screen(), "var x = 2;\n"), new ConsoleScreen.Answered(new ConsoleAnswer([], false)));
        screen = Drawn.After(Drawn.Typing(screen, "x * 21\n"), new ConsoleScreen.Answered(new ConsoleAnswer(["42"], false)));
        screen = Drawn.After(Drawn.Typing(screen, "y\n"), new ConsoleScreen.Answered(new ConsoleAnswer(["CS0103: The name 'y' does not exist in the current context (column 1)"], true)));
        screen = Drawn.After(Drawn.Typing(screen, "ze"), new ConsoleScreen.Completed("ze", 0, ["zeros", "zeros_like"]));

        Snapshot.Match(Drawn.Everywhere(screen));
    }

    [Fact]
    public void Up_brings_back_what_was_typed_before_and_down_what_is_being_typed()
    {
        var typed = Drawn.Typing(Screen(), "dra");
        var last = Drawn.After(typed, new KeyTyped(new Key(KeyName.Up)));
        var first = Drawn.After(last, new KeyTyped(new Key(KeyName.Up)), new KeyTyped(new Key(KeyName.Up)));
        var back = Drawn.After(first, new KeyTyped(new Key(KeyName.Down)), new KeyTyped(new Key(KeyName.Down)));

        Assert.Equal(["Results.Count", "1 + 1", "dra"], [last.Input.Text, first.Input.Text, back.Input.Text]);
    }

    [Fact]
    public void Tab_types_what_all_names_share_and_then_goes_through_them()
    {
        var listed = Drawn.After(Drawn.Typing(Screen(), "x.me"), new ConsoleScreen.Completed("x.me", 2, ["mean", "meanwhile", "median"]));
        var once = Drawn.After(listed, new KeyTyped(new Key(KeyName.Tab)));
        var twice = Drawn.After(once, new KeyTyped(new Key(KeyName.Tab)));

        Assert.Equal(["x.me", "x.mean", "x.meanwhile"], [listed.Input.Text, once.Input.Text, twice.Input.Text]);
    }

    [Fact]
    public void A_statement_that_is_not_whole_goes_on_in_the_next_line()
    {
        var screen = Drawn.Typing(Screen(), "foreach (var i in new[] { 1, 2 })\n");

        Assert.False(screen.IsRunning);
        Assert.NotEqual("", screen.Pending);
    }

    [Fact]
    public void Escape_leaves_the_prompt_when_nothing_is_typed()
    {
        var escape = new KeyTyped(new Key(KeyName.Escape));
        var cleared = Drawn.After(Drawn.Typing(Screen(), "abc"), escape);

        Assert.True(cleared.TakesText);
        Assert.False(Drawn.After(cleared, escape).TakesText);
    }

    [Theory]
    [InlineData("var x = 3", "var x = 3;")]
    [InlineData("1 + 2", "1 + 2")]
    [InlineData("for (int i = 0; i < 3; i++)", null)]
    [InlineData("if (true) {", null)]
    public void A_missing_semicolon_is_forgiven_and_an_open_brace_is_not(string typed, string? whole) => Assert.Equal(whole, ConsoleSession.Whole(typed));

    [Fact]
    public void What_a_line_declares_is_there_for_the_next_one()
    {
        Assert.Empty(Session.Run("var kept = new List<int> { 3, 4 };", CancellationToken.None).Lines);

        Assert.Equal(["7"], Session.Run("kept.Sum()", CancellationToken.None).Lines);
        Assert.Equal(["[0] 3", "[1] 4"], Session.Run("kept", CancellationToken.None).Lines);
        Assert.Equal(["Sum"], Session.Complete("kept.Su").Names.Where(name => name == "Sum"));
        Assert.Contains("kept", Session.Complete("ke").Names);
        Assert.Contains("Results", Session.Complete("Res").Names);
    }

    [Theory]
    [InlineData("nothing.here", "CS0103")]
    [InlineData("int.Parse(\"x\")", "FormatException")]
    [InlineData("1 +", "CS1733")]
    public void What_is_wrong_is_told_in_one_line(string code, string told)
    {
        var answer = Session.Run(code, CancellationToken.None);

        Assert.True(answer.IsError);
        Assert.StartsWith(told, Assert.Single(answer.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_never_ends_is_ended()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => Session.Run("while (true) { }", stop.Token));
        Assert.Equal(["2"], Session.Run("1 + 1", CancellationToken.None).Lines);
    }

    [Fact]
    public void Small_tensors_are_printed_with_their_values() => Assert.Equal(
        ["[2x2], type = Float32, device = cpu", "  0 0", "  0 0"], Session.Run("zeros(2, 2)", CancellationToken.None).Lines);
}
