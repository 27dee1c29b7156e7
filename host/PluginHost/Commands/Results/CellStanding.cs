using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Output;
using PluginHost.Running.Planning;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Commands.Results;

/// <summary>Says how a recorded cell stands today: with the plugins and data that are here now.</summary>
internal static class CellStanding
{
    public static int Write(Settings settings, ResultStore store, string id)
    {
        var thing = store.Find(id);
        if (thing.Cell is not { } key)
        {
            throw new UsageException($"{id} is a run; give a cell (results show {RunId.Short(thing.Run)} lists its cells), or the recipe's file for all of them");
        }

        var cell = store.Cell(key);
        var (state, reasons) = Standing(settings, store, cell);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new { cell.Key, state, reasons });
            return ExitCode.Done;
        }

        Console.WriteLine($"cell {Described.Key(key)}{(cell.Latest is { } row ? $"  {row.Spec}" : "")}");
        Console.WriteLine(state);
        foreach (string reason in reasons)
        {
            Console.WriteLine($"  {reason}");
        }

        return ExitCode.Done;
    }

    private static (string State, IReadOnlyList<string> Reasons) Standing(Settings settings, ResultStore store, CellHistory cell)
    {
        string place = settings.StoreArgument;
        if (cell.Latest is not { } row)
        {
            var failed = cell.Events.OfType<CellFailed>().LastOrDefault();
            return failed is null
                ? ("missing: it was begun and has no result", ["the run that began it was stopped or killed, or is still at it; the recipe's run goes on from its checkpoint"])
                : ("failed", [failed.Error, $"at {failed.At:u} in run {failed.Run}; the recipe's next run tries it again"]);
        }

        string recorded = $"recorded {row.At:u} by run {row.Run}{(row.Experiment.Length > 0 ? $" ({row.Experiment})" : "")}";
        if (cell.Removal is { } removal)
        {
            return ("missing: its result is in the trash", [recorded, $"removed {removal.At:u}; back: pluginhost results restore {Described.Key(cell.Key)}{place}"]);
        }

        try
        {
            var data = new DataSets(settings.Data);
            string? here = data.Checksum(row.Spec.Data);
            string sum = here ?? row.DataSha256;
            var today = Plan.Planned(row.Spec, settings.LoadPlugins(), sum);
            recorded += here is null ? $"; the images of {row.Spec.Data.Name} are not here, and are taken for the same" : "";
            return today.Key.Hash == row.Cell
                ? ("done: plugins, data and engine are those it was recorded with; a recipe that asks for it does not run it again", [recorded])
                : store.Done([today.Key.Hash]).Count > 0
                    ? ($"stale, and done again as {today.Key.Short}", [recorded, .. ChangeSince.Changes(today, sum, row)])
                    : ($"stale: a recipe that asks for it would run it again, as {today.Key.Short}", [recorded, .. ChangeSince.Changes(today, sum, row)]);
        }
        catch (PluginUseException error)
        {
            return ("done, but it cannot be told whether it is stale", [recorded, error.Message, "noise that a recipe defines itself is known to the recipe alone: pluginhost results why RECIPE"]);
        }
    }
}
