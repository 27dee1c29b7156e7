using PluginHost.Torture;
using PluginHost.Torture.Faults;
using PluginHost.Torture.Kills;
using PluginHost.Torture.Stores;
using PluginHost.Torture.Traces;

namespace PluginHost.Tests;

/// <summary>A few of the kills and faults that <c>tests/Torture</c> has many of.</summary>
public sealed class TortureTest(ITestOutputHelper output)
{
    private const string NoStrace = "strace is not there, or may not watch processes";

    private static readonly string[] s_small =
        ["--set", "seeds=1", "--set", "noise-iterations=4", "--set", "train-iterations=8", "--set", "pause=5"];

    private static readonly string[] s_oneCell = [.. s_small, "--only", "noise == clean && train.radius == 0"];

    [Fact]
    public void Twenty_kills_lose_nothing_and_change_no_bit()
    {
        using var told = new StringWriter();
        using var torture = new KillTorture(new KillSettings(Kills: 20, Seed: 7, s_small, Keep: null), told);

        var violations = torture.Run();

        output.WriteLine($"{told}");
        Assert.Empty(violations);
        Assert.Equal(20, torture.Killed);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("stop")]
    [InlineData("import")]
    public void A_write_that_fails_loses_nothing_and_is_told(string scenario)
    {
        Assert.SkipUnless(Strace.IsThere, NoStrace);
        using var told = new StringWriter();
        using var torture = new FaultTorture(new FaultSettings(Most: 4, [scenario], s_small, Keep: null), told);

        var violations = torture.Run();

        output.WriteLine($"{told}");
        Assert.Empty(violations);
        Assert.True(torture.Hits > 0, "no call failed");
    }

    [Fact]
    public void A_worker_that_is_killed_after_its_result_was_recorded_has_finished_its_cell()
    {
        Assert.SkipUnless(Strace.IsThere, NoStrace);
        using var folder = new TempFolder();
        string[] command = TortureRecipe.Command(folder.Path, [.. s_oneCell, "--set", "train-iterations=300"]);
        string stopped = folder["stopped"], log = folder["strace.log"];
        var stop = new Scenario("stop", command, folder["empty"], IsStopped: true, IsImport: false);
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal(130, stop.Run(stopped, log, null).Ended.Code);
        string checkpoint = Directory.GetFiles(folder["stopped/checkpoints"], "*", SearchOption.AllDirectories)
            .Single(file => !file.Contains(".before.", StringComparison.Ordinal));

        var killed = KilledRun.Of([.. command, "--store", stopped], new KillAtDeletion(checkpoint), stopped, log);

        output.WriteLine(string.Join('\n', [.. killed.Ended.Output, .. killed.Ended.Errors]));
        Assert.True(killed.Killed);
        Assert.Equal(0, killed.Ended.Code);
        Assert.Empty(new StoreWatch(stopped).Look(1));
        Assert.DoesNotContain(JournalLine.Of(stopped), line => line.Event == "cell-failed");

        // What the killed worker could not delete, the next run deletes.
        Assert.NotEmpty(StoreWatch.Leftovers(stopped));
        Assert.Equal(0, TheProgram.Run([.. command, "--store", stopped]).Code);
        Assert.Empty(StoreWatch.Leftovers(stopped));
    }

    [Fact]
    public void What_is_lost_changed_or_there_twice_is_found()
    {
        using var folder = new TempFolder();
        string store = folder["store"];
        string[] command = TortureRecipe.Command(
            folder.Path, [.. s_small, "--only", "noise.method != em && train.radius == 0"]);
        Assert.Equal(0, TheProgram.Run([.. command, "--store", store]).Code);
        var whole = FinishedStore.Of(store, isImported: false);
        var watch = new StoreWatch(store);
        Assert.Empty(watch.Look(2));
        string journal = Directory.GetFiles(folder["store/journals"], "*.jsonl", SearchOption.AllDirectories).Single();
        string[] lines = File.ReadAllLines(journal);

        // A result is told that is not there.
        Assert.Contains("3 results were told as recorded, and 2 are", watch.Look(1));

        // A result is there twice.
        string finished = lines.First(line => line.Contains("\"cell-finished\"", StringComparison.Ordinal));
        File.WriteAllLines(journal, [.. lines, finished]);
        Assert.Contains(watch.Look(0), wrong => wrong.EndsWith("has 2 results", StringComparison.Ordinal));

        // A line is gone.
        File.WriteAllLines(journal, lines.Where(line => line != finished));
        Assert.Contains(watch.Look(0), wrong => wrong.Contains("is gone: ", StringComparison.Ordinal));
        Assert.Contains(
            FinishedStore.Of(store, isImported: false).DifferencesTo(whole),
            wrong => wrong.EndsWith("is missing", StringComparison.Ordinal));

        // A bit of the noise has changed, and something is left behind.
        File.WriteAllLines(journal, lines);
        string noise = Directory.GetFiles(folder["store/artifacts/noise"], "*.npy").Single();
        byte[] bytes = File.ReadAllBytes(noise);
        bytes[^1] ^= 1;
        File.WriteAllBytes(noise, bytes);
        File.WriteAllBytes(folder["store/checkpoints/cell-1.safetensors"], []);
        string changed = Assert.Single(FinishedStore.Of(store, isImported: false).DifferencesTo(whole));
        Assert.StartsWith("artifacts/noise/", changed, StringComparison.Ordinal);
        Assert.Single(StoreWatch.Leftovers(store));

        // The database shows something else than the journals.
        Assert.Equal(
            [
                "the journals have a result that the database has not: b",
                "the database has a result that the journals have not: c",
            ],
            StoreWatch.Disagreements(["a", "c"], ["a", "b"]));
    }
}
