using PluginHost.Running.Live;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Tests.Runs;

/// <summary>Runs that tests look at.</summary>
internal static partial class RunSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static LiveStatus Running(
        string id = "20260131T115500-aaaaaa", string recipe = "scripts/quickstart.csx") => new()
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
            Cell(
                1, "clean, conv-mini, plain training", LiveCellState.Finished,
                "test accuracy 71.20 %, training loss 0.912, 12 s"),
            Cell(
                2, "em, conv-mini, plain training", LiveCellState.Failed,
                "failed: the loss is not a number; lower the learning rate"),
            Cell(3, "rem, conv-mini, plain training", LiveCellState.Running),
            Cell(4, "clean, conv-mini, adversarial training linf 4/255", LiveCellState.Recorded),
            Cell(5, "rem, conv-mini, adversarial training linf 4/255", LiveCellState.Planned),
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
        id, "table1", "table1", "mini", state, Noon.AddMinutes(-minutesBefore),
        Noon.AddMinutes(-minutesBefore + 30), Noon.AddMinutes(-minutesBefore + 30), 20, 20, 0);

    /// <summary>A run one cell of which failed with an error that no line holds.</summary>
    public static LiveStatus Failed(string id = "20260131T113000-abcdef")
    {
        var run = Running(id, "scripts/sweep.csx");
        return run with
        {
            State = LiveState.Failed,
            Ended = Noon,
            Device = "cuda:0",
            Started = Noon.AddMinutes(-30),
            Phase = null,
            Cell = null,
            Cells = run.Cells.SetItem(1, run.Cells[1] with { Summary = $"failed: {LongError}" })
                .SetItem(2, run.Cells[2] with { State = LiveCellState.Planned }),
        };
    }

    /// <summary>An error of several hundred characters.</summary>
    public static string LongError { get; } =
        "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 23.65 GiB of which 1.12 GiB is "
        + "free. Process 4711 has 22.51 GiB memory in use. Of the allocated memory 20.90 GiB is allocated by libtorch, "
        + "and 1.10 GiB is reserved but unallocated; lower train.batch-size or choose another device with --device, "
        + "and the last words are readable";

    private static LiveCell Cell(int number, string name, LiveCellState state, string summary = "") =>
        new($"k{number}", "quickstart", $"shapes, {name}, seed 0", state, summary);

    private static IEnumerable<int> Steps => Enumerable.Range(1, 12).Select(i => i * 10);
}

/// <summary>A clock that stands.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => now;
}
