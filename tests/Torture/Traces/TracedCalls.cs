using System.Globalization;
using System.Text.RegularExpressions;

namespace PluginHost.Torture.Traces;

/// <summary>Who called.</summary>
internal enum Caller
{
    Host,
    Worker,

    /// <summary>Another thread of one of them.</summary>
    Other,
}

/// <summary>A system call of the program.</summary>
/// <param name="Caller">Who called.</param>
/// <param name="Thread">The thread that called.</param>
/// <param name="Name">The call, such as <c>fsync</c>.</param>
/// <param name="Number">Its number among the calls of that name of its thread, from 1, as strace counts.</param>
/// <param name="Part">The part of the store that it touches; null for none.</param>
/// <param name="Text">Its arguments.</param>
/// <param name="IsInjected">Whether strace made it fail.</param>
internal sealed partial record TracedCall(
    Caller Caller, int Thread, string Name, int Number, StorePart? Part, string Text, bool IsInjected)
{
    /// <summary>The file of a store that it touches; null for none, and for a call that only reads.</summary>
    public string? File(string store)
    {
        bool isReading = Name == "openat" && !Text.Contains("O_CREAT", StringComparison.Ordinal);
        var paths = Paths().Matches(Text).Select(path => path.Groups["path"].Value);
        return isReading ? null : paths.FirstOrDefault(path => path.StartsWith(store + "/", StringComparison.Ordinal));
    }

    [GeneratedRegex("""[<"](?<path>/[^>"]*)[>"]""")]
    private static partial Regex Paths();
}

/// <summary>What strace saw of a run.</summary>
/// <param name="Calls">The calls, in their order.</param>
/// <param name="Resumed">
/// How often work went on from a checkpoint: a phase began with another step than its first.
/// </param>
/// <param name="LastPhase">
/// The phase of the last step that was told, such as <c>noise em</c>; empty before the first.
/// </param>
/// <param name="HasKilled">Whether a process was killed.</param>
internal sealed partial record TracedCalls(
    IReadOnlyList<TracedCall> Calls, int Resumed, string LastPhase, bool HasKilled)
{
    /// <summary>What is known where nobody watched.</summary>
    public static readonly TracedCalls None = new([], 0, "", false);

    /// <summary>The calls that change files, and those that make a disk keep them.</summary>
    public static readonly string[] Changing =
        ["pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "openat", "mkdir"];

    /// <summary>Words for strace: the calls to watch, and where to tell of them.</summary>
    public static string[] Watch(string log) =>
        ["-y", "-s", "200", "-e", "signal=KILL", "-e", $"trace=execve,write,{string.Join(',', Changing)}", "-o", log];

    /// <summary>Reads what strace wrote.</summary>
    /// <param name="log">Its file.</param>
    /// <param name="store">The store's folder.</param>
    /// <param name="watchedWorker">The worker's process, where it alone was watched.</param>
    public static TracedCalls Read(string log, string store, int? watchedWorker)
    {
        var calls = new List<TracedCall>();
        var numbers = new Dictionary<(int, string), int>();
        var open = new Dictionary<int, int>();
        string phase = "";
        int host = watchedWorker is null ? 0 : -1, worker = watchedWorker ?? 0, lastStep = 0, resumed = 0;
        bool hasKilled = false;
        foreach (string line in ReadLines(log))
        {
            hasKilled |= line.EndsWith("+++ killed by SIGKILL +++", StringComparison.Ordinal);
            if (Continued().Match(line) is { Success: true } continued)
            {
                if (line.EndsWith("(INJECTED)", StringComparison.Ordinal)
                    && open.TryGetValue(Number(continued, "pid"), out int at))
                {
                    calls[at] = calls[at] with { IsInjected = true };
                }

                continue;
            }

            if (Begun().Match(line) is not { Success: true } call)
            {
                continue;
            }

            int pid = Number(call, "pid");
            string name = call.Groups["name"].Value, text = call.Groups["text"].Value;
            host = host == 0 ? pid : host;
            if (name == "execve" && text.Contains("--as-worker", StringComparison.Ordinal))
            {
                (worker, phase) = (pid, "");
            }

            if (Step().Match(text) is { Success: true } told)
            {
                int step = Number(told, "step");
                int next = told.Groups["phase"].Value == phase ? lastStep + 1 : 1;
                phase = told.Groups["phase"].Value;
                lastStep = step;

                // A test tells the step of the training that it comes after.
                resumed += step > next && phase != "test" ? 1 : 0;
                continue;
            }

            numbers[(pid, name)] = numbers.GetValueOrDefault((pid, name)) + 1;
            open[pid] = calls.Count;
            calls.Add(new TracedCall(
                CallerOf(pid), pid, name, numbers[(pid, name)], StoreParts.Of(text, store), text,
                text.EndsWith("(INJECTED)", StringComparison.Ordinal)));
        }

        return new TracedCalls(calls, resumed, phase, hasKilled);

        Caller CallerOf(int pid)
        {
            if (pid == host)
            {
                return Caller.Host;
            }

            return pid == worker ? Caller.Worker : Caller.Other;
        }
    }

    private static List<string> ReadLines(string log)
    {
        if (!File.Exists(log))
        {
            return [];
        }

        using var file = new StreamReader(
            new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var lines = new List<string>();
        while (file.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<pid>\d+) +(?<name>[a-z_0-9]+)\((?<text>.*)$")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^(?<pid>\d+) +<\.\.\. ")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\\""phase\\"":\\""(?<phase>[^\\]*)\\"",\\""step\\"":(?<step>\d+)")]
    private static partial Regex Step();
}
