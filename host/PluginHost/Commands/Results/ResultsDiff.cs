using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Commands.Results;

internal static class ResultsDiff
{
    public static Command Create()
    {
        var a = new Argument<string>("A") { Description = "a run or a cell, or the beginning of its name" };
        var b = new Argument<string>("B") { Description = "another of the same kind" };
        var all = OptionKinds.Switch("--all", "also what is the same");
        var command = new Command("diff", "what differs between two runs (settings, recipe, plugins, numbers) or two cells") { a, b, all };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(a), parsed.GetRequiredValue(b), parsed.GetValue(all)));
        return command;
    }

    private static int Run(Settings settings, string a, string b, bool all)
    {
        using var store = settings.OpenStore();
        var (first, second) = (store.Find(a), store.Find(b));
        if ((first.Cell is null) != (second.Cell is null))
        {
            throw new UsageException($"{Described.Thing(first)} and {Described.Thing(second)} cannot be compared: give two runs or two cells");
        }

        if (first.Cell is { } cell && second.Cell is { } other)
        {
            DiffReport.Write(settings, Latest(store, cell), Latest(store, other), all);
        }
        else
        {
            DiffReport.Write(settings, Whole(store, first.Run), Whole(store, second.Run), all);
        }

        return ExitCode.Done;
    }

    private static ResultRow Latest(ResultStore store, string cell) => store.Cell(cell).Latest
        ?? throw new QueryException($"cell {Described.Key(cell)} has no result yet; `results why {Described.Key(cell)}` says more");

    private static (RunRecord Run, IReadOnlyList<ResultRow> Results) Whole(ResultStore store, string run) =>
        (store.Run(run), store.Results(new ResultQuery { Run = run }));
}
