using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Commands.Results;

internal static class ResultsList
{
    private const int Shown = 50;

    private static readonly string[] RunFields =
    [
        "run", "experiment", "recipe", "preset", "status", "started", "cells", "done", "failed", "tags", "note",
        "imported",
    ];

    public static Command Create()
    {
        var cells = OptionKinds.Switch("--cells", "single results instead of runs");
        var where = OptionKinds.Text("--where", "FILTER", "only these, such as 'status == failed', or with --cells 'noise == rem && accuracy < 50'");
        var limit = OptionKinds.WholeNumber("--limit", "N", $"how many at most, 0 for all [default: {Shown}]", 0);
        var ascii = OptionKinds.Switch("--ascii", "no signs but those of ASCII");
        var command = new Command("list", "all runs, the newest first; with --cells single results") { cells, where, limit, ascii };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            using var store = settings.OpenStore();
            int most = parsed.GetValue(limit) ?? (settings.Json ? 0 : Shown);
            most = most == 0 ? int.MaxValue : most;
            return parsed.GetValue(cells)
                ? CellList.Write(settings, store, parsed.GetValue(where), most)
                : Run(settings, store, parsed.GetValue(where), most, parsed.GetValue(ascii));
        });
        return command;
    }

    private static int Run(Settings settings, ResultStore store, string? where, int most, bool ascii)
    {
        var all = store.Runs();
        var runs = where is null ? all : Fitting(store.WithDone(all), where);
        var shown = store.WithDone([.. runs.Take(most)]);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, shown);
            return ExitCode.Done;
        }

        if (all.Count == 0)
        {
            Console.WriteLine(Nothing(settings, store, "runs"));
            return ExitCode.Done;
        }

        var now = TimeProvider.System.GetUtcNow();
        var columns = new Columns(
            "RUN", "EXPERIMENT", "PRESET", "STATUS", "CELLS", "FAILED", "STARTED (UTC)", "TIME", "TAGS", "NOTE",
            "IMPORTED FROM");
        foreach (var run in shown)
        {
            columns.Add(
                RunId.Short(run.Id), run.Experiment, run.Preset, StatusSigns.Of(run.State, ascii), $"{run.Done}/{run.Planned}",
                run.Failed > 0 ? $"{run.Failed}" : "", run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Durations.Text(run.Lasted(now)), string.Join(' ', run.Remarks.Tags), Note(run.Remarks.Note),
                run.ImportedFrom is { } folder ? Running.Words.Shown.Path(folder) : "");
        }

        columns.Write(Console.Out, omitEmpty: true);
        More(runs.Count, shown.Count, "runs");
        return ExitCode.Done;
    }

    /// <summary>What is said of an empty list: that nothing was recorded only where everything could be read.</summary>
    internal static string Nothing(Settings settings, ResultStore store, string what) => store.Unreadable().Count > 0
        ? $"no {what} that can be read in {settings.Store}"
        : $"no {what} in {settings.Store} yet; start with: pluginhost run scripts/quickstart.csx";

    /// <summary>A note's beginning; all of it is shown by <c>results show</c>.</summary>
    internal static string Note(string? note) => note is null ? "" : note.Split('\n')[0] is { Length: > 40 } line ? line[..39] + "…" : note.Split('\n')[0];

    internal static void More(int count, int shown, string what)
    {
        if (shown < count)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - shown:N0} older {what} are not shown; --limit 0 shows all"));
        }
    }

    private static List<RunSummary> Fitting(IReadOnlyList<RunSummary> runs, string where)
    {
        var filter = FilterExpression.Parse(where, RunFields);
        List<RunSummary> fitting = [.. runs.Where(run => filter.Matches(name => Value(run, name)))];
        return fitting.Count > 0 || runs.Count == 0
            ? fitting
            : throw new QueryException($"no run fits '{where}': {filter.ValuesSeen(runs.Select(run => (Func<string, OptionValue?>)(name => Value(run, name))))}");
    }

    private static OptionValue? Value(RunSummary run, string name) => name switch
    {
        "run" => run.Id,
        "experiment" => run.Experiment,
        "recipe" => run.Recipe,
        "preset" => run.Preset,
        "status" => StatusSigns.Word(run.State),
        "started" => run.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "cells" => run.Planned,
        "done" => run.Done,
        "failed" => run.Failed,
        "tags" when !run.Remarks.Tags.IsEmpty => string.Join(' ', run.Remarks.Tags),
        "note" when run.Remarks.Note is { } note => note,
        "imported" when run.ImportedFrom is { } folder => folder,
        _ => default(OptionValue?),
    };
}
