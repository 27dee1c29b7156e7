namespace PluginHost.Results;

/// <summary>
/// The file that a <see cref="StoreIndex"/> is kept in, <c>STORE/db/index</c>. Whoever read much more than stands in it may
/// write it anew, holder of the store's lock or not: it is written beside and renamed, holds nothing that the journals do
/// not, says how far it read each of them, and is checked when read.
/// </summary>
internal static class SavedIndex
{
    /// <summary>Raised when the layout changes; a file of another number is made again from the journals.</summary>
    private const long Schema = 0x5048_0001;

    private const string Partial = ".partial";

    public static string PathIn(string store) => Path.Combine(StoreFolders.Database(store), "index");

    /// <summary>Reads the file; null when there is none, or one of another layout.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static StoreIndex? Read(string store)
    {
        FileStream file;
        try
        {
            file = new FileStream(PathIn(store), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        using (file)
        {
            var reader = new IndexReader(file);
            if (reader.Number() != Schema)
            {
                return null;
            }

            var tables = IndexTables.ReadTables(reader);
            return new StoreIndex
            {
                Tables = tables,
                All = IndexTables.ReadArrays(reader),
                Journals = new(reader.Each(() => new IndexedJournal { Name = reader.Text(), Offset = reader.Number(), Keys = new KeySet(reader.Array<ulong>()) })
                    .ToDictionary(journal => journal.Name), StringComparer.Ordinal),
                Runs = reader.Each(() => ReadRun(reader)).ToDictionary(run => run.Id, StringComparer.Ordinal),
                Failures = reader.Each(() => (Cell: reader.Text(), At: reader.Number(), Place: reader.Place()))
                    .ToDictionary(f => f.Cell, f => (f.At, f.Place), StringComparer.Ordinal),
                Begun = reader.Texts().ToHashSet(StringComparer.Ordinal),
                Unreadable = [.. reader.Each(() => new UnreadableLine(reader.Text(), reader.Number(), reader.Text()))],
                Annotations = reader.Each(() => (Key: reader.Text(), Said: ReadSaid(reader))).ToDictionary(a => a.Key, a => a.Said, StringComparer.Ordinal),
            };
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void Write(string store, StoreIndex index)
    {
        string path = PathIn(store), beside = $"{path}.{Environment.ProcessId}{Partial}";
        Directory.CreateDirectory(StoreFolders.Database(store));
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                Write(new IndexWriter(file), index);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Deletes what processes left that were killed while they wrote; one that writes just now writes again next time.</summary>
    public static void DeleteLeftovers(string store)
    {
        foreach (string file in Directory.EnumerateFiles(StoreFolders.Database(store), $"*{Partial}"))
        {
            File.Delete(file);
        }
    }

    private static void Write(IndexWriter writer, StoreIndex index)
    {
        writer.Number(Schema);
        IndexTables.Write(writer, index.Tables);
        IndexTables.Write(writer, index.All);
        writer.Each(index.Journals.Values, journal =>
        {
            writer.Text(journal.Name);
            writer.Number(journal.Offset);
            writer.Array(journal.Keys.All);
        });
        writer.Each(index.Runs.Values, run => WriteRun(writer, run));
        writer.Each(index.Failures, failure =>
        {
            writer.Text(failure.Key);
            writer.Number(failure.Value.At);
            writer.Place(failure.Value.Place);
        });
        writer.Texts(index.Begun.ToArray());
        writer.Each(index.Unreadable, line =>
        {
            writer.Text(line.Journal);
            writer.Number(line.Offset);
            writer.Text(line.Problem);
        });
        writer.Each(index.Annotations, said => WriteSaid(writer, said.Key, said.Value));
        writer.End();
    }

    private static void WriteSaid(IndexWriter writer, string key, SaidOf said)
    {
        writer.Text(key);
        writer.Each(said.Tags, tag =>
        {
            writer.Text(tag.Key);
            writer.Number(tag.Value.At);
            writer.Number(tag.Value.IsOn ? 1 : 0);
        });
        writer.Number(said.Note.At);
        writer.Text(said.Note.Text);
        writer.Number(said.Removed.At);
        writer.Number(said.Removed.Until);
    }

    private static SaidOf ReadSaid(IndexReader reader) => new()
    {
        Tags = new(reader.Each(() => (Tag: reader.Text(), At: reader.Number(), IsOn: reader.Number() == 1)).ToDictionary(t => t.Tag, t => (t.At, t.IsOn)), StringComparer.Ordinal),
        Note = (reader.Number(), reader.Text()),
        Removed = (reader.Number(), reader.Number()),
    };

    private static void WriteRun(IndexWriter writer, IndexedRun run)
    {
        writer.Text(run.Id);
        writer.Text(run.Recipe);
        writer.Text(run.Experiment);
        writer.Text(run.Preset);
        writer.Number(run.Planned);
        writer.Number(run.Started);
        writer.Number(run.Seen);
        writer.Number(run.Ended ?? -1);
        writer.Text(run.Outcome);
        writer.Place(run.Plan ?? default(EventPlace) with { Journal = "" });
        writer.Texts(run.Journals.ToArray());
        writer.Array(run.Finished.All);
        writer.Array(run.Failed.All);
    }

    private static IndexedRun ReadRun(IndexReader reader) => new()
    {
        Id = reader.Text(),
        Recipe = reader.Text(),
        Experiment = reader.Text(),
        Preset = reader.Text(),
        Planned = reader.Count(),
        Started = reader.Number(),
        Seen = reader.Number(),
        Ended = reader.Number() is >= 0 and var ended ? ended : null,
        Outcome = reader.Text(),
        Plan = reader.Place() is { Journal.Length: > 0 } plan ? plan : null,
        Journals = [.. reader.Texts()],
        Finished = new KeySet(reader.Array<ulong>()),
        Failed = new KeySet(reader.Array<ulong>()),
    };
}
