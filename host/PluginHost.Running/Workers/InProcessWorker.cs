using System.Collections.Immutable;
using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Journals;

namespace PluginHost.Running.Workers;

/// <summary>Works cells in this process: what takes it down takes the run down.</summary>
internal sealed class InProcessWorker : ICellWorker
{
    private readonly Worker _worker;
    private readonly CurrentJournal _journal = new();
    private Action<string> _notice = _ => { };

    /// <param name="catalogue">The loaded plugins.</param>
    /// <param name="data">The data sets.</param>
    /// <param name="store">The store's folder.</param>
    /// <param name="compute">The device.</param>
    /// <param name="clock">The time.</param>
    public InProcessWorker(
        IPluginCatalogue catalogue, DataSets data, string store, Compute compute, TimeProvider clock)
    {
        // One worker for all cells: it keeps the data set that it has opened.
        _worker = new Worker(new WorkerSettings(
            catalogue, data, store, _journal, compute, clock, line => _notice(line)));
        Environment = RunEnvironment.Of(compute);
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, string> Environment { get; }

    /// <inheritdoc/>
    public CellOutcome Run(
        string run, PlannedCell cell, IJournal journal, IRunDisplay display, CancellationToken stop)
    {
        (_journal.Now, _notice) = (journal, display.Note);
        try
        {
            stop.ThrowIfCancellationRequested();
            return new FinishedOutcome(_worker.Run(run, cell, display, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new StoppedOutcome();
        }
        catch (Exception error) when (error is not (StoreException or OutputClosedException))
        {
            // A result that cannot be recorded ends the run; all else ends this cell alone.
            return new FailedOutcome(FailureText.Line(error), error.ToString(), LostWorker: false);
        }
    }

    /// <inheritdoc/>
    public void Kill()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _worker.Dispose();

    /// <summary>The journal of the cell that is worked: every experiment of a recipe has its own.</summary>
    private sealed class CurrentJournal : IJournal
    {
        public IJournal? Now { get; set; }

        public void Append(RunEvent entry) => Now?.Append(entry);
    }
}
