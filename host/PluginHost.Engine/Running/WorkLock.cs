using PluginHost.Files;

namespace PluginHost.Engine.Running;

/// <summary>
/// Keeps a piece of work, such as the training of a cell, to one process: others would write the same checkpoint. The
/// system gives the lock back however the process ends.
/// </summary>
public sealed class WorkLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly FileLock _file;

    private WorkLock(FileLock file) => _file = file;

    /// <summary>Takes the lock on a piece of work; null when another process (or another lock of this one) has it.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind">What is made: <c>cell</c> or <c>noise</c>.</param>
    /// <param name="key">The key of what is made.</param>
    public static WorkLock? TryTake(string store, string kind, ContentKey key)
    {
        var layout = new StoreLayout(store);
        layout.Make(layout.WorkLocks);
        return FileLock.TryTake(PathOf(store, kind, key), deleteAfter: true) is { } taken ? new WorkLock(taken) : null;
    }

    /// <summary>Whether another process has the lock.</summary>
    public static bool IsTaken(string store, string kind, ContentKey key) => FileLock.IsTaken(PathOf(store, kind, key));

    /// <summary>Takes the lock, and waits for it where another process has it.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind">What is made.</param>
    /// <param name="key">The key of what is made.</param>
    /// <param name="notice">Told in one line that there is something to wait for.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static WorkLock Take(string store, string kind, ContentKey key, Action<string> notice, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(notice);
        for (bool told = false; ; told = true)
        {
            if (TryTake(store, kind, key) is { } taken)
            {
                return taken;
            }

            if (!told)
            {
                notice($"waiting: another run makes {kind} {key.Short}");
            }

            stop.WaitHandle.WaitOne(Pause);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    private static string PathOf(string store, string kind, ContentKey key) =>
        Path.Combine(new StoreLayout(store).WorkLocks, $"{kind}-{key.Hash}.lock");
}
