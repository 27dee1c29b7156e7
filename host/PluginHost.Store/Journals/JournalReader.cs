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

    /// <summary>
    /// The whole lines from an offset on. A last line without a line feed is torn or still being
    /// written: it is not returned, and reading can go on there later.
    /// </summary>
    /// <param name="path">The journal.</param>
    /// <param name="offset">Where a line begins.</param>
    /// <param name="curves">Whether curves are wanted; otherwise they come back empty.</param>
    public static IEnumerable<JournalEntry> Read(string path, long offset, bool curves = false)
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
                        ? new JournalEntry(lineBegin, length, null, TooLong(length))
                        : Entry(buffer.AsSpan(start, feed - start), lineBegin, curves);
                }

                scanned = feed + 1;
                lineBegin = offset + scanned;
                isTooLong = false;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            offset += start;
            filled -= start;
            isTooLong |= filled >= JournalLine.Longest;
            if (isTooLong)
            {
                // Only its end is looked for, in a buffer that the processor holds.
                offset += filled;
                filled = 0;
                buffer = buffer.Length > Chunk ? new byte[Chunk] : buffer;
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
            byte[] line = length <= JournalLine.Longest ? new byte[length] : throw new FormatException(TooLong(length));
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

    private static JournalEntry Entry(ReadOnlySpan<byte> line, long offset, bool curves)
    {
        try
        {
            return new JournalEntry(offset, line.Length, JournalLine.Parse(line, curves), null);
        }
        catch (FormatException e)
        {
            return new JournalEntry(offset, line.Length, null, e.Message);
        }
    }

    private static string TooLong(long length) =>
        $"a line of {length} bytes; no run writes more than {JournalLine.Longest}";

    // Others may write, and even delete: reading never stands in a run's way.
    private static SafeFileHandle Open(string path)
    {
        RegularFile.Require(path);
        const FileShare others = FileShare.ReadWrite | FileShare.Delete;
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, others, FileOptions.SequentialScan);
    }
}
