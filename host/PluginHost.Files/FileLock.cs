using System.Collections.Concurrent;
using System.Text;

namespace PluginHost.Files;

/// <summary>
/// Lets one process at a time in. The system gives the lock back however the process ends; the file's text says who
/// holds it, or held it last.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    // By folder: whether its file system keeps a second one out.
    private static readonly ConcurrentDictionary<string, bool> s_keepsOut = new(StringComparer.Ordinal);

    private readonly FileStream _file;
    private readonly bool _isDeletedByName;

    private FileLock(FileStream file, bool isDeletedByName) => (_file, _isDeletedByName) = (file, isDeletedByName);

    /// <summary>Takes the lock; null while somebody else has it.</summary>
    /// <param name="path">The lock's file; made when it is not there.</param>
    /// <param name="deleteAfter">
    /// Whether the file goes with the lock. On macOS its empty file stays: there one that was deleted meanwhile is not
    /// told from one in its place.
    /// </param>
    /// <exception cref="IOException">The file cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made or written.</exception>
    public static FileLock? TryTake(string path, bool deleteAfter = false)
    {
        FileStream file;
        try
        {
            // Windows deletes the very file; elsewhere .NET would delete whatever has its name by then.
            var options = deleteAfter && OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        // Its last holder has deleted it meanwhile: who locks it now keeps out nobody.
        if (deleteAfter && OpenedPlace.IsDeletedFile(file.SafeFileHandle))
        {
            file.Dispose();
            return TryTake(path, deleteAfter);
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}\n"));
            file.Flush();
            return new FileLock(file, deleteAfter && OperatingSystem.IsLinux());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes the lock as soon as nobody else has it.</summary>
    /// <exception cref="IOException">Somebody keeps it for ten minutes.</exception>
    /// <inheritdoc cref="TryTake" path="/exception"/>
    public static FileLock Take(string path)
    {
        long begun = Environment.TickCount64;
        for (int pause = 1; ; pause = Math.Min(pause * 2, 50))
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (Environment.TickCount64 - begun > s_patience.TotalMilliseconds)
            {
                throw new IOException(
                    $"{path} has been locked for {s_patience.TotalMinutes} minutes by {Holder(path)}; "
                    + "wait for it, or end it if it hangs, and give the same command again");
            }

            Thread.Sleep(pause);
        }
    }

    /// <summary>Whether somebody has the lock.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>
    /// Whether locks in a folder keep others out. Some network file systems take a lock and keep nobody out, and .NET
    /// does not say so; found out once a process.
    /// </summary>
    /// <inheritdoc cref="TryTake" path="/exception"/>
    public static bool KeepsOut(string folder) => s_keepsOut.GetOrAdd(folder, static where =>
    {
        string path = Path.Combine(where, $".lock-{Guid.NewGuid():N}");
        try
        {
            using var first = TryTake(path);
            using var second = TryTake(path);
            return second is null;
        }
        finally
        {
            File.Delete(path);
        }
    });

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        // Deleted while it is locked: who waits for this very file finds out that it is no longer in its place.
        if (_isDeletedByName)
        {
            DeleteByName();
        }

        _file.Dispose();
    }

    private void DeleteByName()
    {
        try
        {
            File.Delete(_file.Name);
        }
        catch (DirectoryNotFoundException)
        {
            // Its folder was removed or renamed: nobody looks for the lock in its place any more.
        }
    }

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadLine() ?? "somebody";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    // What Linux (11), macOS (35) and Windows say of a file that somebody else has for himself.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
