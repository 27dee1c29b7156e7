using System.Text;

namespace PluginHost.Screens.Loop;

/// <summary>Does effects: in the background, so that the loop waits for none of them.</summary>
/// <param name="post">Takes what they bring back; called from any thread.</param>
internal sealed class Effects(Action<Message> post) : IDisposable
{
    /// <summary>Work that takes longer is told of.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.2);

    private readonly Dictionary<string, RunningWork> _works = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timer> _timers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _isClosed;

    public void Start(Background work)
    {
        RunningWork own;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            End(work.Name);
            _works[work.Name] = own = new RunningWork(work, post);
        }

        _ = Task.Factory.StartNew(
            () => Work(own), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    public void Start(After after)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_timers.Remove(after.Name, out var older))
            {
                older.Dispose();
            }

            _timers[after.Name] = new Timer(_ => post(after.Message), null, after.Delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// Cancels work, where it still runs: in place of what it brings comes <see cref="WorkCancelled"/>.
    /// </summary>
    public void Cancel(string name)
    {
        lock (_gate)
        {
            if (_works.TryGetValue(name, out var running))
            {
                End(name);
                post(running.Work.Answer(new WorkCancelled(name)));
            }
        }
    }

    /// <summary>The codes that put a text into the terminal's clipboard.</summary>
    public static string CopyCode(string text) => $"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a";

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var work in _works.Values)
            {
                work.Dispose();
            }

            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }
        }
    }

    private void End(string name)
    {
        if (_works.Remove(name, out var running))
        {
            running.Dispose();
        }
    }

    private void Work(RunningWork own)
    {
        Message? message;
        try
        {
            message = own.Work.Work(own.Token);
        }
        catch (OperationCanceledException) when (own.Token.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            message = new WorkFailed(own.Work.Name, error);
        }

        lock (_gate)
        {
            // A late answer is dropped.
            if (own.Token.IsCancellationRequested)
            {
                return;
            }

            End(own.Work.Name);
        }

        if (message is not null)
        {
            post(own.Work.Answer(message));
        }
    }

    /// <summary>
    /// Work while it runs. Says that it does once it has taken longer than a moment, and that it has ended.
    /// </summary>
    private sealed class RunningWork : IDisposable
    {
        private readonly CancellationTokenSource _cancel = new();
        private readonly Action<Message> _post;
        private readonly Timer? _slow;
        private readonly Lock _gate = new();
        private bool _isTold, _hasEnded;

        public RunningWork(Background work, Action<Message> post)
        {
            (Work, Token, _post) = (work, _cancel.Token, post);
            _slow = work.Says is { } says ? new Timer(_ => Tell(says), null, Moment, Timeout.InfiniteTimeSpan) : null;
        }

        public Background Work { get; }

        public CancellationToken Token { get; }

        /// <summary>Cancels it, or says that it has ended.</summary>
        public void Dispose()
        {
            _cancel.Cancel();
            _cancel.Dispose();
            _slow?.Dispose();
            lock (_gate)
            {
                _hasEnded = true;
                if (_isTold)
                {
                    _post(new WorkHasEnded(Work.Name));
                }
            }
        }

        private void Tell(string says)
        {
            lock (_gate)
            {
                if (!_hasEnded)
                {
                    _isTold = true;
                    _post(new WorkIsSlow(Work.Name, says, Work.IsChange));
                }
            }
        }
    }
}
