using System.Diagnostics;
using PluginHost.Tests.Screens.Results;

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
        tmux.Await("10 of 30 results │ filter: noise == rem │ by accuracy %");
        tmux.Await("accuracy % ▼");
        tmux.Keys("Enter");
        tmux.Await("train-loss by step");
        tmux.Keys("Escape", "W", "Enter");
        tmux.Await("mean ± standard deviation");
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
