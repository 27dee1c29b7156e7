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
    private readonly StoreLayout _store;
    private readonly OpenedPlace _place;
    private long _length;
    private int _results;
    private bool _tornTail;

    private Journal(string store, string path, FileMode mode)
    {
        FilePath = path;
        _store = new StoreLayout(store);
        _numbers = new EventNumbers(store);
        StoreFormat.Require(store);
        try
        {
            _store.Make(Path.GetDirectoryName(path) ?? ".");
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

        _place = new OpenedPlace(_file, path);
        _length = RandomAccess.GetLength(_file);
        _tornTail = _length > 0 && LastByte() != (byte)'\n';
    }

    /// <summary>Where the journal lies.</summary>
    public string FilePath { get; }

    /// <summary>
    /// Whether the store was removed or renamed since the journal was opened: nothing counts any more.
    /// </summary>
    public bool IsLost => !_place.IsKept;

    /// <summary>
    /// Starts a worker's journal; a second worker of the same run gets <c>RUN-2.jsonl</c>, and so on.
    /// </summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="run">The run, as <see cref="RunId.New"/> makes it: the folder's date is taken from it.</param>
    /// <exception cref="StoreException">
    /// The store is not there, is of a newer version of the program, or cannot be written.
    /// </exception>
    public static Journal Create(string store, string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentException.ThrowIfNullOrEmpty(run);
        while (true)
        {
            string path = NewPath(store, run);
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
            throw new StoreException($"the journal {path} cannot be opened for writing: {WriteObstacle.Of(e)}", e);
        }
    }

    /// <summary>
    /// Writes a journal with events that happened elsewhere: all of them are there then, or none where the process is
    /// killed.
    /// </summary>
    /// <exception cref="StoreException">It cannot be written: none of the events counts.</exception>
    internal static void CreateWhole(string store, string run, IReadOnlyList<RunEvent> events)
    {
        string path = NewPath(store, run);
        try
        {
            new StoreLayout(store).Make(Path.GetDirectoryName(path) ?? ".");
            using var life = RunLife.Begin(path);
            long first = new EventNumbers(store).Next(events.Count);
            AtomicFile.Write(path, stream =>
            {
                foreach (var (i, e) in events.Index())
                {
                    stream.Write(LineOf(e with { Order = first + i }, path));
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw Unwritable(e, path);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">
    /// It could not be written (no space, no right), or the store was removed or renamed: the event does not count.
    /// </exception>
    public void Append(RunEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            try
            {
                byte[] line = LineOf(entry with { Order = _numbers.Next(count: 1) }, FilePath);
                byte[] bytes = _tornTail ? [(byte)'\n', .. line] : line;
                RandomAccess.Write(_file, bytes, _length);
                Durable.Flush(_file);
                _length += bytes.Length;
                _tornTail = false;
                RequirePlace();
                _results += entry is CellFinished ? 1 : 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                // .NET reports a file beyond the allowed size (ulimit -f) as an argument out of range.
                Cut();
                RequirePlace();
                throw Unwritable(e);
            }
        }
    }

    /// <summary>Does nothing while the store is where it was when the journal was opened.</summary>
    /// <exception cref="StoreException">
    /// It was removed or renamed; says where the results of this journal are, and what to do.
    /// </exception>
    public void RequirePlace()
    {
        if (IsLost)
        {
            throw new StoreException(LostLine());
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

    // What is never read again must not count as recorded.
    private static byte[] LineOf(RunEvent entry, string path)
    {
        byte[] line = JournalLine.Of(entry);
        return line.Length <= JournalLine.Longest
            ? line
            : throw new StoreException(
                $"{path} takes no event of {line.Length} bytes, at most {JournalLine.Longest}; "
                + "make the recipe smaller, or several of it");
    }

    private byte LastByte()
    {
        Span<byte> last = stackalloc byte[1];
        RandomAccess.Read(_file, last, _length - 1);
        return last[0];
    }

    private string LostLine()
    {
        string recorded = $"what this run has recorded ({_results} result{(_results == 1 ? "" : "s")})";
        string inStore = Path.GetRelativePath(_store.Folder, FilePath);
        if (_place.MovedTo is { } file)
        {
            string now = file.EndsWith(inStore, StringComparison.Ordinal) ? file[..^(inStore.Length + 1)] : file;
            return $"the store {_store.Folder} was renamed to {now} while the run went on: {recorded} is safe there; "
                + $"rename it back, or give --store {now}, and run the same command again";
        }

        return _place.IsDeleted
            ? $"the store {_store.Folder} was removed while the run went on, and {recorded} with it; bring it back from "
                + "a copy if there is one, and run the same command again"
            : $"the store {_store.Folder} is not there any more: it was removed, renamed or unmounted while the run went "
                + $"on; {recorded} is in {inStore} below it: bring it back, and run the same command again";
    }

    private StoreException Unwritable(Exception e) => Unwritable(e, FilePath);

    private static StoreException Unwritable(Exception e, string path) => new(
        $"results cannot be written to {path}: {WriteObstacle.Of(e)}. Everything recorded before is safe; make room "
        + "(or the folder writable, or give another --store) and run the same command again.", e);

    private static string NewPath(string store, string run)
    {
        string folder = Path.Combine(new StoreLayout(store).Journals, DateOf(run));
        string path = Path.Combine(folder, $"{run}.jsonl");
        for (int worker = 2; File.Exists(path); worker++)
        {
            path = Path.Combine(folder, $"{run}-{worker}.jsonl");
        }

        return path;
    }

    // A run is named by its moment, so its journal lies in the same folder whenever it is opened.
    private static string DateOf(string run) =>
        run.Length >= 8 && run.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0 ? $"{run[..4]}-{run[4..6]}-{run[6..8]}" : "undated";
}
