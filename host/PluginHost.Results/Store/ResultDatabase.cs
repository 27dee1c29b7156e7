using LiteDB;
using LiteDB.Engine;

namespace PluginHost.Results;

/// <summary>
/// The database behind a store: a generation file when this process has the lock, else one in memory that is made from
/// those journals that a question is about. It is opened by the first question. Lives on one <see cref="DatabaseThread"/>.
/// </summary>
internal sealed class ResultDatabase : IDisposable
{
    private readonly string _store;
    private readonly Action<string> _notice;
    private readonly GenerationFiles _files;
    private StoreLock? _lock;
    private LiteDatabase? _db;
    private string? _file;
    private object? _upToDate;

    public ResultDatabase(string store, Action<string> notice)
    {
        _store = store;
        _notice = notice;
        string folder = StoreFolders.Database(store);
        _files = new GenerationFiles(folder);
        _lock = StoreLock.TryTake(folder, out string? reason);
        if (reason is not null)
        {
            notice($"{reason}; results are read from the journals into memory");
        }
    }

    /// <summary>Whether another process (or nobody, in a folder that cannot be written) keeps the database on disk.</summary>
    public bool InMemoryOnly => _lock is null;

    /// <summary>Where the events of some cells and artifacts lie; a damaged database is made again from the journals first.</summary>
    /// <param name="keys">The cells' and artifacts' keys.</param>
    /// <param name="journals">The journals that speak of them.</param>
    /// <param name="asOf">Stands for what the journals held; as long as it is the same object, nothing needs to be read again.</param>
    public List<EventPlace> Places(IReadOnlyList<string> keys, IReadOnlyList<string> journals, object asOf)
    {
        try
        {
            var db = _db is { } known && _upToDate == asOf && !InMemoryOnly ? known : UpToDate(journals);
            _upToDate = asOf;
            return EventDocuments.Places(db, keys, journals);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !InMemoryOnly)
        {
            LeaveDisk(e);
        }
        catch (Exception e) when (IsDamage(e))
        {
            Replace($"the database is damaged ({e.Message})", keep: true);
        }

        return EventDocuments.Places(UpToDate(journals), keys, journals);
    }

    /// <summary>Makes the database again from the journals.</summary>
    public void Rebuild()
    {
        Replace(null, keep: false);
        UpToDate([]);
    }

    public void Dispose()
    {
        _db?.Dispose();
        _lock?.Dispose();
    }

    private LiteDatabase UpToDate(IReadOnlyList<string> journals)
    {
        var db = _db ??= _lock is null ? InMemory() : OpenCurrent();
        if (!Ingestion.Fits(db, _store))
        {
            db = Replace("a journal that the database was made from is gone or became shorter", keep: false);
        }

        Ingestion.Run(db, _store, InMemoryOnly ? journals : StoreFolders.AllJournals(_store));
        return db;
    }

    private LiteDatabase OpenCurrent()
    {
        string? file = null;
        try
        {
            file = _files.Current();
            if (file is null)
            {
                return NewGeneration();
            }

            _files.DeleteOthers(file);
            var db = Open(file);
            if (db.UserVersion == Ingestion.Schema && CanBeRead(db))
            {
                _file = file;
                return db;
            }

            db.Dispose();
            _notice("the database was made by another version of the program; it is made again from the journals");
            return NewGeneration();
        }
        catch (Exception e) when (IsDamage(e) && file is not null)
        {
            _notice($"the database cannot be opened ({e.Message}); it was moved to {_files.SetAside(file)} and is made again from the journals");
            return NewGeneration();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _notice($"the database cannot be written ({e.Message}); results are read from the journals into memory");
            _lock?.Dispose();
            _lock = null;
            return InMemory();
        }
    }

    /// <summary>A new database takes the place of the present one.</summary>
    private LiteDatabase Replace(string? reason, bool keep)
    {
        DisposeDamaged(_db);
        if (_lock is null)
        {
            return _db = InMemory();
        }

        try
        {
            string? old = _file;
            string where = keep && old is not null && File.Exists(old) ? $"; it was moved to {_files.SetAside(old)}" : "";
            _db = NewGeneration();
            if (reason is not null)
            {
                _notice($"{reason}{where} and is made again from the journals");
            }

            return _db;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LeaveDisk(e);
        }
    }

    private LiteDatabase LeaveDisk(Exception e)
    {
        _notice($"the database cannot be written ({e.Message}); results are read from the journals into memory");
        DisposeDamaged(_db);
        _lock?.Dispose();
        _lock = null;
        return _db = InMemory();
    }

    private LiteDatabase NewGeneration()
    {
        string file = _files.Next();
        var db = Open(file);
        Ingestion.Prepare(db);
        _files.PointAt(file);
        _files.DeleteOthers(file);
        _file = file;
        return db;
    }

    private static LiteDatabase InMemory()
    {
        var db = Open(":memory:");
        Ingestion.Prepare(db);
        return db;
    }

    // Not through a connection string: a binary collation can be given for every kind of file only here, and Shared mode
    // (a machine-wide mutex around every operation) cannot be asked for by mistake.
    private static LiteDatabase Open(string file) =>
        new(new LiteEngine(new EngineSettings { Filename = file, Collation = Collation.Binary }));

    /// <summary>Reads a page of everything, so that damage shows now rather than in the middle of a table.</summary>
    private static bool CanBeRead(LiteDatabase db)
    {
        foreach (string collection in db.GetCollectionNames().ToList())
        {
            _ = db.GetCollection(collection).FindOne(Query.All());
        }

        return true;
    }

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
