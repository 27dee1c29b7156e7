using System.Collections.Concurrent;

namespace PluginHost.Running.Workers;

/// <summary>A worker process's side of what it and its run tell each other.</summary>
internal sealed class RunLink : IJournal, IDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    // Whoever started this process is gone: its step may end and its progress be saved, but it must not stay for ever.
    private static readonly TimeSpan Orphaned = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Stream _output;
    private readonly Stream _print;
    private readonly BlockingCollection<WorkCell> _cells = [];
    private readonly SemaphoreSlim _recorded = new(0);
    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationTokenSource _stop;
    private bool _isDone;

    /// <param name="input">The messages of the run.</param>
    /// <param name="output">Takes messages for the run.</param>
    /// <param name="print">Takes what this process prints.</param>
    /// <param name="interrupted">Cancelled when a signal asks this process to stop.</param>
    public RunLink(Stream input, Stream output, Stream print, CancellationToken interrupted)
    {
        (_output, _print) = (output, print);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TellExit();
        new Thread(() => Listen(input)) { IsBackground = true, Name = "messages of the run" }.Start();

        // A thread of its own: a plugin may keep all those of the pool busy, and the process lives nevertheless.
        new Thread(Beat) { IsBackground = true, Name = "heartbeat" }.Start();
    }

    /// <summary>The cells that the run sends, until it has no more.</summary>
    public IEnumerable<WorkCell> Cells => _cells.GetConsumingEnumerable();

    /// <summary>Asks the work to stop after its step: a signal came, the run says so, or it is gone.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Tells the run something; when the run is gone, nobody.</summary>
    public void Send(FromWorker message)
    {
        byte[] line = MessageLines.Of(message);
        lock (_gate)
        {
            if (_isDone)
            {
                return;
            }

            try
            {
                _output.Write(line);
                _output.Flush();
            }
            catch (IOException)
            {
                // The run was killed; the end of its messages tells that, and stops the work.
            }
        }
    }

    /// <summary>Tells how a cell ended; all that was printed before belongs to it.</summary>
    public void End(FromWorker outcome)
    {
        if (outcome is not CellEnded)
        {
            Mark();
        }

        Send(outcome);
    }

    /// <summary>Has the run record an event; it is on the disk when this returns.</summary>
    /// <exception cref="OperationCanceledException">The run is gone: nothing can be recorded any more.</exception>
    public void Append(RunEvent entry)
    {
        if (entry is CellFinished)
        {
            Mark();
        }

        Send(new EventToRecord(entry));
        _recorded.Wait(_gone.Token);
    }

    /// <summary>The work is over: nothing is sent any more. The threads go with the process.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDone = true;
        }
    }

    private void Beat()
    {
        while (!_gone.IsCancellationRequested)
        {
            Thread.Sleep(Pulse);
            Send(new Heartbeat());
        }
    }

    private void Mark()
    {
        try
        {
            _print.Write(WorkerOutput.EndMark);
            _print.Flush();
        }
        catch (IOException)
        {
            // As in Send.
        }
    }

    private void Listen(Stream input)
    {
        using var reader = MessageLines.Reader(input);
        while (reader.ReadLine() is { } line)
        {
            switch (MessageLines.Parse<ToWorker>(line))
            {
                case WorkCell cell:
                    _cells.Add(cell);
                    break;
                case EventRecorded:
                    _recorded.Release();
                    break;
                case StopWork:
                    _stop.Cancel();
                    break;
            }
        }

        // The run has no more cells, or is gone: then the cell that is worked has nobody to be worked for.
        _cells.CompleteAdding();
        _gone.Cancel();
        _stop.Cancel();
        Thread.Sleep(Orphaned);
        Environment.Exit(1);
    }

    /// <summary>
    /// Tells that code ends the process, such as a plugin's; the runtime has no stack of it any more.
    /// </summary>
    private void TellExit()
    {
        if (!_gone.IsCancellationRequested)
        {
            Send(new ProcessExits(Environment.ExitCode));
        }
    }
}
