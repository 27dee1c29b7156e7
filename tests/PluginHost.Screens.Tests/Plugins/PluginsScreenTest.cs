using FsCheck;
using FsCheck.Fluent;
using PluginHost.Loading;
using PluginHost.Loading.Settings;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Plugins;

namespace PluginHost.Screens.Tests.Plugins;

[Collection(nameof(WindowTests))]
public sealed class PluginsScreenTest
{
    private static readonly Size Small = new(80, 24);

    private static readonly PluginIdentity Rem = new(PluginKind.Noise, "rem", "1.0.0", "aa");

    private static readonly PluginEntry Ready = new(
        new PluginReport(PluginState.Ready, "/nowhere/plugins/Noise.Rem/Noise.Rem.dll", Rem, "", ""),
        new PluginInfo(
            Rem, "robust error-minimizing noise: also stops adversarial training", "Fu et al., ICLR 2022",
            "/nowhere/plugins/Noise.Rem/Noise.Rem.dll",
            [
                new OptionInfo("radius", OptionType.Radius, 8, "bound of the noise in L∞", "1/255", "ρᵤ", 0, 127, []),
                new OptionInfo(
                    "steps", OptionType.Integer, 10,
                    "PGD steps a batch, which take most of the time that the noise is made in",
                    "", "Kᵤ", 1, 10000, []),
            ]),
        "# Robust error-minimizing noise\n\nMade to withstand adversarial training.\n\n- **steps** take the time\n");

    private static readonly PluginEntry Broken = new(
        new PluginReport(
            PluginState.Failed, "/nowhere/plugins/Models.Old/Models.Old.dll",
            new PluginIdentity(PluginKind.Model, "old", "0.1.0", "bb"),
            "built for PluginHost.Contracts 2.0; this program has 0.1", "build the plugin against this program"),
        null, "");

    private static PluginsScreen Screen(params PluginEntry[] plugins) => Drawn.After(
        new PluginsScreen(Drawn.Places()), new Resized(new Size(80, 21)),
        new PluginsScreen.Surveyed([.. plugins], ["/nowhere/plugins"], new PluginStamp("1")));

    [Fact]
    public void The_list_stands_beside_what_the_chosen_plugin_takes() =>
        Snapshot.Match(Drawn.Everywhere(Screen(Ready, Broken)));

    [Fact]
    public void A_plugin_that_failed_says_why_and_how_to_mend_it() =>
        Snapshot.Match(Drawn.Frame(Drawn.Calling(Screen(Ready, Broken), "down"), Small));

    [Fact]
    public void A_project_that_nobody_built_is_noticed_and_listed_with_what_builds_it()
    {
        using var folder = new TempFolder();
        var settings = PluginSettings.OfFolders(folder.Path);
        var before = PluginStamp.Of(settings);

        folder.Write("Noise.MyOwn/Noise.MyOwn.csproj", "");
        var found = PluginEntry.All(PluginLoader.Survey(settings), folder.Path);
        string frame = Drawn.Frame(Screen([.. found]), Small);

        Assert.NotEqual(before, PluginStamp.Of(settings));
        Assert.Contains("unbuilt", frame, StringComparison.Ordinal);
        Assert.Contains("mend: build it", frame, StringComparison.Ordinal);
    }

    [Fact]
    public void The_method_card_fills_the_screen_when_it_is_read() =>
        Snapshot.Match(Drawn.Frame(Drawn.Calling(Screen(Ready, Broken), "card", "read"), Small));

