using System.Globalization;

namespace PluginHost.Store.Journals;

/// <summary>
/// Numbers the events of a store, whoever records them: each gets a larger one than all before it. The last one
/// stands in <c>STORE/journals/last-number</c>; where that file is lost, it is found again in the journals.
/// </summary>
/// <param name="store">The store's folder.</param>
internal sealed class EventNumbers(string store)
{
    private readonly string _file = Path.Combine(new StoreLayout(store).Journals, "last-number");
    private readonly string _lock = Path.Combine(new StoreLayout(store).Journals, "last-number.lock");

    /// <summary>
    /// The number that orders an event among others. An event of an older version is ordered by its time, in ticks.
    /// </summary>
    public static long Of(RunEvent e) => e.Order > 0 ? e.Order : e.At.UtcTicks;

    /// <summary>Takes the numbers of events that are recorded now; on the disk when this returns.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first of them.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public long Next(int count)
    {
        using var taken = FileLock.Take(_lock);
        using var file = File.OpenHandle(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        long last = Last(file) ?? LastInJournals();
        string text = (last + count).ToString("D19", CultureInfo.InvariantCulture) + "\n";
        RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(text), 0);
        Durable.Flush(file);
        return last + 1;
    }

    private static long? Last(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[20];
        int length = RandomAccess.Read(file, text, 0);
        return long.TryParse(text[..length], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long last) ? last : null;
    }

    private long LastInJournals()
    {
        var layout = new StoreLayout(store);
        return layout.AllJournals().Select(journal => LastIn(layout.Journal(journal))).DefaultIfEmpty(0).Max();
    }

    private static long LastIn(string journal)
    {
        try
        {
            var numbers = JournalReader.Read(journal, 0).Select(entry => entry.Event is { } e ? Of(e) : 0);
            return numbers.DefaultIfEmpty(0).Max();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A journal that cannot be opened stands in nobody's way: UnreadableLines tells it.
            return 0;
        }
    }
}
