using System.Diagnostics;
using PluginHost.Engine.Planning;
using PluginHost.Running.Live;
using PluginHost.Running.Progress;
using PluginHost.Running.Words;

namespace PluginHost.Running.Workers;

/// <summary>
/// A cell while a worker process is at it: hears what the process says, and ends it when it says too little.
/// </summary>
/// <param name="process">The process.</param>
/// <param name="cell">The cell.</param>
/// <param name="journal">Where its events go.</param>
/// <param name="display">Told after every step.</param>
/// <param name="limits">How long is waited.</param>
/// <param name="stop">Asks to stop after the current step.</param>
internal sealed class CellWork(
    WorkerProcess process, PlannedCell cell, IJournal journal, IRunDisplay display, WorkerLimits limits,
    CancellationToken stop)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200), s_flush = TimeSpan.FromSeconds(2);
    private readonly WaitingTime _sinceSign = new(), _sinceStep = new(), _sinceStop = new();
    private TimeSpan _longestStep;
    private StepReport? _last;
    private CellFinished? _result;
    private ProcessExits? _exits;
    private bool _isStopSent;
    private bool _isSilenceTold;

    /// <summary>Whether the cell's noise is there already.</summary>
    public required bool IsNoiseMade { get; set; }

    /// <summary>Whether the process was ended from here.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Waits until the cell has ended, in whichever way.</summary>
    public CellOutcome Await()
    {
        while (process.Hear(s_poll, out var message))
        {
            var outcome = message is null ? null : Take(message);
            outcome ??= Look(hasSaidSomething: message is not null);
            if (outcome is not null)
            {
                return outcome;
            }
        }

        return Lost(WorkerLoss.Reason(process.ExitCode(), _exits, process.Output.End(s_flush)));
    }

    private CellOutcome? Take(FromWorker message)
    {
        switch (message)
        {
            case StepTaken { Report: var report }:
                TakeStep(report);
                display.Report(report);
                break;
            case NoticeGiven { Line: var line }:
                display.Note(line);
                break;
            case EventToRecord { Event: var entry }:
                Record(entry);
                break;
            case ProcessExits exits:
                _exits = exits;
                break;
            case CellEnded:
                return new FinishedOutcome(_result ?? throw new UnreachableException("a cell ends after its result"));
            case CellStopped:
                return new StoppedOutcome();
            case CellBroken broken:
                return new FailedOutcome(broken.Error, WithOutput(broken.Details), LostWorker: false);
            case WorkerUnable unable:
                throw new RunControlException(unable.Error);
        }

        return null;
    }

    private void TakeStep(StepReport report)
    {
        var taken = _sinceStep.Elapsed;
        if (_last is { } last && last.Phase == report.Phase && taken > _longestStep)
        {
            _longestStep = taken;
        }

        _last = report;
        _sinceStep.Restart();
    }

    private void Record(RunEvent entry)
    {
        if (entry is CellFinished finished)
        {
            string printed = process.Output.End(s_flush);
            entry = _result = printed.Length == 0 ? finished : finished with { Output = printed };
        }

        IsNoiseMade |= entry is ArtifactMade;
        if (entry is ArtifactMade)
        {
            _last = null;
        }

        journal.Append(entry);
        process.Send(new EventRecorded());
    }

    /// <summary>
    /// Looks at the clock: whether to ask the process to stop, to tell that it is silent, or to end it.
    /// </summary>
    private CellOutcome? Look(bool hasSaidSomething)
    {
        _sinceStep.Tick();
        _sinceSign.Tick();
        if (hasSaidSomething)
        {
            _sinceSign.Restart();
            _isSilenceTold = false;
        }

        if (stop.IsCancellationRequested)
        {
            return LookAtStop();
        }

        if (_sinceStep.Elapsed > limits.Step)
        {
            return End($"it took no step for {Durations.Text(limits.Step)} and was ended");
        }

        if (_sinceSign.Elapsed > WorkerLimits.Death)
        {
            return End($"it did not answer for {Durations.Text(WorkerLimits.Death)} and was ended");
        }

        if (_sinceSign.Elapsed > WorkerLimits.Silence && !_isSilenceTold)
        {
            _isSilenceTold = true;
            display.Note(
                $"the worker process {process.Id} has not answered for {Durations.Text(WorkerLimits.Silence)}: "
                + "it was stopped, or the machine is short of memory");
        }

        return null;
    }

    private CellOutcome? LookAtStop()
    {
        if (!_isStopSent)
        {
            _isStopSent = true;
            process.Send(new StopWork());
            _sinceStop.Restart();
        }

        _sinceStop.Tick();
        var patience = _longestStep * WorkerLimits.StopSteps;
        patience = patience > WorkerLimits.Stop ? patience : WorkerLimits.Stop;
        if (_sinceStop.Elapsed <= patience)
        {
            return null;
        }

        display.Note(
            $"{Where} did not end its step within {Durations.Text(patience)} and was ended; "
            + "the cell goes on from its last checkpoint");
        Kill();
        return _result is { } recorded ? new FinishedOutcome(recorded) : new StoppedOutcome();
    }

    private CellOutcome End(string reason)
    {
        Kill();
        return Lost(reason);
    }

    private void Kill()
    {
        IsKilled = true;
        process.Kill();
    }

    /// <summary>The process is gone; what it has recorded by then counts.</summary>
    private CellOutcome Lost(string reason)
    {
        if (_result is { } recorded)
        {
            return new FinishedOutcome(recorded);
        }

        return new FailedOutcome(
            $"the worker process went down, {Where}: {reason}", WithOutput(""), LostWorker: true);
    }

    private string Where => WorkerLoss.Place(cell, _last, IsNoiseMade);

    private string WithOutput(string details)
    {
        string printed = process.Output.End(s_flush);
        return printed.Length == 0 ? details : $"{details}\nprinted meanwhile:\n{printed}".TrimStart('\n');
    }
}
