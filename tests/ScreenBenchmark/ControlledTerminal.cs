using System.Collections.Concurrent;
using System.Diagnostics;

namespace PluginHost.ScreenBenchmark;

/// <summary>A terminal of tmux in its control mode: it tells of every byte that is drawn, at once.</summary>
internal sealed class ControlledTerminal : IDisposable
{
    private const string Output = "%output ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"screens-{Guid.NewGuid():N}");
    private readonly Process _client;
    private readonly Thread _reader;
    private readonly BlockingCollection<(long Time, string Text)> _drawn = [];

    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    /// <param name="term">The terminal's kind, as TERM has it.</param>
    public ControlledTerminal(int width, int height, string term)
    {
        string shell = $"env LC_ALL=C.UTF-8 TERM={term} COLORTERM=truecolor PS1='$ ' bash --norc --noprofile -i";
        _client = Process.Start(new ProcessStartInfo(
            "tmux",
            ["-u", "-S", _socket, "-f", "/dev/null", "-C", "new-session", "-x", $"{width}", "-y", $"{height}", shell])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("tmux did not start");
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
        Command($"refresh-client -C {width}x{height}");
        Await("$ ");
    }

    /// <summary>Presses a key, and waits until something is drawn.</summary>
    /// <returns>How long that took, and how many bytes were drawn in the first piece.</returns>
    public (TimeSpan Time, int Bytes) Press(string key)
    {
        while (_drawn.TryTake(out _))
        {
            // What was drawn before is no answer.
        }

        long begun = Stopwatch.GetTimestamp();
        Command($"send-keys {key}");
        return _drawn.TryTake(out var first, Limit)
            ? (Stopwatch.GetElapsedTime(begun, first.Time), first.Text.Length)
            : throw new TimeoutException($"nothing was drawn after {key}");
    }

    /// <summary>Types a line.</summary>
    public void Type(string line)
    {
        Command($"send-keys -l \"{line}\"");
        Command("send-keys Enter");
    }

    /// <summary>Waits until a text is drawn in one piece.</summary>
    /// <returns>When that was.</returns>
    public long Await(string text)
    {
        using var late = new CancellationTokenSource(Limit);
        var all = new System.Text.StringBuilder();
        while (true)
        {
            var (time, piece) = _drawn.Take(late.Token);
            all.Append(piece);
            if (all.ToString().Contains(text, StringComparison.Ordinal))
            {
                return time;
            }
        }
    }

    public void Dispose()
    {
        Command("kill-server");
        // Its output ends with the server.
        _reader.Join();
        _client.WaitForExit();
        _client.Dispose();
        _drawn.Dispose();
    }

    private void Command(string command)
    {
        _client.StandardInput.WriteLine(command);
        _client.StandardInput.Flush();
    }

    private void Read()
    {
        while (_client.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Output, StringComparison.Ordinal))
            {
                // %output %PANE TEXT; control characters are written as \ and three digits.
                _drawn.Add((Stopwatch.GetTimestamp(), line[(line.IndexOf(' ', Output.Length) + 1)..]));
            }
        }
    }
}
