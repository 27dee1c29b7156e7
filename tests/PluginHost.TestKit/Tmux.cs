using System.Diagnostics;
using System.Globalization;

namespace PluginHost.TestKit;

/// <summary>A program in a terminal of its own, which nobody sees.</summary>
public sealed class Tmux : IDisposable
{
    private const string Shell = "env LC_ALL=C.UTF-8 PS1='$ ' TERM=screen-256color bash --norc --noprofile -i";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _socket;

    /// <param name="socket">A file that does not exist: a server of its own.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    /// <param name="command">What runs in it.</param>
    public Tmux(string socket, int width, int height, string command = Shell)
    {
        _socket = socket;
        Run("-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height), command);
    }

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>Types a text as it is.</summary>
    public void Type(string text) => Run("send-keys", "-l", "--", text);

    /// <summary>Presses keys by tmux's names.</summary>
    public void Keys(params string[] keys)
    {
        foreach (string key in keys)
        {
            Run(["send-keys", key]);
            // An Esc that something follows at once would be Alt.
            Thread.Sleep(key == "Escape" ? 200 : 20);
        }
    }

    public void Resize(int width, int height) => Run("resize-window", "-x", Text(width), "-y", Text(height));

    public string Shown() => Run("capture-pane", "-p");

    /// <summary>What is shown, with the escape sequences of its colours.</summary>
    public string ShownInColour() => Run("capture-pane", "-e", "-p");

    /// <summary>Waits until the terminal shows a text.</summary>
    public void Await(string text)
    {
        var clock = Stopwatch.StartNew();
        for (string shown = Shown(); !shown.Contains(text, StringComparison.Ordinal); shown = Shown())
        {
            if (clock.Elapsed > Limit)
            {
                throw new TimeoutException($"'{text}' was never shown; the terminal shows:\n{shown}");
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose() => Run("kill-server");

    private string Run(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-u", "-S", _socket, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("tmux did not start");
        string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tmux {string.Join(' ', args)}: {errors}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
