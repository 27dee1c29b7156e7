using System.Globalization;
using PluginHost.Files;
using PluginHost.Running.Live;
using PluginHost.Running.Planning;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Running.Health;

/// <summary>Finds what is wrong with a store. Mends nothing, and makes nothing where no store is.</summary>
/// <param name="store">The store's folder.</param>
/// <param name="deep">Whether to read all journals and artifacts, which takes long for a large store.</param>
/// <param name="clock">The time.</param>
public sealed class StoreHealth(string store, bool deep, TimeProvider clock)
{
    /// <summary>Bytes: with less a disk is as good as full.</summary>
    private const long LittleSpace = 2_000_000_000;

    /// <summary>Everything that is found.</summary>
    public IEnumerable<Finding> Findings()
    {
        var folder = Finding.AllOf("store", Folder);
        bool isReadable = Directory.Exists(store) && folder.All(finding => finding.What != "format");
        return isReadable ? folder.Concat(Content()) : folder;
    }

    private IEnumerable<Finding> Content() =>
    [
        .. Finding.AllOf("results", Results),
        .. Finding.AllOf("views", Views),
        .. Finding.AllOf("leftovers", Leftover),
        .. new ArtifactHealth(store, deep).Findings(),
    ];

    private IEnumerable<Finding> Folder()
    {
        if (File.Exists(store))
        {
            yield return new Finding(
                FindingState.Wrong, "store", $"{store} is a file; name a folder with --store, or move the file away");
            yield break;
        }

        if (!Directory.Exists(store))
        {
            yield return new Finding(
                FindingState.Ok, "store", $"{Shown.Path(store)} is not there yet; the first run makes it");
            yield break;
        }

        var format = Finding.Of("format", () =>
        {
            StoreFormat.Require(store);
            return (FindingState.Ok, "");
        });
        if (format.State != FindingState.Ok)
        {
            yield return format;
        }

        long free = new DriveInfo(store).AvailableFreeSpace;
        string room = string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.0} GB free");
        if (Obstacle() is { } obstacle)
        {
            yield return new Finding(
                FindingState.Wrong, "store",
                $"{obstacle}; nothing can be recorded in it: make room or the folder writable, "
                + "or name another one with --store");
            yield break;
        }

        yield return new Finding(FindingState.Ok, "store", $"{Shown.Path(store)}, {room}");
        if (free < LittleSpace)
        {
            yield return new Finding(
                FindingState.Warning, "disk", $"the disk of {store} is nearly full, {room}: make room");
        }

        if (!FileLock.KeepsOut(store))
        {
            yield return new Finding(FindingState.Wrong, "locks", StoreCheck.WithoutLocks(store));
        }
    }

    /// <summary>Why the store, or a folder of it that is written, cannot be written; null when all can.</summary>
    private string? Obstacle()
    {
        var layout = new StoreLayout(store);
        string[] folders =
        [
            store, layout.Journals, layout.Database, layout.Noise, layout.ImportedNoise, layout.Models,
            layout.Checkpoints, layout.WorkLocks, layout.Recipes, layout.Live, layout.Figures,
        ];
        foreach (string folder in folders.Where(Directory.Exists))
        {
            try
            {
                StoreCheck.TryWriting(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return StoreCheck.Unwritable(folder, e);
            }
        }

        return null;
    }

    private IEnumerable<Finding> Results()
    {
        List<string> notices = [];
        using var results = ResultStore.Open(store, notices.Add);
        var runs = results.Runs();
        yield return new Finding(
            FindingState.Ok, "results",
            string.Create(CultureInfo.InvariantCulture, $"{results.Rows().Count:N0} of {runs.Count:N0} runs"));
        var unreadable = results.Unreadable();
        foreach (var line in unreadable)
        {
            yield return new Finding(FindingState.Wrong, "journal", $"{line}; everything else counts");
        }

        // The store tells the first unreadable line too.
        bool IsOfLine(string notice) => unreadable.Any(line => notice.Contains($"{line}", StringComparison.Ordinal));
        foreach (string notice in notices.Where(notice => !IsOfLine(notice)))
        {
            yield return new Finding(FindingState.Warning, "database", notice);
        }

        if (deep)
        {
            yield return Finding.Of("database", () => Compared(results));
        }

        foreach (var finding in Runs(results, runs).Concat(SetAsideCells(results)))
        {
            yield return finding;
        }
    }

    private static (FindingState State, string Text) Compared(ResultStore results)
    {
        if (results.Differences() is not { } differences)
        {
            return (
                FindingState.Warning,
                "not compared with the journals, runs record too much meanwhile; try again later");
        }

        return differences is [var first, ..]
            ? (FindingState.Wrong,
                $"{differences.Count} records differ from the journals, which are right (the first: {first}): "
                + "`pluginhost results rebuild` makes the database again")
            : (FindingState.Ok, "says what the journals say");
    }

    private IEnumerable<Finding> Runs(ResultStore results, IReadOnlyList<RunSummary> runs)
    {
        // What was lost and then begun again is done, or listed, with the later run.
        var last = runs.DistinctBy(run => (run.Experiment, run.Preset));
        var lost = last.Where(run => run.State == RunState.Lost && run.ImportedFrom is null).ToList();
        foreach (var run in results.WithDone(lost).Where(run => run.Done < run.Planned))
        {
            yield return new Finding(
                FindingState.Warning, "run",
                $"{run.Id} ({run.Experiment}, preset {run.Preset}): its process is gone, {run.Done} of {run.Planned} "
                + $"cells are done; to go on: {CommandOf(results, run)}");
        }

        var gone = new LiveFolder(store).List(clock).Where(status => status.State == LiveState.Lost)
            .SelectMany(status => status.Runs.Select(run => (Run: run, status.Process)))
            .ToLookup(at => at.Run, at => at.Process, StringComparer.Ordinal);
        foreach (var run in runs.Where(run => run.State == RunState.Running && gone[run.Id].Any()))
        {
            yield return new Finding(
                FindingState.Warning, "run",
                $"{run.Id} ({run.Experiment}) is listed as running, but its process {gone[run.Id].First().Id} is gone: "
                + "something else holds the lock of its journal; end that, or restart the machine that it is on");
        }
    }

    private static string CommandOf(ResultStore results, RunSummary run) =>
        results.Run(run.Id).Command is { } command
            ? "pluginhost " + string.Join(' ', command.Arguments.Select(RunRequest.Quoted))
            : $"run the recipe {run.Recipe} again";

    private static IEnumerable<Finding> SetAsideCells(ResultStore results) => results.FailedCells()
        .Where(failed => failed.WorkersLost >= SetAside.After)
        .Select(failed => new Finding(
            FindingState.Warning, "cell", $"{Described.Key(failed.Cell)}: {failed.Error}"));

    private IEnumerable<Finding> Views()
    {
        _ = new SavedViews(SavedViews.FileFor(store)).All();
        return [];
    }

    private IEnumerable<Finding> Leftover()
    {
        List<FileInfo> files = [.. Leftovers.In(store, clock)];
        if (files.Count > 0)
        {
            double megabytes = files.Sum(file => file.Length) / 1e6;
            yield return new Finding(
                FindingState.Warning, "leftovers",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{files.Count} unfinished files of killed processes take {megabytes:0.0} MB ")
                + $"(the first: {Shown.Path(files[0].FullName)}); the next run deletes them");
        }
    }
}
