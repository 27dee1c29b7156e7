namespace PluginHost.Torture.Stores;

/// <summary>
/// Looks at a store again and again while runs on it are killed or fail, and tells what must never happen.
/// </summary>
/// <param name="store">The store's folder.</param>
internal sealed class StoreWatch(string store)
{
    private HashSet<(string, string)> _lines = [];
    private int _acknowledged;

    /// <summary>How many results the store has.</summary>
    public static int Finished(string store) =>
        JournalLine.Of(store).Count(line => line.Event == "cell-finished");

    /// <summary>Looks at the store after a run.</summary>
    /// <param name="acknowledged">How many results that run told as recorded.</param>
    /// <returns>What is wrong, in words; empty when nothing is.</returns>
    public IReadOnlyList<string> Look(int acknowledged)
    {
        _acknowledged += acknowledged;
        var lines = JournalLine.Of(store);
        return
        [
            .. Lost(lines),
            .. Twice(lines),
            .. Unreadable(lines),
            .. Disagreements(Results.Listed(store), Results.OfJournals(store)),
        ];
    }

    /// <summary>What a finished experiment should not leave behind.</summary>
    public static IEnumerable<string> Leftovers(string store)
    {
        string[] folders = [Path.Combine(store, "checkpoints"), Path.Combine(store, "artifacts")];

        // Files of a write that was killed have random names, and are deleted when they are an hour old.
        return folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "checkpoints"
                || file.EndsWith(".npy.partial", StringComparison.Ordinal)
                || file.EndsWith(".second", StringComparison.Ordinal))
            .Where(file => !IsOfKilledWrite(file))
            .Select(file => $"{Path.GetRelativePath(store, file)} is left behind");
    }

    /// <summary>What the database shows otherwise than the journals have it.</summary>
    public static IEnumerable<string> Disagreements(IReadOnlyList<string> listed, IReadOnlyList<string> ofJournals)
    {
        foreach (string result in ofJournals.Except(listed))
        {
            yield return $"the journals have a result that the database has not: {result}";
        }

        foreach (string result in listed.Except(ofJournals))
        {
            yield return $"the database has a result that the journals have not: {result}";
        }
    }

    private IEnumerable<string> Lost(IReadOnlyList<JournalLine> lines)
    {
        var now = lines.Select(line => (line.Journal, line.Text)).ToHashSet();
        foreach (var (journal, text) in _lines.Except(now))
        {
            yield return $"a line of {journal} is gone: {text[..Math.Min(120, text.Length)]}";
        }

        _lines = now;
        int finished = lines.Count(line => line.Event == "cell-finished");
        if (finished < _acknowledged)
        {
            yield return $"{_acknowledged} results were told as recorded, and {finished} are";
        }
    }

    private static IEnumerable<string> Twice(IReadOnlyList<JournalLine> lines)
    {
        var results = lines.Where(line => line.Event == "cell-finished").GroupBy(line => Text(line, "cell"));
        foreach (var twice in results.Where(cell => cell.Count() > 1))
        {
            yield return $"cell {twice.Key} has {twice.Count()} results";
        }

        var noises = lines.Where(line => line.Event == "artifact-made").GroupBy(line => Text(line, "key"));
        foreach (var twice in noises.Where(noise => noise.Count() > 1))
        {
            yield return $"noise {twice.Key} was made {twice.Count()} times";
        }
    }

    private static IEnumerable<string> Unreadable(IReadOnlyList<JournalLine> lines) =>
        lines.Where(line => line.Entry is null)
            .Select(line => $"a line of {line.Journal} is no JSON: {line.Text[..Math.Min(120, line.Text.Length)]}");

    private static string Text(JournalLine line, string name) => line.Entry?.GetProperty(name).GetString() ?? "";

    private static bool IsOfKilledWrite(string file) =>
        file.EndsWith(".partial", StringComparison.Ordinal)
        && Path.GetExtension(file[..^".partial".Length]).Length == 33;
}
