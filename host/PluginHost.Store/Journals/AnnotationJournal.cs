using System.Globalization;

namespace PluginHost.Store.Journals;

/// <summary>
/// Where annotations are written: a journal a day beside those of the runs, such as
/// <c>journals/2026-01-31/annotations-1.jsonl</c>, so that a rebuilt database has them again.
/// </summary>
internal static class AnnotationJournal
{
    /// <summary>The day's journal; another one beside it while somebody else writes that.</summary>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public static Journal Open(string store, TimeProvider clock)
    {
        string day = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string folder = Path.Combine(new StoreLayout(store).Journals, day);
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"annotations-{number}.jsonl"));
            if (RunLife.IsAlive(path))
            {
                continue;
            }

            try
            {
                return Journal.OpenOrCreate(store, path);
            }
            catch (StoreException) when (RunLife.IsAlive(path))
            {
                // Somebody took it at this very moment.
            }
        }
    }
}
