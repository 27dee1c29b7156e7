using System.Collections.Immutable;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Store.Exchange;

/// <summary>
/// The file of an exported experiment that brings its results back: <c>journal.jsonl</c>, lines as those of a journal.
/// </summary>
public static class ExportedJournal
{
    /// <summary>What the file is called.</summary>
    public const string FileName = "journal.jsonl";

    /// <summary>
    /// A longer curve is thinned: a point then is the mean of a few steps and stands at the last of them.
    /// </summary>
    public const int MostPoints = 2_000;

    /// <summary>The bytes of events; the same events give the same bytes.</summary>
    /// <remarks>What only this store knows is left out: numbers of events, and folders of this machine.</remarks>
    public static byte[] Write(IEnumerable<RunEvent> events) => [.. events.Select(Portable).SelectMany(JournalLine.Of)];

    /// <summary>The events of an exported folder.</summary>
    /// <exception cref="StoreException">There is no such file, or a line of it cannot be read.</exception>
    public static IReadOnlyList<RunEvent> Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new StoreException(
                $"{folder} holds no {FileName}: give a folder that `results export` wrote, "
                + "or export it again with this version");
        }

        try
        {
            var events = new List<RunEvent>();
            long end = 0;
            foreach (var entry in JournalReader.Read(file, 0, curves: true))
            {
                events.Add(Checked(entry, $"{file}, line {events.Count + 1}"));
                end = entry.Offset + entry.Length + 1;
            }

            return end >= JournalReader.Length(file)
                ? events
                : throw Wrong($"{file}, line {events.Count + 1}", "the last line is cut off");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static RunEvent Checked(JournalEntry entry, string place) =>
        entry.Event is RunStarted or CellFinished or RunEnded or CellTagged or CellNoted
            ? entry.Event
            : throw Wrong(place, entry.Problem ?? "no export has such an event");

    private static StoreException Wrong(string place, string problem) =>
        new($"{place}: {problem}; nothing was imported. Get the file anew");

    private static RunEvent Portable(RunEvent e) => e switch
    {
        RunStarted started => started with
        {
            Order = 0,
            Command = started.Command is { } command ? command with { Folder = "" } : null,
            ImportedFrom = null,
        },
        CellFinished finished => finished with
        {
            Order = 0,
            Curves = finished.Curves.ToImmutableSortedDictionary(
                curve => curve.Key, curve => ThinnedCurve.Of(curve.Value, MostPoints).Curve(), StringComparer.Ordinal),
        },
        _ => e with { Order = 0 },
    };
}
