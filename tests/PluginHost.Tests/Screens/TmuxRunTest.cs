using PluginHost.Running.Live;

namespace PluginHost.Tests.Screens;

/// <summary>A real run from the real window: started, watched, stopped, gone on with, and left running when the window is closed.</summary>
public sealed class TmuxRunTest : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_run_is_started_stopped_and_gone_on_with_and_outlives_the_window()
    {
        Assert.SkipUnless(Tmux.IsInstalled, "tmux is not installed: the terminal UI is tested without a terminal only");
        using (var window = Open("one"))
        {
            window.Await("4 Recipes");
            window.Keys("4");
            window.Await("quickstart: text");
            window.Keys(":");
            window.Type("preset smoke");
            window.Keys("Enter", "o");
            window.Type("--device cpu --precision fp32 --threads 1 --set train-iterations=3000");
            window.Keys("Enter");
            window.Await("train-iterations=3000");
            window.Keys("s");
            window.Await("Start quickstart");
            window.Keys("Enter");
            window.Await("plain training");
            window.Await("/step, ");
            Assert.Equal(LiveState.Running, Status().State);

            window.Keys("c");
            window.Await("Stop quickstart after its step?");
            window.Keys("y");
            window.Await("stopped");
            Assert.Equal(LiveState.Stopped, Status().State);
            Assert.NotEmpty(Directory.GetFiles(_folder["store/checkpoints"]));

            window.Keys("R");
            window.Await("running");
            window.Await("/step, ");
            window.Keys("q");
            window.Await("the window is closed");
        }

        // The terminal itself is gone too now.
        Assert.Equal(LiveState.Running, Status().State);
        using var other = Open("two");
        other.Await("2 Runs");
        other.Keys("2");
        other.Await("running");
        other.Await("/step, ");
        other.Keys("c");
        other.Await("Stop quickstart after its step?");
        other.Keys("y");
        other.Await("stops after its step");
        AwaitTheEnd();
        Assert.Equal(LiveState.Stopped, Status().State);
        Assert.Contains("stopped; all that was done is kept", File.ReadAllText(new LiveFolder(_folder["store"]).LogOf(Status().Id)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var run in new LiveFolder(_folder["store"]).List(TimeProvider.System).Where(run => run.Process.IsAlive == true))
        {
            using var process = System.Diagnostics.Process.GetProcessById(run.Process.Id);
            process.Kill();
            process.WaitForExit();
        }

        _folder.Dispose();
    }

    /// <summary>The newest run.</summary>
    private LiveStatus Status() => new LiveFolder(_folder["store"]).List(TimeProvider.System)[0];

    /// <summary>Waits until the newest run has ended.</summary>
    private void AwaitTheEnd()
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !Status().HasEnded; Thread.Sleep(100))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "the run goes on a minute after it was asked to stop");
        }
    }

    private Tmux Open(string name)
    {
        var window = new Tmux(_folder[name], 120, 36);
        window.Type($"cd {Repository.Root}; dotnet {TheProgram.File} --store {_folder["store"]}; clear; echo the window is \"closed\"");
        window.Keys("Enter");
        return window;
    }
}
