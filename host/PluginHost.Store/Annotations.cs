using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store;

/// <summary>
/// Lets people say something of results and runs: tags, notes, and putting them into the trash and taking them back. What is
/// said is written into a journal first; <see cref="ResultStore.Refresh"/> is called afterwards.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="clock">The time.</param>
public sealed class Annotations(ResultStore store, TimeProvider clock)
{
    /// <summary>Puts tags on and takes tags off.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <param name="add">Tags it shall have.</param>
    /// <param name="remove">Tags it shall not have.</param>
    /// <exception cref="QueryException">There is no such thing, it has no result, or a tag has characters that no tag has.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public RecordedThing Tag(string id, IEnumerable<string> add, IEnumerable<string> remove)
    {
        var thing = Annotated(id);
        Write(new CellTagged(thing.Cell, [.. add.Select(TagOf).Distinct()], [.. remove.Select(TagOf).Distinct()]) { At = Now, Run = thing.Run });
        return thing;
    }

    /// <summary>Writes a note in place of the last one.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <param name="text">The note; empty to have none.</param>
    /// <inheritdoc cref="Tag" path="/exception"/>
    public RecordedThing Note(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var thing = Annotated(id);
        Write(new CellNoted(thing.Cell, text.Trim()) { At = Now, Run = thing.Run });
        return thing;
    }

    /// <summary>Puts a result, or a run with all its results, into the trash.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <inheritdoc cref="Tag" path="/exception"/>
    public RecordedThing Remove(string id)
    {
        var thing = Annotated(id);
        if (store.Trash().Any(removed => removed.Id == (thing.Cell ?? thing.Run)))
        {
            throw new QueryException($"{Short(thing)} is in the trash already; `results restore {Short(thing)}` brings it back");
        }

        Write(new CellRemoved(thing.Cell, thing.At) { At = Now, Run = thing.Run, UpTo = thing.Order });
        return thing;
    }

    /// <summary>Takes a result or a run back from the trash.</summary>
    /// <param name="id">A run's name or a cell's key, or the beginning of it.</param>
    /// <inheritdoc cref="Tag" path="/exception"/>
    public RecordedThing Restore(string id)
    {
        var thing = Annotated(id);
        var trash = store.Trash();
        if (!trash.Any(removed => removed.Id == (thing.Cell ?? thing.Run)))
        {
            throw new QueryException(trash.Any(removed => removed.Id == thing.Run)
                ? $"{Short(thing)} went to the trash with its run; `results restore {thing.Run}` brings the run and all its results back"
                : $"{Short(thing)} is not in the trash; `results trash` lists what is");
        }

        Write(new CellRestored(thing.Cell) { At = Now, Run = thing.Run });
        return thing;
    }

    /// <summary>A cell's key as people are shown it, or the run's name.</summary>
    public static string Short(RecordedThing thing)
    {
        ArgumentNullException.ThrowIfNull(thing);
        return thing.Cell is { } cell ? cell[..Math.Min(12, cell.Length)] : thing.Run;
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private RecordedThing Annotated(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var thing = store.Find(id);
        return thing.Run.Length > 0 ? thing : throw new QueryException($"cell {Short(thing)} has no result yet, so there is nothing to say of it");
    }

    private void Write(Annotation annotation)
    {
        using (var journal = AnnotationJournal.Open(store.Folder, clock))
        {
            journal.Append(annotation);
        }

        store.Refresh();
    }

    private static string TagOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string tag = text.ToLowerInvariant();
        return tag.Length is > 0 and <= 40 && char.IsLetterOrDigit(tag[0]) && tag.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
            ? tag
            : throw new QueryException($"'{text}' is no tag: a tag has letters, digits, - _ and . (40 at most), and begins with a letter or digit");
    }
}
