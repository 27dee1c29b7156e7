using System.Diagnostics;
using System.Text;

namespace PluginHost.Results;

/// <summary>
/// Makes this process the only one that writes the database: LiteDB itself does not keep a second process out on Linux.
/// The system gives the lock back however the process ends; the file's text says who held it last.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when another process has it, or when the folder cannot be written.</summary>
    public static StoreLock? TryTake(string folder, out string? reason)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                file.SetLength(0);
                file.Write(Encoding.UTF8.GetBytes($"{Environment.ProcessId} {Process.GetCurrentProcess().ProcessName} {Environment.MachineName}\n"));
                file.Flush();
            }
            catch (IOException e)
            {
                file.Dispose();
                reason = $"the store cannot be written ({e.Message})";
                return null;
            }

            reason = null;
            return new StoreLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            reason = $"the store cannot be written ({e.Message})";
            return null;
        }
        catch (IOException)
        {
            reason = null;
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
