namespace PluginHost.Store.Journals;

/// <summary>Finds out what of the journals cannot be read.</summary>
internal static class UnreadableLines
{
    /// <summary>All of it, by journals and lines.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lines">Whole lines that could not be read, and why.</param>
    /// <param name="read">How many bytes were read of each journal.</param>
    public static IReadOnlyList<UnreadableLine> Of(
        StoreLayout store, IEnumerable<(EventPlace Place, string Problem)> lines, IReadOnlyDictionary<string, long> read)
    {
        var whole = lines.Select(line => new UnreadableLine(
            line.Place.Journal, LineAt(store.Journal(line.Place.Journal), line.Place.Offset), line.Problem));
        var others = store.AllJournals().Select(name => End(store, name, read.GetValueOrDefault(name)));
        return [.. whole.Concat(others.OfType<UnreadableLine>()).OrderBy(line => line.Journal, StringComparer.Ordinal).ThenBy(line => line.Line)];
    }

    /// <summary>
    /// What lies behind that which was read: a file that cannot be opened, or a last line that was cut off.
    /// </summary>
    private static UnreadableLine? End(StoreLayout store, string name, long read)
    {
        string path = store.Journal(name);
        try
        {
            long length = JournalReader.Length(path), rest = length - read;
            if (rest == 0 || RunLife.IsAlive(path))
            {
                return null;
            }

            // A worker may have written its last lines and ended after the journal was read.
            bool isCut = JournalReader.Feeds(path, length) == JournalReader.Feeds(path, read);
            return !isCut ? null : new UnreadableLine(name, LineAt(path, read), $"the last line was cut off after {rest} bytes: its worker was killed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new UnreadableLine(name, 0, $"the file cannot be read: {e.Message}");
        }
    }

    /// <summary>The number of the line that begins at a byte, from 1.</summary>
    private static long LineAt(string path, long offset)
    {
        try
        {
            return JournalReader.Feeds(path, offset) + 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
