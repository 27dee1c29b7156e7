using System.Collections.Immutable;
using System.Diagnostics;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Running.Live;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;

namespace PluginHost.Running.Workers;

/// <summary>
/// Works cells in a process of its own, which is started once for all of them, and once more after it went down: then
/// the cell has failed, and the others go on.
/// </summary>
internal sealed class OutOfProcessWorker : ICellWorker
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200), s_flush = TimeSpan.FromSeconds(2);
    private readonly RunRequest _request;
    private readonly WorkerLimits _limits;
    private readonly Action<string> _notice;
    private readonly NoiseArtifacts _noises;
    private Action<string> _show;
    private WorkerProcess? _process;
    private ImmutableSortedDictionary<string, string>? _environment;

    /// <param name="request">The run's request.</param>
    /// <param name="limits">How long is waited for it.</param>
    /// <param name="notice">Told in one line what the user should know while no cell is worked.</param>
    public OutOfProcessWorker(RunRequest request, WorkerLimits limits, Action<string> notice)
    {
        (_request, _limits, _notice, _show) = (request, limits, notice, notice);
        _noises = new NoiseArtifacts(new StoreLayout(request.Store), _ => { });

        // It loads plugins and libtorch while the run is planned.
        _process = Start();
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, string> Environment
    {
        get
        {
            Ready();
            return _environment ?? throw new UnreachableException();
        }
    }

    /// <inheritdoc/>
    public CellOutcome Run(
        string run, PlannedCell cell, IJournal journal, IRunDisplay display, CancellationToken stop)
    {
        _show = display.Note;
        var process = Ready();
        var work = new CellWork(process, cell, journal, display, _limits, stop)
        {
            IsNoiseMade = cell.NoiseKey is { } noise && _noises.Has(noise),
        };
        process.Output.Begin();
        process.Send(new WorkCell(run, cell));
        var outcome = work.Await();
        if (work.IsKilled || process.HasEnded)
        {
            Drop();
        }

        _show = _notice;
        return outcome;
    }

    /// <inheritdoc/>
    public void Kill() => _process?.Kill();

    /// <inheritdoc/>
    public void Dispose() => _process?.Dispose();

    private void Drop()
    {
        _process?.Dispose();
        _process = null;
    }

    private WorkerProcess Start() => WorkerProcess.Start(_request.Arguments, line => _show(line));

    /// <summary>The process, once it can take cells.</summary>
    /// <exception cref="RunControlException">It cannot be started, or cannot load what it needs.</exception>
    private WorkerProcess Ready()
    {
        if (_process is { HasEnded: true } && _environment is not null)
        {
            // It went down between two cells, and none of them is to blame.
            Drop();
        }

        if (_process is { } ready && _environment is not null)
        {
            return ready;
        }

        var process = _process ??= Start();
        while (process.Hear(s_poll, out var message))
        {
            switch (message)
            {
                case WorkerReady told:
                    _environment = told.Environment;
                    return process;
                case WorkerUnable unable:
                    throw new RunControlException(unable.Error);
            }
        }

        string printed = process.Output.End(s_flush);
        string reason = WorkerLoss.Reason(process.ExitCode(), null, printed);
        throw new RunControlException($"the worker process cannot start: {reason}. {printed.Split('\n')[^1]}");
    }
}
