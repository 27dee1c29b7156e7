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
            byte[] bytes = File.ReadAllBytes(file);
            var events = new List<RunEvent>();
            for (int from = 0, number = 1, length; from < bytes.Length; from += length + 1, number++)
            {
                int feed = bytes.AsSpan(from).IndexOf((byte)'\n');
                length = feed < 0 ? bytes.Length - from : feed;
                events.Add(Checked(bytes.AsSpan(from, length), $"{file}, line {number}"));
            }

            return events;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static RunEvent Checked(ReadOnlySpan<byte> line, string place)
    {
        string problem = "no export has such an event";
        try
        {
            var e = JournalLine.Parse(line, curves: true);
            if (e is RunStarted or CellFinished or RunEnded or CellTagged or CellNoted)
            {
                return e;
            }
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }

        throw new StoreException($"{place}: {problem}; nothing was imported. Get the file anew");
    }

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
