using System.Diagnostics;
using PluginHost.Running.Live;
using PluginHost.Tests.Screens;

namespace PluginHost.Tests.Running;

public sealed class LiveFolderTest
{
    private static readonly StandingClock Clock = new(RunSamples.Noon);

    [Fact]
    public void A_status_is_read_as_it_was_written()
    {
        using var store = new TempFolder();
        var folder = new LiveFolder(store.Path);
        var written = RunSamples.Running() with { Process = LiveProcess.Current() };

        folder.Write(written);

        var read = Assert.Single(folder.List(Clock));
        Assert.Equal(LiveState.Running, read.State);
        Assert.Equal(written.Cells.AsEnumerable(), read.Cells);
        Assert.Equal(written.Arguments.AsEnumerable(), read.Arguments);
        Assert.Equal(written.Phase?.Loss.Values.AsEnumerable(), read.Phase?.Loss.Values);
    }

    [Fact]
    public void A_run_whose_process_is_gone_is_lost_even_when_its_number_was_given_to_another_one()
    {
        using var store = new TempFolder();
        var folder = new LiveFolder(store.Path);
        var me = LiveProcess.Current();

        folder.Write(RunSamples.Running("20260131T100000-aaaaaa") with { Process = me with { Started = me.Started - 1 } });
        folder.Write(RunSamples.Running("20260131T110000-bbbbbb") with { Process = me with { Boot = "before" } });
        folder.Write(RunSamples.Running("20260131T120000-cccccc") with { Process = me });

        Assert.Equal([LiveState.Running, LiveState.Lost, LiveState.Lost], folder.List(Clock).Select(run => run.State));
    }

    [Fact]
    public void A_run_of_another_machine_counts_as_lost_when_it_is_silent_for_long()
    {
        using var store = new TempFolder();
        var folder = new LiveFolder(store.Path);

        folder.Write(RunSamples.Running("20260131T120000-cccccc") with { Updated = RunSamples.Noon.AddSeconds(-5) });
        folder.Write(RunSamples.Running("20260131T110000-bbbbbb") with { Updated = RunSamples.Noon.AddMinutes(-5) });

        Assert.Equal([LiveState.Running, LiveState.Lost], folder.List(Clock).Select(run => run.State));
    }

    [Fact]
    public void A_process_that_ended_is_not_alive()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "30")) ?? throw new InvalidOperationException("sleep did not start");
        var told = LiveProcess.Current() with { Id = process.Id };
        Assert.False(told.IsAlive);

        process.Kill();
        process.WaitForExit();

        Assert.Throws<RunControlException>(() => Processes.Terminate(told));
    }

    [Fact]
    public void Old_runs_are_cleared_away_and_living_ones_stay()
    {
        using var store = new TempFolder();
        var folder = new LiveFolder(store.Path);
        folder.Write(RunSamples.Running("20260101T000000-aaaaaa") with { Process = LiveProcess.Current() });
        for (int i = 1; i <= 4; i++)
        {
            folder.Write(RunSamples.Running($"2026010{i}T000001-bbbbbb") with { State = LiveState.Done, Ended = RunSamples.Noon });
            File.WriteAllText(folder.LogOf($"2026010{i}T000001-bbbbbb"), "line");
        }

        folder.Clear(keep: 2, Clock);

        Assert.Equal(["20260104T000001-bbbbbb", "20260103T000001-bbbbbb", "20260101T000000-aaaaaa"], folder.List(Clock).Select(run => run.Id));
        Assert.Equal(2, Directory.GetFiles(store["live"], "*.log").Length);
    }

    [Fact]
    public void A_status_of_another_version_is_left_out()
    {
        using var store = new TempFolder();
        store.Write("live/20260131T120000-aaaaaa.json", "{\"id\":7}");

        Assert.Empty(new LiveFolder(store.Path).List(Clock));
    }
}
