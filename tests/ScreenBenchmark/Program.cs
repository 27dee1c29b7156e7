using System.Diagnostics;
using System.Globalization;

namespace PluginHost.ScreenBenchmark;

/// <summary>Measures the terminal UI as a user has it: in a terminal, from outside.</summary>
internal static class Program
{
    private const string Help = """
        screen-benchmark PROGRAM STORE [--starts 5] [--keys 60] [--size 80x24]
          PROGRAM  the pluginhost to measure      STORE  a store that has results
          first frame, all results, key to changed screen, first key after a rest, CPU while idle, memory

        """;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4), IdleTime = TimeSpan.FromSeconds(20);

    private static int Main(string[] args)
    {
        if (args.Length < 2 || args[0].StartsWith('-'))
        {
            Console.Out.Write(Help);
            return 2;
        }

        string program = Path.GetFullPath(args[0]), store = Path.GetFullPath(args[1]);
        int starts = Number(Value(args, "--starts") ?? "5"), keys = Number(Value(args, "--keys") ?? "60");
        int[] size = [.. (Value(args, "--size") ?? "80x24").Split('x').Select(Number)];
        var frames = new List<TimeSpan>();
        for (int i = 0; i < starts; i++)
        {
            using var terminal = new ControlledTerminal(size[0], size[1], "tmux-256color");
            frames.Add(Start(terminal, program, store));
        }

        Tell("first frame", frames);
        if (keys == 0)
        {
            return 0;
        }

        using var used = new ControlledTerminal(size[0], size[1], "tmux-256color");
        Start(used, program, store);
        used.Await(" results");
        Thread.Sleep(Rest);
        var process = Find(program, store);
        Tell("key to changed screen", Pressed(used, keys, TimeSpan.FromMilliseconds(150)));
        Tell("first key after a rest", Pressed(used, keys / 6, Rest));
        Thread.Sleep(Rest);
        process.Refresh();
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        Thread.Sleep(IdleTime);
        process.Refresh();
        double share = (process.TotalProcessorTime - before) / clock.Elapsed * 100;
        long memory = process.WorkingSet64 >> 20, most = process.PeakWorkingSet64 >> 20;
        Say($"CPU while idle            {share:0.0} % of one core");
        Say($"memory                    {memory} MiB, {most} MiB at most");
        return 0;
    }

    /// <summary>Starts the program.</summary>
    /// <returns>How long its first frame took.</returns>
    private static TimeSpan Start(ControlledTerminal terminal, string program, string store)
    {
        long begun = Stopwatch.GetTimestamp();
        string start = program.EndsWith(".dll", StringComparison.Ordinal) ? $"dotnet {program}" : program;
        terminal.Type($"exec {start} --store {store}");
        return Stopwatch.GetElapsedTime(begun, terminal.Await("2 Runs"));
    }

    private static List<TimeSpan> Pressed(ControlledTerminal terminal, int count, TimeSpan between)
    {
        var times = new List<TimeSpan>();
        for (int i = 0; i < count; i++)
        {
            Thread.Sleep(between);
            times.Add(terminal.Press(i % 20 < 10 ? "j" : "k").Time);
        }

        return times;
    }

    /// <summary>The program's process: of those that name it, the youngest.</summary>
    private static Process Find(string program, string store) =>
        Process.GetProcesses().OrderByDescending(Started).First(process => Runs(process, program, store));

    private static bool Runs(Process process, string program, string store)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{process.Id}/cmdline");
            bool isNamed = line.Contains(program, StringComparison.Ordinal)
                && line.Contains(store, StringComparison.Ordinal);
            return isNamed
                && process.Id != Environment.ProcessId
                && !line.Contains("tmux", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static DateTime Started(Process process)
    {
        try
        {
            return process.StartTime;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
            return default;
        }
    }

    private static void Tell(string what, List<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
        double median = sorted[sorted.Count / 2];
        Say($"{what,-25} median {median:0} ms, {sorted[0]:0} to {sorted[^1]:0} ({sorted.Count} times)");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Value(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
