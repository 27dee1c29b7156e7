namespace PluginHost.Store.Journals;

/// <summary>
/// A lock file beside a journal, held as long as its worker lives, so that a killed run is told from a running one
/// without a clock.
/// </summary>
internal static class RunLife
{
    private const int Attempts = 20;

    /// <exception cref="StoreException">Another process writes the journal, or its folder is not writable.</exception>
    public static FileLock Begin(string journal)
    {
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (FileLock.TryTake(PathFor(journal), deleteAfter: true) is { } life)
                {
                    return life;
                }

                // Somebody asks at this very moment whether the run lives.
                Thread.Sleep(10);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the journal {journal} cannot be locked: {e.Message} Make its folder writable.", e);
        }

        throw new StoreException($"the journal {journal} cannot be locked: another process writes it.");
    }

    public static bool IsAlive(string journal) => FileLock.IsTaken(PathFor(journal));

    private static string PathFor(string journal) => Path.ChangeExtension(journal, ".alive");
}
