using PluginHost.Recipes.LiveConsole;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.LiveConsole;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;

namespace PluginHost.Screens.Tests.LiveConsole;

[Collection(nameof(WindowTests))]
public sealed class ConsoleScreenTest : IDisposable
{
    private readonly TempFolder _folder = new();

    private static readonly Size Terminal = new(80, 24);

    private ConsoleScreen New() => new(new ConsoleRunner(Drawn.Places(), _folder["console-history"]));

    public void Dispose() => _folder.Dispose();

    private ConsoleScreen Screen() => Drawn.After(
        New(), new Resized(new Size(80, 21)),
        new ConsoleScreen.HistoryRead(["1 + 1", "Results.Count"]));

    [Fact]
    public void The_prompt_follows_what_was_said()
    {
        var screen = Answered(Typed(Screen(), "var x = 2;"), false);
        screen = Answered(Typed(screen, "x * 21"), false, "42");
        screen = Answered(
            Typed(screen, "y"), true, "CS0103: The name 'y' does not exist in the current context (column 1)");
        var names = new ConsoleScreen.Completed("ze", 0, ["zeros", "zeros_like"]);
        screen = Drawn.After(screen, new TextTyped(ConsoleScreen.Prompt, "ze", 2), names);

        Snapshot.Match(Drawn.Everywhere(screen));
    }

