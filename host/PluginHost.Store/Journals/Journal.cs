using Microsoft.Win32.SafeHandles;

namespace PluginHost.Store.Journals;

/// <summary>
/// The append-only file of one worker, <c>STORE/journals/DATE/RUN.jsonl</c>. It is the truth: everything else in the
/// store can be made from it again. While it is open, a lock file beside it tells others that the run is alive.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private readonly FileLock _life;
    private readonly EventNumbers _numbers;
    private long _length;
    private bool _tornTail;

    private Journal(string store, string path, FileMode mode)
    {
        FilePath = path;
        _numbers = new EventNumbers(store);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            _file = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !File.Exists(path))
        {
            throw Unwritable(e);
        }

        try
        {
            _life = RunLife.Begin(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _length = RandomAccess.GetLength(_file);
        _tornTail = _length > 0 && LastByte() != (byte)'\n';
    }

    /// <summary>Where the journal lies.</summary>
    public string FilePath { get; }

    /// <summary>
    /// Starts a worker's journal; a second worker of the same run gets <c>RUN-2.jsonl</c>, and so on.
    /// </summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="run">The run, as <see cref="RunId.New"/> makes it: the folder's date is taken from it.</param>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public static Journal Create(string store, string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentException.ThrowIfNullOrEmpty(run);
        string folder = Path.Combine(new StoreLayout(store).Journals, DateOf(run));
        for (int worker = 1; ; worker++)
        {
            string path = Path.Combine(folder, $"{run}{(worker == 1 ? "" : $"-{worker}")}.jsonl");
            try
            {
                return new Journal(store, path, FileMode.CreateNew);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another worker of the run has this name.
            }
        }
    }

    /// <summary>
    /// Opens a journal to append to it, and makes it when there is none; a torn last line stays behind as one
    /// unreadable line.
    /// </summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="path">The journal's file.</param>
    /// <exception cref="StoreException">It cannot be opened or written.</exception>
    internal static Journal OpenOrCreate(string store, string path)
    {
        try
        {
            return new Journal(store, path, FileMode.OpenOrCreate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the journal {path} cannot be opened for writing: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">
    /// It could not be written (no space, no right): the event does not count.
    /// </exception>
    public void Append(RunEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Append([entry]);
    }

    /// <summary>Appends events, which together cost the disk as much as one.</summary>
    /// <exception cref="StoreException">They could not be written: none of them counts.</exception>
    internal void Append(IReadOnlyList<RunEvent> entries)
    {
        lock (_gate)
        {
            try
            {
                long first = _numbers.Next(entries.Count);
                var numbered = entries.Select((entry, i) => entry with { Order = first + i });
                byte[] lines = [.. numbered.SelectMany(JournalLine.Of)];
                byte[] bytes = _tornTail ? [(byte)'\n', .. lines] : lines;
                RandomAccess.Write(_file, bytes, _length);
                Durable.Flush(_file);
                _length += bytes.Length;
                _tornTail = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                // .NET reports a file beyond the allowed size (ulimit -f) as an argument out of range.
                Cut();
                throw Unwritable(e);
            }
        }
    }

    /// <summary>Closes the file; the run no longer counts as alive.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _life.Dispose();
    }

    /// <summary>Takes a half-written line back; where even that fails, the next line starts on a fresh line.</summary>
    private void Cut()
    {
        try
        {
            RandomAccess.SetLength(_file, _length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            _length = RandomAccess.GetLength(_file);
            _tornTail = _length > 0 && LastByte() != (byte)'\n';
        }
    }

    private byte LastByte()
    {
        Span<byte> last = stackalloc byte[1];
        RandomAccess.Read(_file, last, _length - 1);
        return last[0];
    }

    private StoreException Unwritable(Exception e) => new(
        $"results cannot be written to {FilePath}: {e.Message} Everything recorded before is safe; make room (or the folder "
        + "writable, or give another --store) and run the same command again.", e);

    // A run is named by its moment, so its journal lies in the same folder whenever it is opened.
    private static string DateOf(string run) =>
        run.Length >= 8 && run.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0 ? $"{run[..4]}-{run[4..6]}-{run[6..8]}" : "undated";
}
