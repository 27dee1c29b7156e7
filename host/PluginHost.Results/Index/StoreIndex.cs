using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What tables, lists and screens ask for, in memory: the newest result of every cell by columns, the runs, failures, and
/// what people said. Read from a file that the last process left, and from what journals gained since; made from the
/// journals alone where there is no such file. Any process may have one at any time. One thread at a time changes it.
/// </summary>
internal sealed class StoreIndex
{
    /// <summary>New rows are brought among the others so many at a time.</summary>
    private const int Batch = 100_000;

    private readonly List<NewRow> _new = [];
    private Dictionary<string, Remarks>? _remarks;
    private bool _changed = true;

    public RowTables Tables { get; init; } = new();

    /// <summary>The newest result of each cell, those in the trash among them.</summary>
    public RowArrays All { get; set; } = RowArrays.None;

    public SortedDictionary<string, IndexedJournal> Journals { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, IndexedRun> Runs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The last failure of each cell that has one, newer results or not.</summary>
    public Dictionary<string, (long At, EventPlace Place)> Failures { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Cells that were begun and had neither a result nor a failure then.</summary>
    public HashSet<string> Begun { get; init; } = new(StringComparer.Ordinal);

    public List<UnreadableLine> Unreadable { get; init; } = [];

    /// <summary>Lines that were cut off: they are looked at again each time.</summary>
    public List<UnreadableLine> Torn { get; private set; } = [];

    public Dictionary<string, SaidOf> Annotations { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many bytes of journals were read since this was made or written.</summary>
    public long Unsaved { get; set; }

    /// <summary>What was said, by cell or by <see cref="SaidOf.RunKey"/>.</summary>
    public IReadOnlyDictionary<string, Remarks> Remarks =>
        _remarks ??= Annotations.ToDictionary(a => a.Key, a => a.Value.Remarks(), StringComparer.Ordinal);

    /// <summary>The rows as of the last <see cref="Read"/>.</summary>
    public ResultRows Rows { get; private set; } = ResultRows.None;

    /// <summary>The same rows and those in the trash.</summary>
    public ResultRows RowsAndTrash { get; private set; } = ResultRows.None;

    /// <summary>
    /// Reads on in all journals; false, and nothing is done, when one that was read is gone or has become shorter.
    /// </summary>
    public bool Read(string store)
    {
        var lengths = StoreFolders.AllJournals(store).ToDictionary(
            name => name, name => new FileInfo(StoreFolders.JournalPath(store, name)).Length, StringComparer.Ordinal);
        if (Journals.Values.Any(journal => !lengths.TryGetValue(journal.Name, out long length) || length < journal.Offset))
        {
            return false;
        }

        Torn = [];
        foreach (var (name, length) in lengths)
        {
            if (!Journals.TryGetValue(name, out var journal))
            {
                Journals[name] = journal = new IndexedJournal { Name = name };
            }

            if (length != journal.Offset)
            {
                ReadOn(journal, StoreFolders.JournalPath(store, name));
            }
        }

        if (_changed)
        {
            Take();
            var removed = RowMarks.Removed(All, Tables, Remarks);
            RowsAndTrash = new ResultRows(All, Tables, Remarks);
            Rows = removed is null ? RowsAndTrash : new ResultRows(All.Without(removed), Tables, Remarks);
            _changed = false;
        }

        return true;
    }

    private void ReadOn(IndexedJournal journal, string path)
    {
        foreach (var entry in JournalReader.Read(path, journal.Offset))
        {
            Apply(journal, entry);
            journal.Offset = entry.Offset + entry.Length + 1;
            Unsaved += entry.Length + 1;
            _changed = true;
        }

        if (JournalReader.TornBytes(path, journal.Offset) is > 0 and var bytes && !RunLife.IsAlive(path))
        {
            Torn.Add(new UnreadableLine(journal.Name, journal.Offset, $"the last line was cut off after {bytes} bytes: its worker was killed"));
        }
    }

    private void Apply(IndexedJournal journal, JournalEntry entry)
    {
        var place = new EventPlace(journal.Name, entry.Offset, entry.Length);
        switch (entry.Event)
        {
            case null:
                Unreadable.Add(new UnreadableLine(journal.Name, entry.Offset, entry.Problem ?? ""));
                return;
            case Annotation e:
                if (!Annotations.TryGetValue(SaidOf.KeyOf(e), out var said))
                {
                    Annotations[SaidOf.KeyOf(e)] = said = new SaidOf();
                }

                said.Apply(e);
                _remarks = null;
                return;
            case RunStarted e:
                Tables.Describe(e.Run, e.Experiment, e.Environment);
                break;
            case CellStarted e:
                journal.Keys.Add(e.Cell);
                Begin(e.Cell);
                break;
            case CellFinished e:
                journal.Keys.Add(e.Cell);
                _new.Add(Tables.Row(e, journal.Name, entry.Offset, entry.Length));
                break;
            case CellFailed e:
                journal.Keys.Add(e.Cell);
                if (!Failures.TryGetValue(e.Cell, out var known) || IsNewer((e.At.UtcTicks, place), known))
                {
                    Failures[e.Cell] = (e.At.UtcTicks, place);
                }

                break;
            case ArtifactMade e:
                journal.Keys.Add(e.Key);
                break;
        }

        if (!Runs.TryGetValue(entry.Event.Run, out var run))
        {
            Runs[entry.Event.Run] = run = new IndexedRun { Id = entry.Event.Run };
        }

        run.Apply(entry.Event, place);
        if (_new.Count >= Batch)
        {
            Take();
        }
    }

    private void Begin(string cell)
    {
        if (All.Cells.Find(cell) < 0)
        {
            Begun.Add(cell);
        }
    }

    private void Take()
    {
        if (_new.Count == 0)
        {
            return;
        }

        All = All.With(_new, Tables);
        _new.Clear();
        Begun.RemoveWhere(cell => All.Cells.Find(cell) >= 0 || Failures.ContainsKey(cell));
    }

    private static bool IsNewer((long At, EventPlace Place) a, (long At, EventPlace Place) b) =>
        NewRow.Compare((a.At, a.Place.Journal, a.Place.Offset), (b.At, b.Place.Journal, b.Place.Offset)) > 0;
}
