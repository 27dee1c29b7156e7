using System.Collections.Immutable;
using PluginHost.Loading;
using PluginHost.Loading.Settings;
using PluginHost.Screens.Plugins;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class PluginsScreenTest
{
    private static readonly PluginIdentity Rem = new(PluginKind.Noise, "rem", "1.0.0", "aa");

    private static readonly PluginEntry Ready = new(
        new PluginReport(PluginState.Ready, "/nowhere/plugins/Noise.Rem/Noise.Rem.dll", Rem, "", ""),
        new PluginInfo(Rem, "robust error-minimizing noise: also stops adversarial training", "Fu et al., ICLR 2022", "/nowhere/plugins/Noise.Rem/Noise.Rem.dll",
        [
            new OptionInfo("radius", OptionType.Radius, 8, "bound of the noise in L∞", "1/255", "ρᵤ", 0, 127, []),
            new OptionInfo("steps", OptionType.Integer, 10, "PGD steps a batch, which take most of the time that the noise is made in", "", "Kᵤ", 1, 10000, []),
        ]),
        ["# Robust error-minimizing noise", "", "Made to withstand adversarial training."]);

    private static readonly PluginEntry Broken = new(
        new PluginReport(PluginState.Failed, "/nowhere/plugins/Models.Old/Models.Old.dll", new PluginIdentity(PluginKind.Model, "old", "0.1.0", "bb"),
            "built for PluginHost.Contracts 2.0; this program has 0.1", "build the plugin against this program"),
        null, []);

    private static PluginsScreen Screen(params PluginEntry[] plugins) => Drawn.After(
        new PluginsScreen(Drawn.Settings()), new Resized(new Size(80, 22)),
        new PluginsScreen.Surveyed([.. plugins], ["/nowhere/plugins"], new PluginStamp("1")));

    [Fact]
    public void The_list_stands_beside_what_the_chosen_plugin_takes() => Snapshot.Match(Drawn.Everywhere(Screen(Ready, Broken)));

    [Fact]
    public void A_plugin_that_failed_says_why_and_how_to_mend_it() =>
        Snapshot.Match(Drawn.Frame(Drawn.Calling(Screen(Ready, Broken), "down"), new Size(80, 22)));

    [Fact]
    public void The_method_card_fills_the_screen_when_it_is_read() =>
        Snapshot.Match(Drawn.Frame(Drawn.Calling(Screen(Ready, Broken), "card", "read"), new Size(80, 22)));

    [Fact]
    public void What_came_and_went_is_told_and_the_cursor_stays_on_its_plugin()
    {
        var chosen = Drawn.Calling(Screen(Ready, Broken), "down");
        var added = new PluginEntry(Ready.Report with { File = "/x.dll", Identity = Rem with { Id = "new-one" } }, null, []);

        var step = chosen.Do(new PluginsScreen.Surveyed([added, Broken], [], new PluginStamp("2")));

        Assert.Equal("new: new-one; gone: rem", step.Effects.OfType<Notify>().Single().Text);
        Assert.Equal("old", ((PluginsScreen)step.Screen).Chosen?.Id);
    }

    [Fact]
    public void A_plugin_that_is_dropped_in_is_found_by_the_next_look_and_can_be_deleted_again()
    {
        using var folder = new TempFolder();
        string built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "sample-plugins", "Sample.Good"));
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
