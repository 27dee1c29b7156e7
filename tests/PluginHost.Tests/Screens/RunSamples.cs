using System.Collections.Immutable;
using PluginHost.Recipes.Language;
using PluginHost.Running.Live;
using PluginHost.Store.Records;
using PluginHost.Tui.Drawing;

namespace PluginHost.Tests.Screens;

/// <summary>Runs that tests look at.</summary>
internal static class RunSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static LiveStatus Running(string id = "20260131T115500-aaaaaa", string recipe = "scripts/quickstart.csx") => new()
    {
        Id = id,
        Process = new LiveProcess(4711, 1, "host", "boot"),
        Recipe = recipe,
        Arguments = ["run", recipe, "--preset", "smoke"],
        Folder = "/nowhere",
        Started = Noon.AddMinutes(-5),
        Updated = Noon,
        State = LiveState.Running,
        Preset = "smoke",
        Device = "cpu",
        Runs = [id + "-journal"],
        Cells =
        [
            new("k1", "quickstart", "shapes, clean, conv-mini, plain training, seed 0", LiveCellState.Finished, "test accuracy 71.20 %, training loss 0.912, 12 s"),
            new("k2", "quickstart", "shapes, em, conv-mini, plain training, seed 0", LiveCellState.Failed, "failed: the loss is not a number; lower the learning rate"),
            new("k3", "quickstart", "shapes, rem, conv-mini, plain training, seed 0", LiveCellState.Running, ""),
            new("k4", "quickstart", "shapes, clean, conv-mini, adversarial training linf 4/255, seed 0", LiveCellState.Recorded, ""),
            new("k5", "quickstart", "shapes, rem, conv-mini, adversarial training linf 4/255, seed 0", LiveCellState.Planned, ""),
        ],
        Cell = 2,
        Phase = new LivePhase(
            "plain training", 120, 400, 0.085,
            new Curve([.. Steps], [.. Steps.Select(step => 2.303 * Math.Exp(-step / 60.0))]),
            new Curve([.. Steps], [.. Steps.Select(step => 1 - (0.9 * Math.Exp(-step / 60.0)))]),
            new Curve([50, 100], [0.31, 0.52])),
        SecondsLeft = 150,
        Log = ["11:59:10 [3/4] shapes, rem, conv-mini, plain training, seed 0", "11:59:48 noise rem is made"],
    };

    public static RunSummary Recorded(string id, RunState state = RunState.Done, int minutesBefore = 60) => new(
        id, "table1", "table1", "mini", state, Noon.AddMinutes(-minutesBefore), Noon.AddMinutes(-minutesBefore + 30), Noon.AddMinutes(-minutesBefore + 30), 20, 20, 0);

    private static IEnumerable<int> Steps => Enumerable.Range(1, 12).Select(i => i * 10);
}

/// <summary>A clock that stands.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => now;
}
