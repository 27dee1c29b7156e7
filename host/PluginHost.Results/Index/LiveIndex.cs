namespace PluginHost.Results;

/// <summary>The index of an open store: read when it is opened, kept up with the journals, written when it has gained much.</summary>
internal sealed class LiveIndex
{
    /// <summary>
    /// Reading so many bytes of journals takes as long as writing the file: below that, whoever comes next reads them again.
    /// </summary>
    private const long WorthWriting = 64 << 10, WorthWritingPerRow = 10;

    private readonly Lock _gate = new();
    private readonly string _store;
    private readonly Action<string> _notice;
    private StoreIndex _index;

    public LiveIndex(string store, Action<string> notice)
    {
        _store = store;
        _notice = notice;
        _index = Load();
        Refresh();
    }

    /// <summary>Brings in what journals gained.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            if (!_index.Read(_store))
            {
                _notice("a journal that was read before is gone or became shorter; results are read again from all journals");
                _index = new StoreIndex();
                _index.Read(_store);
            }

            if (_index.Unsaved > WorthWriting + (WorthWritingPerRow * _index.All.Count))
            {
                Save();
            }
        }
    }

    /// <summary>Makes it again from the journals.</summary>
    public void Rebuild()
    {
        lock (_gate)
        {
            _index = new StoreIndex();
            _index.Read(_store);
            Save();
        }
    }

    /// <summary>Answers a question; what it returns must not read the index later.</summary>
    public T Ask<T>(Func<StoreIndex, T> question)
    {
        lock (_gate)
        {
            return question(_index);
        }
    }

    private StoreIndex Load()
    {
        try
        {
            return SavedIndex.Read(_store) ?? new StoreIndex();
        }
        catch (Exception e) when (e is InvalidDataException or UnauthorizedAccessException or IOException)
        {
            _notice($"the file {SavedIndex.PathIn(_store)} cannot be used ({e.Message}); results are read from the journals");
            return new StoreIndex();
        }
    }

    private void Save()
    {
        try
        {
            SavedIndex.Write(_store, _index);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The journals hold everything; the next process reads them again. That the store cannot be written was said.
        }

        _index.Unsaved = 0;
    }
}
