using System.Globalization;
using PluginHost.Files;
using PluginHost.Store.Journals;

namespace PluginHost.Running;

/// <summary>Finds out before the first step whether results can be kept.</summary>
public static class StoreCheck
{
    /// <summary>Makes the store's folder and writes into it.</summary>
    /// <returns>The space that is left, for people.</returns>
    /// <exception cref="StoreException">It cannot be made or written.</exception>
    public static string Require(string store)
    {
        try
        {
            Directory.CreateDirectory(store);
            string probe = Path.Combine(store, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            Leftovers.Delete(store, TimeProvider.System);
            return string.Create(CultureInfo.InvariantCulture, $"{new DriveInfo(store).AvailableFreeSpace / 1e9:0.0} GB free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the store {store} cannot be written: {e.Message.TrimEnd('.')}; make room or the folder writable, or give another one with --store", e);
        }
    }
}
