using System.Collections.Immutable;
using PluginHost.Engine.Planning;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Store.Journals;

namespace PluginHost.Running.Live;

/// <summary>
/// Keeps this process's status in the store, written anew about once a second by a thread of its own: a step only leaves
/// its numbers here.
/// </summary>
internal sealed class LiveRun : IDisposable
{
    private const int LogLines = 60, KeptEnded = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly LiveFolder _folder;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly StepTimer _steps;
    private readonly ThinnedSeries _loss = new(), _accuracy = new(), _tests = new();
    private readonly Queue<string> _log = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private LiveStatus _status;
    private TimeSpan? _left;
    private long _leftSince;
    private readonly Action<string> _notice;
    private bool _lastWord;
    private bool _told;

    private LiveRun(LiveFolder folder, LiveStatus status, TimeProvider clock, Action<string> notice)
    {
        (_folder, _status, _clock, _notice) = (folder, status, clock, notice);
        _steps = new StepTimer(clock);
        folder.Clear(KeptEnded, clock);
        Write();
        _timer = clock.CreateTimer(_ => Write(), null, Pause, Pause);
    }

    /// <summary>Begins to tell of a run.</summary>
    /// <param name="request">What is run.</param>
    /// <param name="clock">The time.</param>
    /// <param name="notice">Told once when the status cannot be written; the run itself does not depend on it.</param>
    public static LiveRun Begin(RunRequest request, TimeProvider clock, Action<string> notice)
    {
        var now = clock.GetUtcNow();
        return new LiveRun(new LiveFolder(request.Store), new LiveStatus
        {
            Id = DetachedRun.GivenId ?? RunId.New(clock),
            Process = LiveProcess.Current(),
            Recipe = request.Recipe,
            Arguments = request.Arguments,
            Folder = Directory.GetCurrentDirectory(),
            Started = now,
            Updated = now,
        }, clock, notice);
    }

    /// <summary>What is to be run is known.</summary>
    public void Planned(IReadOnlyList<PlannedRun> plans, Compute compute) => Change(status =>
    {
        var cells = ImmutableArray.CreateBuilder<LiveCell>();
        foreach (var plan in plans)
        {
            var toRun = plan.ToRun.Select(cell => cell.Key).ToHashSet();
            foreach (var cell in plan.Chosen.Where(cell => _places.TryAdd(cell.Key.Hash, cells.Count)))
            {
                cells.Add(new LiveCell(
                    cell.Key.Hash, plan.Recipe.Experiment, cell.Name,
                    toRun.Contains(cell.Key) ? LiveCellState.Planned : LiveCellState.Recorded, ""));
            }
        }

        return status with
        {
            Preset = string.Join(", ", plans.Select(plan => plan.Recipe.Preset).Distinct()),
            Device = compute.Device.ToString(),
            Cells = cells.ToImmutable(),
        };
    });

    /// <summary>A journal of an experiment begins.</summary>
    public void RunBegins(string run) => Change(status => status with { Runs = status.Runs.Add(run) });

    public void CellBegins(PlannedCell cell, TimeSpan? left) => Change(status =>
    {
        (_left, _leftSince) = (left, _clock.GetTimestamp());
        BeginPhase();
        return Marked(status, cell, LiveCellState.Running, "") with
        {
            State = status.State == LiveState.Stopping ? LiveState.Stopping : LiveState.Running,
            Cell = _places.TryGetValue(cell.Key.Hash, out int place) ? place : null,
        };
    });

    /// <summary>The cell that is worked at has ended.</summary>
    public void CellEnds(string summary, bool failed) => Change(status => status.Cell is not { } place ? status : status with
    {
        Cells = status.Cells.SetItem(place, status.Cells[place] with { State = failed ? LiveCellState.Failed : LiveCellState.Finished, Summary = summary }),
        Cell = null,
    });

    /// <summary>Another run has finished a cell of this one.</summary>
    public void CellFound(PlannedCell cell, string why) => Change(status => Marked(status, cell, LiveCellState.Recorded, why));

    /// <summary>Every cell that is left is worked at elsewhere.</summary>
    public void Waits() => Change(status => status.State == LiveState.Stopping ? status : status with { State = LiveState.Waiting });

    public void Stops() => Change(status => status with { State = LiveState.Stopping });

    public void Step(StepReport report)
    {
        lock (_gate)
        {
            if (report is { Phase: "test", Accuracy: { } tested })
            {
                // Between steps of the training, which goes on after it.
                _tests.Add(report.Step, tested);
                return;
            }

            if (report.Phase != _steps.Last.Phase)
            {
                BeginPhase();
            }

            _steps.Take(report);
            if (report.Loss is { } loss)
            {
                _loss.Add(report.Step, loss);
            }

            if (report.Accuracy is { } accuracy)
            {
                _accuracy.Add(report.Step, accuracy);
            }
        }
    }

    public void Log(string line)
    {
        lock (_gate)
        {
            _log.Enqueue($"{_clock.GetLocalNow():HH:mm:ss} {line}");
            if (_log.Count > LogLines)
            {
                _log.Dequeue();
            }
        }
    }

    /// <summary>The last word; nothing is written after it.</summary>
    public void End(LiveState state, string error)
    {
        _timer.Dispose();
        Change(status => status with
        {
            State = state,
            Error = error,
            Ended = _clock.GetUtcNow(),
            Cell = null,
            Cells = [.. status.Cells.Select(cell => cell.State == LiveCellState.Running ? cell with { State = LiveCellState.Planned } : cell)],
        });
        Write();
    }

    public void Dispose() => _timer.Dispose();

    private void BeginPhase()
    {
        _steps.Reset();
        _loss.Clear();
        _accuracy.Clear();
        _tests.Clear();
    }

    private LiveStatus Marked(LiveStatus status, PlannedCell cell, LiveCellState state, string summary) =>
        _places.TryGetValue(cell.Key.Hash, out int place)
            ? status with { Cells = status.Cells.SetItem(place, status.Cells[place] with { State = state, Summary = summary }) }
            : status;

    private void Change(Func<LiveStatus, LiveStatus> change)
    {
        lock (_gate)
        {
            _status = change(_status);
        }
    }

    private LiveStatus Snapshot()
    {
        lock (_gate)
        {
            var last = _steps.Last;
            return _status = _status with
            {
                Updated = _clock.GetUtcNow(),
                Log = [.. _log],
                Phase = last.Steps == 0 ? null : new LivePhase(
                    last.Phase, last.Step, last.Steps, _steps.PerStep?.TotalSeconds, _loss.Curve(), _accuracy.Curve(), _tests.Curve()),
                SecondsLeft = _left is { } left && _status.Ended is null
                    ? Math.Max(Math.Max(0, (left - _clock.GetElapsedTime(_leftSince)).TotalSeconds), _steps.Left?.TotalSeconds ?? 0)
                    : null,
            };
        }
    }

    private void Write()
    {
        if (WriteOrSayWhyNot() is { } problem && !Interlocked.Exchange(ref _told, true))
        {
            _notice($"other terminals cannot see how this run gets on: its status cannot be written ({problem})");
        }
    }

    private string? WriteOrSayWhyNot()
    {
        lock (_writing)
        {
            try
            {
                var status = Snapshot();
                if (!_lastWord)
                {
                    _folder.Write(status);
                    _lastWord = status.Ended is not null;
                }

                return null;
            }
            catch (DirectoryNotFoundException)
            {
                // The store is gone: the run ends with that, and says more of it.
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return e.Message;
            }
        }
    }
}
