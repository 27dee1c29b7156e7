using Microsoft.Win32.SafeHandles;

namespace PluginHost.Store.Journals;

/// <summary>A line of a journal: its event, or the reason why it cannot be read.</summary>
/// <param name="Offset">Where the line begins, in bytes.</param>
/// <param name="Length">How many bytes it has, without its line feed.</param>
/// <param name="Event">The event; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed record JournalEntry(long Offset, long Length, RunEvent? Event, string? Problem);

/// <summary>Reads journals, also while they are being written.</summary>
internal static class JournalReader
{
    private const int Chunk = 1 << 18;

    /// <summary>A longer line is no line of ours: the curves of a long training take some millions of bytes.</summary>
    private const int LongestLine = 1 << 28;

    /// <summary>
    /// The whole lines from an offset on, curves left out. A last line without a line feed is torn or still being
    /// written: it is not returned, and reading can go on there later.
    /// </summary>
    public static IEnumerable<JournalEntry> Read(string path, long offset)
    {
        using var file = Open(path);
        long end = RandomAccess.GetLength(file), lineBegin = offset;
        byte[] buffer = new byte[Chunk];
        int filled = 0;
        bool isTooLong = false;
        while (offset + filled < end)
        {
            int scanned = filled;
            filled += RandomAccess.Read(file, buffer.AsSpan(filled), offset + filled);
            if (filled == scanned)
            {
                yield break;
            }

            int start = 0;
            for (int feed; (feed = buffer.AsSpan(scanned, filled - scanned).IndexOf((byte)'\n')) >= 0; start = scanned)
            {
                feed += scanned;
                long length = offset + feed - lineBegin;
                if (length > 0)
                {
                    yield return isTooLong
                        ? new JournalEntry(lineBegin, length, null, $"a line of {length} bytes, which no run writes")
                        : Entry(buffer.AsSpan(start, feed - start), lineBegin);
                }

                scanned = feed + 1;
                lineBegin = offset + scanned;
                isTooLong = false;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            offset += start;
            filled -= start;
            isTooLong |= filled >= LongestLine;
            if (isTooLong)
            {
                // Only its end is looked for.
                offset += filled;
                filled = 0;
            }
            else if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    /// <summary>Reads one line again, curves and all.</summary>
    /// <exception cref="StoreException">The line is no longer what it was.</exception>
    public static RunEvent ReadAt(string path, long offset, long length)
    {
        try
        {
            using var file = Open(path);
            byte[] line = new byte[length];
            for (int filled = 0, read; filled < length; filled += read)
            {
                read = RandomAccess.Read(file, line.AsSpan(filled), offset + filled);
                if (read == 0)
                {
                    throw new FormatException("the file is shorter than it was");
                }
            }

            return JournalLine.Parse(line, curves: true);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}, byte {offset}: {e.Message}; run `results rebuild`", e);
        }
    }

    /// <summary>How many bytes a journal has.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public static long Length(string path)
    {
        using var file = Open(path);
        return RandomAccess.GetLength(file);
    }

    /// <summary>How many lines end before a byte.</summary>
    /// <inheritdoc cref="Length" path="/exception"/>
    public static long Feeds(string path, long end)
    {
        using var file = Open(path);
        byte[] buffer = new byte[Chunk];
        long feeds = 0;
        for (long at = 0; at < end;)
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(Chunk, end - at)), at);
            if (read == 0)
            {
                break;
            }

            feeds += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }

        return feeds;
    }

    private static JournalEntry Entry(ReadOnlySpan<byte> line, long offset)
    {
        try
        {
            return new JournalEntry(offset, line.Length, JournalLine.Parse(line, curves: false), null);
        }
        catch (FormatException e)
        {
            return new JournalEntry(offset, line.Length, null, e.Message);
        }
    }

    // Others may write, and even delete: reading never stands in a run's way.
    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
}
