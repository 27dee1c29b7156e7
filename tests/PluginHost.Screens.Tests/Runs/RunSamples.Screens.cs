using PluginHost.Recipes.Language;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Runs;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Tests.Runs;

/// <content>Screens and windows that show them.</content>
internal static partial class RunSamples
{
    /// <summary>The screen with some live runs, and two that their journals know.</summary>
    public static RunsScreen Screen(params LiveStatus[] live) => Drawn.After(
        Empty, new Resized(new Size(80, 21)), new RunsScreen.LiveRead(live, Noon, []),
        new RunsScreen.JournalsRead(
            [Recorded("20260131T110000-bbbbbb"), Recorded("20260131T100000-cccccc", RunState.Lost, 120)]));

    /// <summary>The screen before it read anything.</summary>
    public static RunsScreen Empty => new(Drawn.Places(), new StandingClock(Noon));

    /// <summary>The same, the first of them read: a run of two finished cells that tells nothing of itself.</summary>
    public static RunsScreen Read(ResumeCommand? command)
    {
        RecordedCell[] cells =
        [
            new("k1", "cifar10, clean", true, "test accuracy 50.00 %"),
            new("k2", "cifar10, em", true, "test accuracy 20.00 %"),
        ];
        var read = new RecordedRun([.. cells], command);
        return Drawn.After(Screen(), new RunsScreen.RecordRead("20260131T110000-bbbbbb", read));
    }

    /// <summary>What is shown at 80 columns, as one line: what was wrapped is together again.</summary>
    public static string Shown(RunsScreen screen)
    {
        char[] scrollBarAndSpaces = ['▲', '▼', '█', '░', ' ', '\n'];
        string frame = Drawn.Frame(screen, new Size(80, 24));
        return string.Join(' ', frame.Split(scrollBarAndSpaces, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>So many recorded runs of three recipes in all states, and a live one.</summary>
    public static RunsScreen Many(int count) => Drawn.After(
        Empty, new Resized(new Size(80, 21)), new RunsScreen.LiveRead([Failed()], Noon, []),
        new RunsScreen.JournalsRead([.. Enumerable.Range(1, count - 1).Select(Numbered)]));

    private static RunSummary Numbered(int number)
    {
        string recipe = new[] { "quickstart", "table1", "sweep-of-all-learning-rates" }[number % 3];
        string preset = new[] { "smoke", "mini", "full", "paper" }[number % 4];
        var state = (RunState)(number % 5);
        var started = Noon.AddHours(-7 * number);
        var ended = started.AddMinutes(number * 37 % 600);
        int failed = state == RunState.Failed ? 1 + (number % 12) : 0;
        return new RunSummary(
            $"{started:yyyyMMddTHHmmss}-{number:x6}", recipe, recipe, preset, state, started,
            state == RunState.Running ? null : ended, ended, 20, 20 - failed, failed);
    }

    /// <summary>A window on a store in which runs tell of themselves.</summary>
    public static Window Open(TempFolder folder, Size terminal, params IEnumerable<LiveStatus> live)
    {
        var places = Drawn.Places(folder["store"]);
        Directory.CreateDirectory(places.Store);
        foreach (var status in live)
        {
            new LiveFolder(places.Store).Write(status);
        }

        return Window.Open(terminal, Drawn.Plain, new RunsScreen(places, new StandingClock(Noon)));
    }
}
