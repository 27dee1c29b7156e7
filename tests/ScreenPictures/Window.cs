using System.Diagnostics;
using System.Globalization;

namespace PluginHost.ScreenPictures;

/// <summary>A program in a terminal that nobody sees.</summary>
internal sealed class Window : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Limit = TimeSpan.FromSeconds(90);
    private readonly string _socket = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public Window(string command, int width, int height)
    {
        Tmux("-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height), $"env COLORTERM=truecolor TERM=tmux-256color {command}");
        Settled();
    }

    /// <summary>Presses a key by tmux's name, or types what stands behind a colon.</summary>
    public void Press(string key)
    {
        Tmux(key.Length > 1 && key[0] == ':' ? ["send-keys", "-l", "--", key[1..]] : ["send-keys", key]);
        Thread.Sleep(Pause);
    }

    /// <summary>What is shown, with colours, once it has not changed for some seconds.</summary>
    public string Settled()
    {
        var clock = Stopwatch.StartNew();
        string before = "";
        for (int still = 0; still < 4 && clock.Elapsed < Limit; Thread.Sleep(Pause))
        {
            string now = Tmux("capture-pane", "-e", "-p");
            still = now == before && now.Trim().Length > 0 ? still + 1 : 0;
            before = now;
        }

        return before;
    }

    public void Dispose() => Tmux("kill-server");

    private string Tmux(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-u", "-S", _socket, .. args]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("tmux did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
