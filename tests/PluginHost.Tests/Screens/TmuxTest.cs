using System.Diagnostics;
using System.Globalization;

namespace PluginHost.Tests.Screens;

/// <summary>The real program on a real terminal: tmux types, looks and resizes.</summary>
public sealed class TmuxTest : IDisposable
{
    private readonly TempFolder _folder = new();

    public TmuxTest()
    {
        Assert.SkipUnless(Tmux.IsInstalled, "tmux is not installed: the terminal UI is tested without a terminal only");
        ResultSamples.Write(_folder["store"]);
    }

    [Fact]
    public void Results_are_filtered_sorted_pivoted_and_resized_and_the_terminal_is_as_before()
    {
        using var tmux = Start();

        tmux.Await("30 results");
        tmux.Keys("/");
        tmux.Type("noise == rem");
        tmux.Await("10 of 30 fit");
        tmux.Keys("Enter", "l", "l", "]");
        tmux.Await("10 of 30 results │ filter: noise == rem");
        tmux.Await("accuracy % ▼");
        tmux.Keys("Enter");
        tmux.Await("train-loss by step");
        tmux.Keys("Escape", "W", "Enter");
        tmux.Await("averaged over");
        tmux.Keys("Enter");
        tmux.Await("standard deviation");
        tmux.Keys("Enter");
        tmux.Await("behind shapes");
        tmux.Keys("Escape");
        tmux.Await("standard deviation");
        tmux.Resize(150, 40);
        tmux.Keys("Escape");
        tmux.Await("recorded (UTC)");
        tmux.Resize(30, 6);
        tmux.Await("The window is too small");
        tmux.Resize(80, 24);
        tmux.Await("10 of 30 results");
        tmux.Keys("C-z");
        // The shell goes on with its line while the program is stopped.
        tmux.Await("Stopped");
        AwaitTheEnd(tmux, code: 148);
        tmux.Type("fg");
        tmux.Keys("Enter");
        tmux.Await("10 of 30 results");
        tmux.Keys("q");
        // What is typed before the shell is back is the program's.
        tmux.Await("start.sh\n$");
        tmux.Type($"echo \"left with $?\"; stty -g > {_folder["after"]}; echo noted again");
        tmux.Keys("Enter");

        tmux.Await("\nleft with 0");
        tmux.Await("\nnoted again");
        Assert.Equal(File.ReadAllText(_folder["before"]), File.ReadAllText(_folder["after"]));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_the_program_and_puts_the_terminal_back(string signal, int code)
    {
        using var tmux = Start();
        tmux.Await("30 results");

        using var kill = Process.Start("kill", [$"-{signal}", File.ReadAllText(_folder["pid"]).Trim()]);
        kill.WaitForExit();

        AwaitTheEnd(tmux, code);
    }

    [Fact]
    public void A_pipe_is_told_the_results_without_any_code_of_a_terminal()
    {
        var outcome = TheProgram.Run("--plain", "--store", _folder["store"]);

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("30 results, rows 1 to ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\n1. noise: REM 8-4; train.radius: 4/255; accuracy %: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Output);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void A_window_that_is_closed_leaves_no_process_behind()
    {
        int process;
        using (var tmux = Start())
        {
            tmux.Await("30 results");
            process = int.Parse(File.ReadAllText(_folder["pid"]), CultureInfo.InvariantCulture);
            Assert.True(Directory.Exists($"/proc/{process}"));
        }

        for (var clock = Stopwatch.StartNew(); Directory.Exists($"/proc/{process}"); Thread.Sleep(50))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "the program runs on without its terminal");
        }
    }

    [Fact]
    public void A_terminal_that_draws_nothing_is_told_of_the_plain_mode()
    {
        using var tmux = new Tmux(_folder["dumb"], 80, 24);

        tmux.Type($"TERM=dumb dotnet '{TheProgram.File}' --store '{_folder["store"]}'; echo \"ended with $?\"");
        tmux.Keys("Enter");

        tmux.Await("this terminal draws no screens");
        tmux.Await("\nended with 2");
    }

    public void Dispose() => _folder.Dispose();

    private Tmux Start()
    {
        string script = _folder.Write("start.sh", $"echo $$ > '{_folder["pid"]}'\nexec dotnet '{TheProgram.File}' --store '{_folder["store"]}'\n");
        var tmux = new Tmux(_folder["tmux"], 80, 24);
        tmux.Type($"stty -g > {_folder["before"]}; sh {script}; echo \"ended with $?\"; stty -g > {_folder["after"]}; echo noted");
        tmux.Keys("Enter");
        return tmux;
    }

    private void AwaitTheEnd(Tmux tmux, int code)
    {
        tmux.Await($"\nended with {code}");
        tmux.Await("\nnoted");
        Assert.Equal(File.ReadAllText(_folder["before"]), File.ReadAllText(_folder["after"]));
        Assert.DoesNotContain("30 results", tmux.Shown(), StringComparison.Ordinal);
    }
}