    [Fact]
    public void Up_brings_back_what_was_typed_before_and_down_what_is_being_typed()
    {
        using var window = Opened(Screen());

        window.Type("dra").Press("up");
        Assert.Contains("> Results.Count", window.Text, StringComparison.Ordinal);
        window.Press("up", "up");
        Assert.Contains("> 1 + 1", window.Text, StringComparison.Ordinal);
        window.Press("down", "down").Type("ft");
        Assert.Contains("> draft", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_types_what_all_names_share_and_then_goes_through_them()
    {
        using var window = Opened(Screen());

        // A word of the language's own classes: the session of the screen completes it.
        window.Type("Math.Sq").Press("tab");
        Assert.Contains("> Math.Sqrt", window.Text, StringComparison.Ordinal);
        window.Press("backspace", "backspace", "backspace", "backspace").Type("M").Press("tab");
        Assert.Contains("MaxMagnitude", window.Text, StringComparison.Ordinal);
        window.Press("tab");
        Assert.Contains("> Math.Max\n", window.Text, StringComparison.Ordinal);
        window.Press("tab", "tab", "shift-tab");
        Assert.Contains("> Math.MaxMagnitude\n", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.DoesNotContain("Min", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_completed_inside_of_a_line()
    {
        var names = new ConsoleScreen.Completed("x.me", 2, ["mean", "median"]);
        var typed = Drawn.After(Screen(), new TextTyped(ConsoleScreen.Prompt, "x.me + 1", 4), names);
        var once = Drawn.Calling(typed, TypingActions.Complete);
        var back = Drawn.Calling(typed, "previous-name");

        Assert.Equal(["x.me + 1", "x.mean + 1", "x.median + 1"], [typed.Text, once.Text, back.Text]);
        Assert.Equal(6, once.Cursor);
    }

    [Fact]
    public void A_statement_that_is_not_whole_goes_on_in_the_next_line()
    {
        var screen = Typed(Screen(), "foreach (var i in new[] { 1, 2 })");

        Assert.False(screen.IsRunning);
        Assert.NotEqual("", screen.Pending);
        Assert.Contains("\n.\n", Drawn.Frame(screen, Terminal), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_lines_that_are_pasted_begin_a_statement()
    {
        using var window = Opened(Screen());

        window.Type("// sum").Press("home").Paste("var sum = 0;\r\nfor (int i = 0; i < 3; i++)\r\n\tsum += i; ");
        Assert.Contains(
            "> var sum = 0;\n. for (int i = 0; i < 3; i++)\n.     sum += i; // sum\n", window.Text,
            StringComparison.Ordinal);
        window.Type("x");
        Assert.Contains("sum += i; x// sum\n", window.Text, StringComparison.Ordinal);
        window.Press("escape").Paste("1 + 2").Type("3");
        Assert.Contains("> 1 + 23\n", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_leaves_the_prompt_when_nothing_is_typed()
    {
        var typed = Drawn.After(Screen(), new TextTyped(ConsoleScreen.Prompt, "abc", 3));
        var cleared = Drawn.Calling(typed, TypingActions.Cancel);
        var left = Drawn.Calling(cleared, TypingActions.Cancel);

        Assert.Equal(ConsoleScreen.Prompt, cleared.Field);
        Assert.Null(left.Field);
        Assert.Contains("Enter to type", Drawn.Frame(left, Terminal), StringComparison.Ordinal);
        Assert.Equal(ConsoleScreen.Prompt, Drawn.Calling(left, "type").Field);
    }

    [Fact]
    public void What_runs_is_said_and_is_stopped_by_escape()
    {
        var running = Typed(Screen(), "while (true) { }");
        var step = running.Do(new ActionCalled("stop"));

        Assert.Null(running.Field);
        Assert.Contains("Esc or Ctrl-C stops it", Drawn.Frame(running, Terminal), StringComparison.Ordinal);
        Assert.Equal(["escape", "ctrl-c"], running.Actions.Single(action => action.Id == "stop").Keys);
        Assert.Contains(step.Effects, effect => effect is Background { Name: "stop" });
    }

    [Fact]
    public void A_long_answer_scrolls_and_typing_comes_back_to_its_end()
    {
        var screen = Answered(Typed(Screen(), "many"), false, [.. Enumerable.Range(1, 60).Select(i => $"line {i}")]);
        var up = Drawn.After(screen, new ActionCalled("scroll-up"), new PartWheeled(ConsoleView.SaidId, -3));
        var first = Drawn.After(up, new PartScrolled(ConsoleView.SaidId, 0));

        Assert.Contains("line 60", Drawn.Frame(screen, Terminal), StringComparison.Ordinal);
        Assert.Contains("line 47 ", Drawn.Frame(up, Terminal), StringComparison.Ordinal);
        Assert.DoesNotContain("line 48", Drawn.Frame(up, Terminal), StringComparison.Ordinal);
        Assert.Contains("C# on the live runtime", Drawn.Frame(first, Terminal), StringComparison.Ordinal);
        var typed = Drawn.After(first, new TextTyped(ConsoleScreen.Prompt, "x", 1));
        Assert.Contains("line 60", Drawn.Frame(typed, Terminal), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_can_be_done_line_by_line()
    {
        using var output = new StringWriter();
        var shell = Shell.Of([New()], CustomKeys.None, Symbols.Ascii);

        using var input = new StringReader("6 * 7\n:complete Math.Sq\n:clear\ncancel\ncancel\nrun 40 + 1");

        LinearLoop.Run(input, output, shell, new Size(80, 21), prompt: "");

        string told = output.ToString().ReplaceLineEndings("\n");
        Assert.Contains("6 * 7\n42\n", told, StringComparison.Ordinal);
        Assert.Contains("40 + 1\n41\n", told, StringComparison.Ordinal);
    }

    private static ConsoleScreen Typed(ConsoleScreen screen, string code) =>
        Drawn.Calling(
            Drawn.After(screen, new TextTyped(ConsoleScreen.Prompt, code, code.Length)), TypingActions.Accept);

    private static ConsoleScreen Answered(ConsoleScreen screen, bool isError, params string[] lines) =>
        Drawn.After(screen, new ConsoleScreen.Answered(new ConsoleAnswer(lines, isError)));

    private static Window Opened(ConsoleScreen screen) =>
        new(new Driven<Shell>(Shell.Of([screen], CustomKeys.None, Symbols.Unicode), []), Terminal, Drawn.Plain);
}
