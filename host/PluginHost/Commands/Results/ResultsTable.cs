using System.Collections.Immutable;
using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Commands.Results;

internal static class ResultsTable
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "an experiment or recipe, by its name; or a run, by its id; without one, all results that --where leaves", Arity = ArgumentArity.ZeroOrOne,
        };
        var options = new TableOptions();
        var view = OptionKinds.Text("--view", "NAME", "a saved view; options given here take the place of its own");
        var format = OptionKinds.Choice("--format", "how it is written", TableFormat.Names, "text");
        var width = OptionKinds.WholeNumber("--width", "N", "how many characters a line of text may have [default: the terminal's; in files and pipes as many as needed]", 20);
        var blocks = OptionKinds.Switch("--blocks", "several metrics one below the other");
        var allRuns = OptionKinds.Switch("--all-runs", "the cells of all runs of the experiment, not of the last one only");
        var command = new Command("table", "a comparison table over seeds") { name, view };
        options.AddTo(command);
        foreach (var option in (Option[])[format, width, blocks, allRuns])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            var start = parsed.GetValue(view) is { } saved ? new SavedViews(SavedViews.FileFor(settings.Store)).Get(saved) : new SavedView("table");
            var wanted = options.Read(parsed, start);
            wanted = parsed.GetValue(name) is { } named ? wanted with { Experiment = named } : wanted;
            using var store = settings.OpenStore();
            var (specs, results, missing) = wanted.Experiment is null ? OfAll(store, wanted) : OfPlan(store, wanted, parsed.GetValue(allRuns));
            foreach (var spec in specs)
            {
                var table = ComparisonTable.Build(results, options.Request(parsed, wanted, spec) with
                {
                    Blocks = parsed.GetValue(blocks),
                    Missing = missing,
                });
                string form = settings.Json ? "json" : parsed.GetValue(format) ?? "text";
                Terminal.Data.Write(TableFormat.Write(table, form, settings, parsed.GetValue(width)));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The results of an experiment's last run, or of a run: only those are read.</summary>
    private static (ImmutableArray<TableSpec> Specs, RowSelection Results, int Missing) OfPlan(ResultStore store, SavedView wanted, bool allRuns)
    {
        var query = QueryOf(store, wanted.Experiment ?? "", wanted.Preset, allRuns);
        var record = query.Run is { } run ? store.Run(run) : store.LastRun(query.Experiment ?? "", query.Preset);
        var results = store.Select(query);
        int missing = store.Planned(query).Count - results.Count;
        if (wanted.Filter is { } filter)
        {
            results = Filtered(results, filter);
        }

        var first = record.Tables is [var declared, ..] ? declared : new TableSpec("train.radius", "noise", Metric.TestAccuracy, "", null);
        return (wanted.IsTable || wanted.Metrics.Length > 0
            ? [SpecOf(wanted, first)]
            : record.Tables.IsDefaultOrEmpty ? [first] : record.Tables, results, missing);
    }

    private static (ImmutableArray<TableSpec> Specs, RowSelection Results, int Missing) OfAll(ResultStore store, SavedView wanted)
    {
        if (!wanted.IsTable)
        {
            throw new UsageException("name an experiment (results list shows them), or what the table shall show: --rows train.radius --columns noise --where 'preset == mini'");
        }

        var rows = store.Rows();
        string where = string.Join(" && ", new[] { wanted.Filter is { } filter ? $"({filter})" : null, wanted.Preset is { } preset ? $"preset == \"{preset}\"" : null }.OfType<string>());
        var results = new RowSelection(rows, where.Length > 0 ? CellList.Fitting(rows, where) : null);
        return ([SpecOf(wanted, new TableSpec("", "", Metric.TestAccuracy, "", null))], results, 0);
    }

    private static TableSpec SpecOf(SavedView wanted, TableSpec first) => new(
        Fields(wanted.Rows, first.Rows, wanted.Columns), Fields(wanted.Columns, first.Columns, wanted.Rows),
        wanted.Metrics.IsEmpty ? first.Metrics : string.Join(",", wanted.Metrics), "", first.PaperTable)
        {
            Aggregate = first.Aggregate, Best = first.Best,
        };

    /// <summary>The wanted fields; else the recipe's, without those that are wanted on the other side.</summary>
    private static string Fields(ImmutableArray<string> wanted, string declared, ImmutableArray<string> others) => string.Join(",", wanted.IsEmpty
        ? declared.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Except(others)
        : wanted);

    private static ResultQuery QueryOf(ResultStore store, string name, string? preset, bool allRuns)
    {
        var runs = store.Runs();
        return !runs.Any(run => run.Experiment == name || run.Recipe == name) && runs.Any(run => IsCalled(run.Id, name))
            ? new ResultQuery { Run = name, Preset = preset }
            : new ResultQuery { Experiment = name, Preset = preset, AllRuns = allRuns };
    }

    private static bool IsCalled(string run, string name) =>
        run.StartsWith(name, StringComparison.Ordinal) || RunId.Short(run).StartsWith(name, StringComparison.Ordinal);

    private static RowSelection Filtered(RowSelection results, string text)
    {
        var filter = results.Condition(text);
        var chosen = results.Where(filter);
        return chosen.Count > 0 ? chosen : throw new QueryException($"no result fits '{text}': {filter.ValuesSeen(results.Values())}");
    }
}
