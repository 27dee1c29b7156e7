using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Screens.Results;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Tests.Results;

namespace PluginHost.Screens.Tests.Shells;

[Collection(nameof(WindowTests))]
public sealed class ShellTest
{
    [Fact]
    public void The_window_has_tabs_above_and_keys_below() => Snapshot.Match(Drawn.Everywhere(Open().Screen));

    [Fact]
    public void Help_is_made_of_the_key_table() => Snapshot.Match(Drawn.Everywhere(Open().Press("?").Screen));

    [Fact]
    public void The_palette_finds_commands_by_their_names_and_helps() =>
        Snapshot.Match(Drawn.Everywhere(Open().Press(":").Type("column").Screen));

    [Fact]
    public void A_command_is_called_with_what_follows_it()
    {
        var shell = Open().Press(":").Type("filter noise == rem").Press("enter").Screen;

        Assert.Equal("noise == rem", ((ResultsScreen)shell.Current).View.Filter);
    }

    [Fact]
    public void An_unknown_command_is_told_with_the_nearest()
    {
        string told = Open().Take(new CommandTyped("filtre noise == rem")).Notices.Last();

        Assert.Contains("did you mean 'filter'?", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_follow_each_other_are_one_action()
    {
        var shell = Open().Press("z");
        Assert.Contains(" z …", Drawn.Frame(shell.Screen, new Size(80, 24)), StringComparison.Ordinal);

        var sorted = (ResultsScreen)shell.Press("[").Screen.Current;

        Assert.Equal(["at", "noise"], sorted.View.Sort.Select(key => key.Column));
    }

    [Fact]
    public void Numbers_and_Tab_go_from_screen_to_screen()
    {
        var shell = Open();

        Assert.Same(shell.Screen.Current, shell.Press("tab", "tab").Screen.Current);
        Assert.Same(shell.Screen.Current, shell.Press("2", "1").Screen.Current);
        foreach (var other in new[] { shell.Press("2"), shell.Press("tab"), shell.Press("shift-tab") })
        {
            Assert.Contains("the other screen", Drawn.Frame(other.Screen, new Size(80, 24)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_is_typed_calls_no_action()
    {
        using var window = Window.Open(new Size(80, 24), Drawn.Plain, Screens());

        window.Press("/").Type("q:2?");

        Assert.Equal(Prompt.Field, window.Shell.Screen.Field);
        Assert.Contains("filter: q:2?", window.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(window.Shell.Effects, effect => effect is Quit);
        Assert.Null(window.Press("ctrl-c").Shell.Screen.Field);
    }

    [Fact]
    public void Every_key_of_the_table_calls_the_action_it_is_told_for()
    {
        var table = new KeyTable(Open().Screen.Actions, CustomKeys.None);

        var taken = table.Actions
            .SelectMany(action => action.Keys.Select(keys => (Keys: keys, action.Id)))
            .GroupBy(k => k.Keys)
            .Where(g => g.Select(k => k.Id).Distinct().Count() > 1);

        Assert.Empty(taken.Select(g => $"{g.Key}: {string.Join(", ", g.Select(k => k.Id))}"));
        Assert.All(
            table.Actions.SelectMany(action => action.Keys).SelectMany(keys => keys.Split(' ')),
            key => Assert.Equal(key, KeyNames.Normal(key)));
    }

    [Fact]
    public void The_users_keys_stand_in_help_and_footer()
    {
        var keys = CustomKeys.Parse("""{ "filter": "ctrl-f", "quit": "Q" }""", "keys.json");
        var shell = Driven<Shell>.Open(Shell.Of(Screens(), keys, Symbols.Unicode), new Size(80, 21));

        string frame = Drawn.Frame(shell.Screen, new Size(80, 24));

        Assert.Contains("Ctrl-f filter", frame, StringComparison.Ordinal);
        Assert.Contains("Q quit", frame, StringComparison.Ordinal);
        Assert.NotNull(shell.Press("ctrl-f").Screen.Field);
        Assert.DoesNotContain(shell.Press("q").Effects, effect => effect is Quit);
    }

    [Fact]
    public void The_palette_completes_what_follows_a_command()
    {
        var shell = Open().Press(":").Type("hide mod").Press("tab");

        Assert.Contains("hide model", Drawn.Frame(shell.Screen, new Size(80, 24)), StringComparison.Ordinal);
        Assert.DoesNotContain("model", ((ResultsScreen)shell.Press("enter").Screen.Current).Columns);
    }

    [Fact]
    public void The_menus_hold_what_can_be_done()
    {
        using var window = Window.Open(new Size(80, 24), Drawn.Plain, Screens());

        window.Press("f9");
        Assert.Contains("Leave the program", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.DoesNotContain("Leave the program", window.Text, StringComparison.Ordinal);
        window.Press("f9", "right", "down", "enter");
        Assert.NotNull(window.Shell.Screen.Field);
    }

    [Fact]
    public void A_click_opens_a_menu_and_another_one_does_what_it_says()
    {
        using var window = Window.Open(new Size(100, 30), Drawn.Plain, Screens());

        window.Click("Columns");
        Assert.Contains("Hide this column", window.Text, StringComparison.Ordinal);
        window.Click("Hide this column");
        Assert.DoesNotContain("noise", ((ResultsScreen)window.Shell.Screen.Current).Columns);
        Assert.DoesNotContain("Hide this column", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_asks_where_marks_would_be_lost()
    {
        var marked = Open().Press("space");
        var asked = marked.Press("q");

        Assert.DoesNotContain(asked.Effects, effect => effect is Quit);
        Assert.Contains("1 result is marked", Drawn.Frame(asked.Screen, new Size(80, 24)), StringComparison.Ordinal);
        Assert.Contains(asked.Press("y").Effects, effect => effect is Quit);
        Assert.Contains(asked.Press("ctrl-c").Effects, effect => effect is Quit);
        Assert.Contains(asked.Take(new CommandTyped("yes")).Effects, effect => effect is Quit);
        Assert.DoesNotContain(asked.Press("n").Effects, effect => effect is Quit);
        Assert.Contains(Open().Press("q").Effects, effect => effect is Quit);
    }

    [Fact]
    public void Slow_work_is_told_and_Esc_cancels_it()
    {
        var shell = Open().Take(new WorkIsSlow("Results/open", "reading the result"));
        Assert.Contains("reading the result", Drawn.Frame(shell.Screen, new Size(80, 24)), StringComparison.Ordinal);

        var cancelled = shell.Press("escape");

        Assert.Contains(cancelled.Effects, effect => effect is CancelWork { Work: "Results/open" });
        Assert.DoesNotContain("Esc cancels", Drawn.Frame(cancelled.Screen, new Size(80, 24)), StringComparison.Ordinal);
        var ended = shell.Take(new WorkHasEnded("Results/open"));
        Assert.DoesNotContain("reading", Drawn.Frame(ended.Screen, new Size(80, 24)), StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_changes_something_is_told_and_not_cancelled()
    {
        var shell = Open().Take(new WorkIsSlow("Results/note", "saving the note", IsChange: true));
        string frame = Drawn.Frame(shell.Screen, new Size(80, 24));
        Assert.Contains("saving the note", frame, StringComparison.Ordinal);
        Assert.DoesNotContain("Esc cancels", frame, StringComparison.Ordinal);

        Assert.DoesNotContain(shell.Press("escape").Effects, effect => effect is CancelWork);

        var both = shell.Take(new WorkIsSlow("Results/open", "reading the result"));
        Assert.Equal(["Results/open"], both.Press("escape").Effects.OfType<CancelWork>().Select(work => work.Work));
    }

    private sealed record Other : IScreen
    {
        public string Title => "Other";

        public ImmutableArray<KeyAction> Actions => [];

        public string? Field => null;

        public Step Do(Message message) => Step.Stay(this);

        public IReadOnlyList<Part> Parts(Size room, Symbols symbols) =>
            [new TextPart("text", Area.Of(room), ["the other screen"])];

        public IEnumerable<string> Linear() => ["the other screen"];
    }

    private static IScreen[] Screens() => [new ResultsScreen(new SampleSource("/nowhere/views.toml", 30)), new Other()];

    private static Driven<Shell> Open() =>
        Driven<Shell>.Open(Shell.Of(Screens(), CustomKeys.None, Symbols.Unicode), new Size(80, 21));
}
