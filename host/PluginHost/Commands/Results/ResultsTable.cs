using System.Collections.Immutable;
using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Contracts;
using PluginHost.Output;
using PluginHost.Results;

namespace PluginHost.Commands;

internal static class ResultsTable
{
    private static readonly Dictionary<string, Aggregate> Aggregates = new()
    {
        ["mean-std"] = Aggregate.MeanStd,
        ["mean-sem"] = Aggregate.MeanSem,
        ["range"] = Aggregate.Range,
        ["median"] = Aggregate.Median,
    };

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "an experiment or recipe, by its name; or a run, by its id" };
        var rows = OptionKinds.Text("--rows", "FIELDS", "fields of the rows, comma separated [default: the recipe's]");
        var columns = OptionKinds.Text("--columns", "FIELDS", "fields of the columns [default: the recipe's]");
        var metric = OptionKinds.Text("--metric", "METRICS", "for example test-accuracy,train-loss [default: the recipe's]");
        var aggregate = OptionKinds.Choice("--agg", "what is told of several seeds", [.. Aggregates.Keys], "mean-std");
        var format = OptionKinds.Choice("--format", "how it is written", TableFormat.Names, "text");
        var best = OptionKinds.Choice("--best", "which value of a row is marked", ["none", "lowest", "highest"], "none");
        var where = OptionKinds.Text("--where", "FILTER", "only these results, such as 'seed < 3 && noise.method == rem'");
        var preset = OptionKinds.Text("--preset", "NAME", "the last run with this preset");
        var paper = OptionKinds.Switch("--paper", "the published values beside ours");
        var blocks = OptionKinds.Switch("--blocks", "several metrics one below the other");
        var allRuns = OptionKinds.Switch("--all-runs", "the cells of all runs of the experiment, not of the last one only");
        var command = new Command("table", "a comparison table over seeds")
        {
            name, rows, columns, metric, aggregate, format, best, where, preset, paper, blocks, allRuns,
        };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            using var store = settings.OpenStore();
            var query = QueryOf(store, parsed.GetRequiredValue(name), parsed.GetValue(preset), parsed.GetValue(allRuns));
            var record = query.Run is { } run ? store.Run(run) : store.LastRun(query.Experiment ?? "", query.Preset);
            var results = store.Results(query);
            if (parsed.GetValue(where) is { } filter)
            {
                results = Filtered(results, filter);
            }

            int missing = store.Planned(query).Count - store.Results(query).Count;
            foreach (var spec in Specs(record, parsed.GetValue(rows), parsed.GetValue(columns), parsed.GetValue(metric)))
            {
                var table = ComparisonTable.Build(results, new TableRequest(spec)
                {
                    Aggregate = Aggregates[parsed.GetValue(aggregate) ?? "mean-std"],
                    Best = Enum.Parse<BestValue>(parsed.GetValue(best) ?? "none", ignoreCase: true),
                    Paper = parsed.GetValue(paper),
                    Blocks = parsed.GetValue(blocks),
                    Missing = missing,
                });
                Console.Out.Write(TableFormat.Write(table, settings.Json ? "json" : parsed.GetValue(format) ?? "text", settings));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static ResultQuery QueryOf(ResultStore store, string name, string? preset, bool allRuns)
    {
        var runs = store.Runs();
        bool isExperiment = runs.Any(run => run.Experiment == name || run.Recipe == name);
        return !isExperiment && runs.Any(run => run.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ? new ResultQuery { Run = name, Preset = preset }
            : new ResultQuery { Experiment = name, Preset = preset, AllRuns = allRuns };
    }

    private static List<ResultRow> Filtered(IReadOnlyList<ResultRow> results, string text)
    {
        var filter = FilterExpression.Parse(text, results);
        List<ResultRow> chosen = [.. results.Where(row => filter.Matches(row.Value))];
        return chosen.Count > 0
            ? chosen
            : throw new QueryException($"no result fits '{text}': {filter.ValuesSeen(results.Select(row => (Func<string, OptionValue?>)row.Value))}");
    }

    /// <summary>The recipe's tables; with rows, columns or metrics given, one table of those.</summary>
    private static ImmutableArray<TableSpec> Specs(RunRecord record, string? rows, string? columns, string? metric)
    {
        var first = record.Tables is [var declared, ..] ? declared : new TableSpec("train.radius", "noise", Metric.TestAccuracy, "", null);
        return rows is null && columns is null && metric is null
            ? record.Tables.IsDefaultOrEmpty ? [first] : record.Tables
            : [new TableSpec(rows ?? first.Rows, columns ?? first.Columns, metric ?? first.Metrics, "", first.PaperTable)];
    }
}
