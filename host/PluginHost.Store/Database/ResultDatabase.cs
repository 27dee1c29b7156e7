using LiteDB;
using LiteDB.Engine;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>
/// The LiteDB file of a store, <c>STORE/db/results.db</c>. It is opened for one question at a time, under the store's
/// lock, brought up to the journals, asked, and closed, so that any number of processes can work on one store. Where
/// the folder cannot be written, or locks keep nobody out, this process has a database of its own in memory.
/// </summary>
internal sealed class ResultDatabase : IDisposable
{
    private const string JournalGone =
        "a journal that was read before is gone or became shorter; results are read again from all journals";

    private const int Comparisons = 3;

    private readonly Lock _gate = new();
    private readonly string _store;
    private readonly StoreLayout _layout;
    private readonly string _folder;
    private readonly string _file;
    private readonly Action<string> _notice;
    private readonly Action<long, long>? _progress;
    private LiteDatabase? _inMemory;
    private LiteDatabase? _empty;
    private bool _isChecked;

    /// <param name="store">The store's folder.</param>
    /// <param name="notice">Told in one line what was mended, and what cannot be done.</param>
    /// <param name="progress">
    /// Told, while journals are brought in, how many bytes were read and how many there are.
    /// </param>
    public ResultDatabase(string store, Action<string> notice, Action<long, long>? progress)
    {
        _progress = progress;
        _store = store;
        _layout = new StoreLayout(store);
        _folder = _layout.Database;
        _file = Path.Combine(_folder, "results.db");
        _notice = notice;
    }

    /// <summary>Answers a question from a database that has all that the journals have.</summary>
    /// <param name="question">What it returns must be read already: the database is closed then.</param>
    public T Ask<T>(Func<LiteDatabase, T> question)
    {
        lock (_gate)
        {
            StoreFormat.Require(_store);
            if (!IsStore)
            {
                return question(_empty ??= NewInMemory());
            }

            CheckDisk();
            while (true)
            {
                if (_inMemory is { } db)
                {
                    return InMemory(db, question);
                }

                try
                {
                    return OnDisk(question);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    LeaveDisk(Unwritable(e));
                }
            }
        }
    }

    /// <summary>
    /// Compares the database with one that is made of the journals anew, in memory: the names of records that differ;
    /// null where runs recorded so much meanwhile that the two were never of the same lines.
    /// </summary>
    public IReadOnlyList<string>? Differences()
    {
        for (int attempt = 0; attempt < Comparisons; attempt++)
        {
            using var fresh = NewInMemory();
            var ingestion = new Ingestion(fresh, _store, _progress);
            while (ingestion.Run() == IngestionState.Unfinished)
            {
            }

            var expected = DatabaseContent.Of(fresh);
            var found = Ask(DatabaseContent.Of);
            if (found.IsOfSame(expected))
            {
                return expected.Differences(found);
            }
        }

        return null;
    }

    /// <summary>Makes the database again from the journals.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public void Rebuild()
    {
        lock (_gate)
        {
            StoreFormat.Require(_store);
            if (IsStore)
            {
                DeleteOrSayWhyNot();
            }
        }

        Ask(_ => 0);
    }

    public void Dispose()
    {
        _inMemory?.Dispose();
        _empty?.Dispose();
    }

    /// <summary>Whether anything was ever recorded: nothing is made in a place where there is no store.</summary>
    private bool IsStore => Directory.Exists(_layout.Journals) || File.Exists(_file);

    private void CheckDisk()
    {
        if (!_isChecked)
        {
            _isChecked = true;
            if (Obstacle() is { } why)
            {
                LeaveDisk(why);
            }
        }
    }

    /// <summary>Why the database cannot be kept on the disk; null when it can.</summary>
    private string? Obstacle()
    {
        try
        {
            _layout.Make(_folder);
            return FileLock.KeepsOut(_folder)
                ? null
                : $"the file system of {_store} does not lock files: a second process would not be kept out";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unwritable(e);
        }
    }

    private string Unwritable(Exception e) => $"{_folder} cannot be written ({WriteObstacle.Of(e)})";

