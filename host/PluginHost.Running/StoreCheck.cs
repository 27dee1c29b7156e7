using PluginHost.Files;
using PluginHost.Store.Journals;

namespace PluginHost.Running;

/// <summary>Finds out before the first step whether results can be kept.</summary>
public static class StoreCheck
{
    /// <summary>Makes the store's folder, writes into it, and deletes what killed processes left in it.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="warn">Told in one line that the store's file system does not lock files.</param>
    /// <exception cref="StoreException">It cannot be made or written.</exception>
    public static void Require(string store, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        try
        {
            Directory.CreateDirectory(store);
            TryWriting(store);
            Leftovers.Delete(store, TimeProvider.System);
            if (!FileLock.KeepsOut(store))
            {
                warn($"warning: {WithoutLocks(store)}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"{Unwritable(store, e)}; make room or the folder writable, or give another one with --store", e);
        }
    }

    /// <summary>Writes a file into a folder and deletes it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    internal static void TryWriting(string folder)
    {
        string probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "probe");
        }
        finally
        {
            File.Delete(probe);
        }
    }

    internal static string Unwritable(string store, Exception why) =>
        $"the store {store} cannot be written: {WriteObstacle.Of(why)}";

    internal static string WithoutLocks(string store) =>
        $"the file system of {store} does not lock files: never start two runs on it at once, they would do the same "
        + "work and mix up the order of results, and a run that goes on is listed as lost; put the store on a file "
        + "system with locks (a local disk, NFS 4) with --store";
}
