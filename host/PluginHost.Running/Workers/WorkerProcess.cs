using System.Collections.Concurrent;
using System.Diagnostics;
using PluginHost.Running.Live;

namespace PluginHost.Running.Workers;

/// <summary>A worker process, from outside: what is told to it, what it tells, and what it prints.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly BlockingCollection<FromWorker> _messages = [];
    private readonly Thread _messageReader;
    private readonly Thread _outputReader;

    private WorkerProcess(Process process, Action<string> show)
    {
        _process = process;
        Output = new WorkerOutput(show);
        _messageReader = new Thread(Listen) { IsBackground = true, Name = "messages of the worker" };
        _outputReader = new Thread(() => Output.Read(process.StandardError))
        {
            IsBackground = true,
            Name = "output of the worker",
        };
        _messageReader.Start();
        _outputReader.Start();
    }

    /// <summary>What it prints.</summary>
    public WorkerOutput Output { get; }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one.</summary>
    /// <param name="arguments">The words of the run's command, without the program's name.</param>
    /// <param name="show">Takes lines that it prints.</param>
    /// <exception cref="RunControlException">It cannot be started.</exception>
    public static WorkerProcess Start(IReadOnlyList<string> arguments, Action<string> show)
    {
        int end = arguments.TakeWhile(word => word != "--").Count();
        var start = OwnProgram.Of(
            Directory.GetCurrentDirectory(), [.. arguments.Take(end), WorkerService.Option, .. arguments.Skip(end)]);
        try
        {
            var process = Process.Start(start) ?? throw new RunControlException("the worker process did not start");
            return new WorkerProcess(process, show);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new RunControlException(
                $"the worker process cannot be started: {e.Message}; --in-process works without one");
        }
    }

    /// <summary>Tells it something; when it is gone, nobody.</summary>
    public void Send(ToWorker message)
    {
        try
        {
            var input = _process.StandardInput.BaseStream;
            input.Write(MessageLines.Of(message));
            input.Flush();
        }
        catch (IOException)
        {
            // It has ended: the end of its messages tells that.
        }
    }

    /// <summary>What it says next.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="message">The message; null when none came in time, or when it has ended.</param>
    /// <returns>Whether it still lives, or has left messages to read.</returns>
    public bool Hear(TimeSpan patience, out FromWorker? message) =>
        _messages.TryTake(out message, patience) || !_messages.IsCompleted;

    /// <summary>Whether it has ended, and has left no message to read.</summary>
    public bool HasEnded => _messages.IsCompleted;

    /// <summary>Its exit code, after it has ended.</summary>
    public int ExitCode()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, with what it has started itself.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Lets it end, and ends it where it does not.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(s_farewell))
        {
            Kill();
        }

        // Its streams end with it, unless something that it has started holds them open.
        if (_messageReader.Join(s_farewell) && _outputReader.Join(s_farewell))
        {
            _process.Dispose();
            _messages.Dispose();
        }
    }

    private void Listen()
    {
        var reader = MessageLines.Reader(_process.StandardOutput.BaseStream);
        while (reader.ReadLine() is { } line)
        {
            if (MessageLines.Parse<FromWorker>(line) is { } message)
            {
                _messages.Add(message);
            }
        }

        _messages.CompleteAdding();
    }
}
