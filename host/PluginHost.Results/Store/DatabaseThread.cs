using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace PluginHost.Results;

/// <summary>
/// The one thread that touches LiteDB: two writing threads can corrupt its free-page list (5.0.20), and its locks belong
/// to the thread that took them.
/// </summary>
internal sealed class DatabaseThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public DatabaseThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var work in _work.GetConsumingEnumerable())
            {
                work();
            }
        })
        { IsBackground = true, Name = "results database" };
        _thread.Start();
    }

    /// <summary>Runs work on the thread and waits for it; its exception comes back here.</summary>
    public T Do<T>(Func<T> work)
    {
        using var done = new ManualResetEventSlim();
        T? result = default;
        ExceptionDispatchInfo? error = null;
        _work.Add(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                error = ExceptionDispatchInfo.Capture(e);
            }

            done.Set();
        });
        done.Wait();
        error?.Throw();
        return result!;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
