using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PluginHost.Torture.Traces;

/// <summary>How the program ended, and what it said.</summary>
/// <param name="Code">Its exit code; null when it was ended from here.</param>
/// <param name="Output">The lines of its output.</param>
/// <param name="Errors">The lines of its errors.</param>
internal sealed record Ended(int? Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors);

/// <summary>The real program while it runs, watched by strace where that is wanted.</summary>
internal sealed partial class ProgramRun : IDisposable
{
    public const int SigKill = 9, SigTerm = 15;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3), s_flush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(30);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly Thread _outputReader;
    private readonly Thread _errorReader;

    private ProgramRun(Process process)
    {
        _process = process;
        process.StandardInput.Close();
        _outputReader = Reader(process.StandardOutput, _output);
        _errorReader = Reader(process.StandardError, _errors);
    }

    // artifacts/bin/…/release → artifacts/bin/PluginHost/release
    public static string File { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "PluginHost", new DirectoryInfo(AppContext.BaseDirectory).Name,
        "pluginhost.dll"));

    /// <summary>The process that was started: the host.</summary>
    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the program.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="strace">Words for strace, which then watches it and its worker; null for none.</param>
    public static ProgramRun Start(IReadOnlyList<string> arguments, IReadOnlyList<string>? strace = null)
    {
        // -D: the host stays our own child, and its end is not waited for until its worker has ended too.
        string[] words = strace is null
            ? ["dotnet", File, .. arguments]
            : ["strace", "-D", "-f", .. strace, "dotnet", File, .. arguments];
        var start = new ProcessStartInfo(words[0])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        return new ProgramRun(
            Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start"));
    }

    /// <summary>Starts the program, and has strace watch its first worker only.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="strace">Words for strace.</param>
    public static ProgramRun StartWithWatchedWorker(IReadOnlyList<string> arguments, IReadOnlyList<string> strace)
    {
        var run = Start(arguments);
        int? worker = null;
        while (worker is null && run.StillRunsAfter(s_poll))
        {
            worker = run.Worker();
        }

        run.WatchedWorker = worker;
        if (worker is { } id)
        {
            // It loads libtorch now, and touches no file of the store before it is given a cell. Processes that strace
            // did not start stop at all calls.
            string number = id.ToString(CultureInfo.InvariantCulture);
            string[] words = [.. strace.Where(word => word != Strace.Faster)];
            using var watching = Process.Start(new ProcessStartInfo("strace", ["-qq", "-f", "-p", number, .. words]));
        }

        return run;
    }

    /// <summary>Runs the program to its end.</summary>
    public static Ended Run(IReadOnlyList<string> arguments)
    {
        using var run = Start(arguments);
        return run.Await();
    }

    /// <summary>Runs the program where nothing fails and nobody kills it.</summary>
    /// <exception cref="InvalidOperationException">It fails nevertheless.</exception>
    public static void Require(IReadOnlyList<string> arguments) => Require(Run(arguments));

    /// <inheritdoc cref="Require(IReadOnlyList{string})"/>
    public static void Require(Ended ended)
    {
        if (ended.Code != 0)
        {
            throw new InvalidOperationException(
                $"the program ended with {ended.Code} without any fault: {string.Join('\n', ended.Errors)}");
        }
    }

    /// <summary>The worker that alone is watched; null where all are.</summary>
    public int? WatchedWorker { get; private set; }

    /// <summary>Whether a line of the output holds a text.</summary>
    public bool HasSaid(string text)
    {
        lock (_output)
        {
            return _output.Any(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    /// <summary>Waits for a while, or until it has ended; whether it still runs.</summary>
    public bool StillRunsAfter(TimeSpan time) => !_process.WaitForExit(time);

    /// <summary>The worker process; null while there is none.</summary>
    public int? Worker()
    {
        string parent = string.Create(CultureInfo.InvariantCulture, $"PPid:\t{Id}");
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)
                && Read(Path.Combine(folder, "status")).Contains(parent, StringComparison.Ordinal)
                && Read(Path.Combine(folder, "cmdline")).Contains("--as-worker", StringComparison.Ordinal))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Sends a signal to the host or its worker; nothing where that has ended.</summary>
    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    /// <summary>Waits until it has ended.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public Ended Await()
    {
        if (StillRunsAfter(s_patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the program ran for more than {s_patience}; it printed: {All(_output)}");
        }

        // An orphaned worker may hold strace, and with it the streams, open a little longer.
        _outputReader.Join(s_flush);
        _errorReader.Join(s_flush);
        int code = _process.ExitCode;
        return new Ended(code == 128 + SigKill ? null : code, Copy(_output), Copy(_errors));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Read(string file)
    {
        try
        {
            return System.IO.File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process has ended meanwhile.
            return "";
        }
    }

    private static Thread Reader(StreamReader stream, List<string> into)
    {
        var thread = new Thread(() =>
        {
            while (stream.ReadLine() is { } line)
            {
                lock (into)
                {
                    into.Add(line);
                }
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }

    private static string All(List<string> lines) => string.Join('\n', Copy(lines));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
