namespace PluginHost.Results;

/// <summary>
/// A lock file beside a journal, held as long as its worker lives: the system gives the lock back however the process
/// ends, so a killed run is told from a running one without a clock.
/// </summary>
internal sealed class RunLife : IDisposable
{
    private readonly FileStream _file;

    private RunLife(FileStream file) => _file = file;

    public static RunLife Begin(string journal)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLife(new FileStream(
                    PathFor(journal), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
            }
            catch (IOException) when (attempt < 20)
            {
                // Somebody asks at this very moment whether the run lives.
                Thread.Sleep(10);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StoreException(
                    $"the journal {journal} cannot be locked: {e.Message} Either another process writes it, or its folder is not writable.", e);
            }
        }
    }

    public static bool IsAlive(string journal)
    {
        try
        {
            using var probe = new FileStream(PathFor(journal), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathFor(string journal) => Path.ChangeExtension(journal, ".alive");
}