    [Fact]
    public void The_card_has_the_keys_that_scroll_while_it_is_read()
    {
        var lines = Enumerable.Range(1, 60).Select(number => $"line {number} of the card");
        string card = "# Card\n\n" + string.Join("\n\n", lines);
        using var window = Drawn.Window(Screen(Ready with { Card = card }, Broken), Small);

        window.Press("m", "enter");
        Assert.Contains("line 1 of", window.Text, StringComparison.Ordinal);
        window.Press("pagedown", "pagedown");
        Assert.DoesNotContain("line 1 of", window.Text, StringComparison.Ordinal);
        Assert.Contains("of the card", window.Text, StringComparison.Ordinal);
        window.Press("escape", "down");
        Assert.Contains("model old", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_filter_keeps_exactly_what_holds_its_words() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("em", "model", "noise re", "ready", "failed", "adversarial", " ", "nothing").ToArbitrary(),
        filter =>
        {
            var kept = Drawn.After(
                Screen(Ready, Broken),
                new ActionCalled("filter"),
                new TextTyped(ListFilter.Field, filter, filter.Length));
            string[] words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] texts = [$"rem noise ready {Ready.Summary}", "old model failed"];
            var expected = new[] { Ready, Broken }.Where((_, i) =>
                words.All(word => texts[i].Contains(word, StringComparison.OrdinalIgnoreCase)));

            Assert.Equal(expected, kept.Shown);
            Assert.Equal(2, Drawn.Calling(kept, "cancel").Shown.Length);
            Assert.Equal(2, Drawn.Calling(kept, "accept", "clear").Shown.Length);
        }));

    [Fact]
    public void What_verifying_found_stands_in_place_of_the_options()
    {
        var step = Screen(Ready, Broken).Do(new ActionCalled("verify"));
        Assert.Equal("verifying rem", step.Effects.OfType<Background>().Single().Says);

        var shown = Drawn.After(
            (PluginsScreen)step.Screen, new PluginsScreen.Verified(Ready.Key, ["noise rem 1.0.0: good, 9 checks"]));

        Assert.Contains("good, 9 checks", Drawn.Frame(shown, Small), StringComparison.Ordinal);
        Assert.Contains("noise rem 1.0.0: good, 9 checks", shown.Linear());
        Assert.Equal(PluginPage.Details, Drawn.Calling(shown, "down").Page);
        Assert.Equal(PluginPage.Details, Drawn.After((PluginsScreen)step.Screen, new WorkCancelled("verify")).Page);
    }

    [Fact]
    public void A_new_plugin_is_made_of_the_kind_that_is_chosen_and_a_taken_name_is_refused()
    {
        using var folder = new TempFolder();
        var screen = Screen(Ready) with { Places = Drawn.Places() with { Root = folder.Path } };
        using var window = Drawn.Window(screen, Small);

        window.Press("n").Type("my-thing");
        Assert.Contains("New plugin", window.Text, StringComparison.Ordinal);
        window.Click("filter").Press("enter");
        Assert.Contains("build it with: dotnet build", window.Text, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder["plugins/Filters.MyThing"]));
        window.Press("n").Type("my-thing").Press("shift-tab", "up", "space", "enter");
        Assert.Contains("exists already", Problem(window), StringComparison.Ordinal);
        window.Press("escape", "n").Type("my!").Press("enter");
        Assert.Contains("cannot be a plugin's name", Problem(window), StringComparison.Ordinal);
        Assert.Contains("'my!' cannot be", window.Text, StringComparison.Ordinal);
    }

    private static string Problem(Window window) => ((PluginsScreen)window.Shell.Screen.Current).Naming?.Problem ?? "";

    [Fact]
    public void A_plugin_is_made_by_one_command_too()
    {
        using var folder = new TempFolder();
        var places = Drawn.Places() with { Root = folder.Path };
        var screen = new Driven<PluginsScreen>(Screen(Ready) with { Places = places }, []);
        var made = screen.Call("new", "noise my-noise").Screen;

        Assert.Contains(
            made.Linear(), line => line.StartsWith("build it with: dotnet build", StringComparison.Ordinal));
        string notice = screen.Call("new", "thing my-noise").Notices.Single();
        Assert.Contains("new takes a kind", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_and_went_is_told_and_the_cursor_stays_on_its_plugin()
    {
        var chosen = Drawn.Calling(Screen(Ready, Broken), "down");
        var report = Ready.Report with { File = "/x.dll", Identity = Rem with { Id = "new-one" } };
        var added = new PluginEntry(report, null, "");

        var step = chosen.Do(new PluginsScreen.Surveyed([added, Broken], [], new PluginStamp("2")));

        Assert.Equal("new: new-one; gone: rem", step.Effects.OfType<Notify>().Single().Text);
        Assert.Equal("old", ((PluginsScreen)step.Screen).Chosen?.Id);
    }

    [Fact]
    public void The_folders_are_looked_at_again_whatever_becomes_of_a_look()
    {
        var screen = Screen(Ready);

        var failed = new WorkFailed("survey", new IOException("no"));
        Message[] ends = [new PluginsScreen.Unchanged(), new WorkCancelled("survey"), failed];
        Assert.All(ends, end => Assert.Contains(screen.Do(end).Effects, effect => effect is After));
    }

    [Fact]
    public void A_plugin_that_is_dropped_in_is_found_by_the_next_look_and_can_be_deleted_again()
    {
        using var folder = new TempFolder();
        string built = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "sample-plugins", "Sample.Good"));
        Directory.CreateDirectory(folder["plugins"]);
        var settings = PluginSettings.OfFolders(folder["plugins"]);
        var before = PluginStamp.Of(settings);
        Assert.Empty(PluginLoader.Survey(settings).Reports);

        Directory.CreateDirectory(folder["plugins/Sample.Good"]);
        foreach (string file in Directory.EnumerateFiles(built, "*.dll"))
        {
            File.Copy(file, Path.Combine(folder["plugins/Sample.Good"], Path.GetFileName(file)));
        }

        Assert.NotEqual(before, PluginStamp.Of(settings));
        Assert.NotEmpty(PluginLoader.Survey(settings).Plugins);
        Directory.Delete(folder["plugins/Sample.Good"], recursive: true);
        Assert.Empty(PluginLoader.Survey(settings).Plugins);
    }
}
