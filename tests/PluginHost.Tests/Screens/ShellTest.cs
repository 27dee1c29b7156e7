using System.Collections.Immutable;
using PluginHost.Screens;
using PluginHost.Screens.Results;
using PluginHost.Tests.Screens.Results;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class ShellTest
{
    [Fact]
    public void The_window_has_tabs_above_and_keys_below() => Snapshot.Match(Drawn.Everywhere(Open().Screen));

    [Fact]
    public void Help_is_made_of_the_key_table() => Snapshot.Match(Drawn.Everywhere(Open().Type("?").Screen));

    [Fact]
    public void The_palette_finds_commands_by_their_names_and_helps() => Snapshot.Match(Drawn.Everywhere(Open().Type(":column").Screen));

    [Fact]
    public void A_command_is_called_with_what_follows_it()
    {
        var shell = Open().Type(":filter noise == rem").Press(new Key(KeyName.Enter)).Screen;

        Assert.Equal("noise == rem", ((ResultsScreen)shell.Current).View.Filter);
    }

    [Fact]
    public void An_unknown_command_is_told_with_the_nearest() =>
        Assert.Contains("did you mean 'filter'?", Open().Take(new CommandTyped("filtre noise == rem")).Notices.Last(), StringComparison.Ordinal);

    [Fact]
    public void Keys_that_follow_each_other_are_one_action()
    {
        var shell = Open().Type("z");
        Assert.Contains(" z …", Drawn.Frame(shell.Screen, new Size(80, 24)), StringComparison.Ordinal);

        var sorted = (ResultsScreen)shell.Type("[").Screen.Current;

        Assert.Equal(["at", "noise"], sorted.View.Sort.Select(key => key.Column));
    }

    [Fact]
    public void Numbers_and_Tab_go_from_screen_to_screen()
    {
        var shell = Open();

        Assert.Same(shell.Screen.Current, shell.Press(new Key(KeyName.Tab), new Key(KeyName.Tab)).Screen.Current);
        Assert.Same(shell.Screen.Current, shell.Type("21").Screen.Current);
        foreach (var other in new[] { shell.Type("2"), shell.Press(new Key(KeyName.Tab)), shell.Press(new Key(KeyName.Tab, KeyModifiers.Shift)) })
        {
            Assert.Contains("the other screen", Drawn.Frame(other.Screen, new Size(80, 24)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_is_typed_calls_no_action()
    {
        var shell = Open().Type("/").Type("q:2?");

        Assert.True(shell.Screen.TakesText);
        Assert.DoesNotContain(shell.Effects, effect => effect is Quit);
        Assert.False(shell.Press(new Key('c', KeyModifiers.Control)).Screen.TakesText);
    }

    [Fact]
    public void Every_key_of_the_table_calls_the_action_it_is_told_for()
    {
        var table = new KeyTable(Open().Screen.Actions, CustomKeys.None);

        var taken = table.Actions.SelectMany(action => action.Keys.Select(keys => (Keys: keys, action.Id))).GroupBy(k => k.Keys).Where(g => g.Select(k => k.Id).Distinct().Count() > 1);

        Assert.Empty(taken.Select(g => $"{g.Key}: {string.Join(", ", g.Select(k => k.Id))}"));
        Assert.All(table.Actions.SelectMany(action => action.Keys).SelectMany(keys => keys.Split(' ')), key => Assert.True(Key.TryParse(key, out _), key));
    }

    [Fact]
    public void The_users_keys_stand_in_help_and_footer()
    {
        var shell = Driven<Shell>.Open(Shell.Of(Screens(), CustomKeys.Parse("""{ "filter": "ctrl-f", "quit": "Q" }""", "keys.json")), new Size(80, 24));

        string frame = Drawn.Frame(shell.Screen, new Size(80, 24));

        Assert.Contains("Ctrl-f filter", frame, StringComparison.Ordinal);
        Assert.Contains("Q quit", frame, StringComparison.Ordinal);
        Assert.True(shell.Press(new Key('f', KeyModifiers.Control)).Screen.TakesText);
        Assert.DoesNotContain(shell.Type("q").Effects, effect => effect is Quit);
    }

    private sealed record Other : IScreen
    {
        public string Title => "Other";

        public ImmutableArray<KeyAction> Actions => [];

        public bool TakesText => false;

        public Step Do(Message message) => Step.Stay(this);

        public IReadOnlyList<Line> Draw(Size size, Look look) => ["the other screen"];

        public IEnumerable<string> Linear() => ["the other screen"];
    }

    private static IScreen[] Screens() => [new ResultsScreen(new SampleSource("/nowhere/views.toml", 30)), new Other()];

    private static Driven<Shell> Open() => Driven<Shell>.Open(Shell.Of(Screens(), CustomKeys.None), new Size(80, 24));
}