    private void DeleteOrSayWhyNot()
    {
        string? why = Obstacle();
        try
        {
            if (why is null)
            {
                using var taken = TakeLock();
                Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            why = Unwritable(e);
        }

        if (why is not null)
        {
            throw new StoreException(
                $"the database in {_folder} cannot be made again: {why}; "
                + "tables are made of the journals all the same, `doctor` says what else is wrong");
        }
    }

    private T OnDisk<T>(Func<LiteDatabase, T> question)
    {
        bool wasDamaged = false;
        while (true)
        {
            // Taken anew for each part of many journals: others may have their turn in between.
            using var taken = TakeLock();
            LiteDatabase? db = null;
            try
            {
                db = OpenFile();
                var state = new Ingestion(db, _store, _progress).Run();
                if (state == IngestionState.Complete)
                {
                    var answer = question(db);
                    db.Dispose();
                    return answer;
                }

                db.Dispose();
                if (state == IngestionState.Unfit)
                {
                    Delete();
                    _notice(JournalGone);
                }
            }
            catch (Exception e) when (IsDamage(e) && !wasDamaged)
            {
                wasDamaged = true;
                DisposeDamaged(db);
                _notice($"the database is damaged ({e.Message}); it was moved to {SetAside()} and is made again from the journals");
            }
            catch
            {
                DisposeDamaged(db);
                throw;
            }
        }
    }

    private T InMemory<T>(LiteDatabase db, Func<LiteDatabase, T> question)
    {
        while (true)
        {
            switch (new Ingestion(db, _store, _progress).Run())
            {
                case IngestionState.Complete:
                    return question(db);
                case IngestionState.Unfit:
                    db.Dispose();
                    _inMemory = db = NewInMemory();
                    _notice(JournalGone);
                    break;
            }
        }
    }

    private FileLock TakeLock() => FileLock.Take(Path.Combine(_folder, "lock"));

    private LiteDatabase OpenFile()
    {
        if (File.Exists(_file) && new FileInfo(_file).Length == 0)
        {
            throw new InvalidDataException("the file is empty");
        }

        var db = Open(_file);
        if (db.UserVersion == Ingestion.Schema)
        {
            return db;
        }

        // New, or with documents of another version of the program: the journals have all of it.
        db.Dispose();
        Delete();
        db = Open(_file);
        Ingestion.Prepare(db);
        return db;
    }

    private void LeaveDisk(string why)
    {
        _notice($"{why}; results are read from the journals into memory, which takes longer");
        _inMemory = NewInMemory();
    }

    private static LiteDatabase NewInMemory()
    {
        var db = Open(":memory:");
        Ingestion.Prepare(db);
        return db;
    }

    /// <summary>Deletes the database, and those of earlier versions of the program.</summary>
    private void Delete()
    {
        string[] earlier = ["current", "index"];
        foreach (string file in Directory.EnumerateFiles(_folder, "results*.db").Concat(earlier.Select(name => Path.Combine(_folder, name))))
        {
            File.Delete(file);
        }
    }

    /// <summary>Nothing is deleted that somebody may want to look at.</summary>
    /// <returns>The file's new name.</returns>
    private string SetAside()
    {
        string aside = "";
        for (int number = 1; aside.Length == 0 || File.Exists(aside); number++)
        {
            aside = Path.Combine(_folder, $"damaged-{number}.db");
        }

        File.Move(_file, aside);
        File.Delete(Path.Combine(_folder, "results-log.db"));
        return aside;
    }

    // Not through a connection string: a binary collation can be given for every kind of file only here, and Shared mode
    // (a machine-wide mutex around every operation) cannot be asked for by mistake.
    private static LiteDatabase Open(string file) =>
        new(new LiteEngine(new EngineSettings { Filename = file, Collation = Collation.Binary }));

    /// <summary>
    /// Damaged pages make LiteDB throw nearly anything (casts, null references, its own exceptions): whatever is not
    /// about our question, the disk or memory is taken as damage, because the journals can answer again.
    /// </summary>
    private static bool IsDamage(Exception e) =>
        e is not (StoreException or QueryException or IOException or UnauthorizedAccessException or OutOfMemoryException);

    private static void DisposeDamaged(LiteDatabase? db)
    {
        try
        {
            db?.Dispose();
        }
        catch (Exception e) when (IsDamage(e) || e is IOException)
        {
            // It is being thrown away because it is damaged or cannot be written; there is nothing to save in it.
        }
    }
}
