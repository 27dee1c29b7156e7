using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Runs;
using PluginHost.Screens.Shells;

namespace PluginHost.Screens.Tests.Runs;

/// <summary>Runs without a terminal's drawing: all by commands.</summary>
public sealed class RunsLinearTest
{
    [Fact]
    public void Runs_are_filtered_sorted_opened_and_asked_about_by_commands()
    {
        using var folder = new TempFolder();
        var places = Drawn.Places(folder["store"]);
        Directory.CreateDirectory(places.Store);
        new LiveFolder(places.Store).Write(RunSamples.Running());
        new LiveFolder(places.Store).Write(RunSamples.Failed());
        using var output = new StringWriter();
        var runs = new RunsScreen(places, new StandingClock(RunSamples.Noon));
        var shell = Shell.Of([runs], CustomKeys.None, Symbols.Unicode);
        string[] commands =
        [
            "sort -recipe", "filter state:failed", "open 1", "failures", "log", "back", "filter", "quick smoke",
            "clear", "sort started", "sort colour", "open 2", "back", "cancel", "n", "open 9", "quit",
        ];

        LinearLoop.Run(new StringReader(string.Join('\n', commands)), output, shell, new Size(80, 21), "> ");

        Snapshot.Match(output.ToString());
    }
}
