using PluginHost.Store.Journals;

namespace PluginHost.Running;

/// <summary>
/// Looks several times a second whether the store of a run is still there. When it was removed or renamed, the work is
/// ended at once: nothing of it could be recorded, and nothing may be written where the store was. What was to be
/// recorded next then fails, and says where the results are.
/// </summary>
internal sealed class StoreWatch : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop;
    private bool _wasMissed;
    private readonly ITimer _timer;

    /// <param name="journal">The run's journal, which lies in the store.</param>
    /// <param name="clock">The time.</param>
    /// <param name="kill">Ends the work at once, where that can be done.</param>
    /// <param name="stop">Asks the run to stop, for whatever reason.</param>
    public StoreWatch(Journal journal, TimeProvider clock, Action kill, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _timer = clock.CreateTimer(_ => Look(), null, s_pause, s_pause);

        void Look()
        {
            // Looked at twice: a file system on the network may stumble once.
            bool isMissed = journal.IsLost;
            if (isMissed && _wasMissed)
            {
                kill();
                _stop.Cancel();
            }

            _wasMissed = isMissed;
        }
    }

    /// <summary>Asks the work to stop: the run was asked to, or the store is gone.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        // A look that goes on meanwhile is waited for: the journal is closed next.
        _timer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stop.Dispose();
    }
}
