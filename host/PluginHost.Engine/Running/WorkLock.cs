using System.Globalization;

namespace PluginHost.Engine;

/// <summary>
/// Keeps a piece of work, such as the training of a cell, to one process: others would write the same checkpoint. The
/// system gives the lock back however the process ends.
/// </summary>
public sealed class WorkLock : IDisposable
{
    // What .NET reports when another process has the file: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private const int WouldBlock = 11, WouldBlockMac = 35, SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly FileStream _file;

    private WorkLock(FileStream file) => _file = file;

    /// <summary>Takes the lock on a piece of work; null when another process (or another lock of this one) has it.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind">What is made: <c>cell</c> or <c>noise</c>.</param>
    /// <param name="key">The key of what is made.</param>
    public static WorkLock? TryTake(string store, string kind, ContentKey key)
    {
        string path = PathOf(store, kind, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? store);
        while (true)
        {
            FileStream file;
            try
            {
                file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException taken) when (taken.HResult is WouldBlock or WouldBlockMac or SharingViolation)
            {
                return null;
            }

            if (!IsDeleted(file))
            {
                return new WorkLock(file);
            }

            file.Dispose();
        }
    }

    /// <summary>Whether another process has the lock.</summary>
    public static bool IsTaken(string store, string kind, ContentKey key)
    {
        if (!File.Exists(PathOf(store, kind, key)))
        {
            return false;
        }

        using var taken = TryTake(store, kind, key);
        return taken is null;
    }

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

    /// <summary>Gives the lock back. Elsewhere than on Linux its empty file stays.</summary>
    public void Dispose()
    {
        // Deleted while it is locked: who waits for this very file finds out that it is no longer in its place.
        if (OperatingSystem.IsLinux())
        {
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }

    /// <summary>Whether the file that was just locked is in its place no more: its last holder has deleted it.</summary>
    private static bool IsDeleted(FileStream file) =>
        OperatingSystem.IsLinux()
        && new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}"))
            .LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true;

    private static string PathOf(string store, string kind, ContentKey key) => Path.Combine(store, "locks", $"{kind}-{key.Hash}.lock");
}
