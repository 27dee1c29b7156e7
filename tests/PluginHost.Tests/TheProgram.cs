using System.Diagnostics;

namespace PluginHost.Tests;

/// <summary>What the program printed, and how it ended.</summary>
internal sealed record Outcome(int Code, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The real program, run as a child process.</summary>
internal static class TheProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // artifacts/bin/PluginHost.Tests/release → artifacts/bin/PluginHost/release
    public static string File { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "PluginHost", new DirectoryInfo(AppContext.BaseDirectory).Name, "pluginhost.dll"));

    public static Outcome Run(params string[] args) => Run(new Dictionary<string, string?>(), args);

    /// <summary>Runs it in a folder, as somebody does who has it on the path.</summary>
    public static Outcome RunIn(string folder, params string[] args)
    {
        using var running = Start("dotnet", new Dictionary<string, string?>(), [File, .. args], folder);
        return running.Finish();
    }

    public static Outcome Run(IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        using var running = Start(environment, args);
        return running.Finish();
    }

    public static RunningProgram Start(IReadOnlyDictionary<string, string?> environment, params string[] args) =>
        Start("dotnet", environment, [File, .. args]);

    /// <summary>Starts another program, such as one that starts ours.</summary>
    public static RunningProgram Start(string program, params string[] args) => Start(program, new Dictionary<string, string?>(), args);

    public static RunningProgram Start(
        string program, IReadOnlyDictionary<string, string?> environment, string[] args, string? folder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder ?? TestKit.Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"), Limit);
    }
}

/// <summary>The program while it runs.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _limit;
    private readonly Task<string> _errors;
    private readonly System.Text.StringBuilder _output = new();
    private readonly Task _reading;

    public RunningProgram(Process process, TimeSpan limit)
    {
        _process = process;
        _limit = limit;
        _process.StandardInput.Close();
        _errors = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(Read);
    }

    public int Id => _process.Id;

    /// <summary>Waits until the output holds a text.</summary>
    public void Await(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Output().Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || clock.Elapsed > _limit)
            {
                throw new InvalidOperationException($"'{text}' was never printed; the output is:\n{Output()}\n{(_process.HasExited ? _errors.Result : "")}");
            }

            Thread.Sleep(20);
        }
    }

    public void Kill() => _process.Kill();

    public Outcome Finish()
    {
        if (!_process.WaitForExit(_limit))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the program ran for more than {_limit}; it printed:\n{Output()}");
        }

        _reading.Wait();
        return new Outcome(_process.ExitCode, Output(), _errors.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private string Output()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    private void Read()
    {
        var buffer = new char[4096];
        while (_process.StandardOutput.Read(buffer, 0, buffer.Length) is > 0 and int count)
        {
            lock (_output)
            {
                _output.Append(buffer, 0, count);
            }
        }
    }
}
