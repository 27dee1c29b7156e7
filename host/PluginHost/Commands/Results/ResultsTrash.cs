using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store;

namespace PluginHost.Commands.Results;

/// <summary>Removing, the trash, and coming back from it.</summary>
internal static class ResultsTrash
{
    public static Command Remove()
    {
        var ids = Ids();
        var command = new Command("remove", "put results, or runs with all their results, into the trash: tables leave them out, and their cells would be run again") { ids };
        command.SetAction(parsed => Each(Settings.Of(parsed), parsed.GetRequiredValue(ids), (store, annotations, id, place) =>
        {
            var thing = annotations.Remove(id);
            return $"{Described.Thing(thing)} is in the trash; undo: pluginhost results restore {Annotations.Short(thing)}{place}";
        }));
        return command;
    }

    public static Command Restore()
    {
        var ids = Ids();
        var command = new Command("restore", "take results or runs back from the trash") { ids };
        command.SetAction(parsed => Each(Settings.Of(parsed), parsed.GetRequiredValue(ids), (store, annotations, id, place) =>
        {
            var thing = annotations.Restore(id);
            return store.Trash().Any(removed => removed.IsRun && removed.Id == thing.Run)
                ? $"{Described.Thing(thing)} stays in the trash with its run; the run comes back by: pluginhost results restore {thing.Run}{place}"
                : $"{Described.Thing(thing)} is back; undo: pluginhost results remove {Annotations.Short(thing)}{place}";
        }));
        return command;
    }

    public static Command List()
    {
        var command = new Command("trash", "what was removed and can be restored, what was removed last first");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static Argument<string[]> Ids() => new("ID") { Description = "a run or a cell, or the beginning of its name", Arity = ArgumentArity.OneOrMore };

    private static int Each(Settings settings, string[] ids, Func<ResultStore, Annotations, string, string, string> act)
    {
        using var store = settings.OpenStore();
        var annotations = new Annotations(store, TimeProvider.System);
        foreach (string id in ids)
        {
            Console.WriteLine(act(store, annotations, id, settings.StoreArgument));
        }

        return ExitCode.Done;
    }

    private static int Run(Settings settings)
    {
        using var store = settings.OpenStore();
        var trash = store.Trash();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, trash);
            return ExitCode.Done;
        }

        if (trash.Count == 0)
        {
            Console.WriteLine("the trash is empty");
            return ExitCode.Done;
        }

        var columns = new Columns("ID", "KIND", "REMOVED (UTC)", "RESULTS", "WHAT");
        foreach (var removed in trash)
        {
            columns.Add(
                removed.IsRun ? removed.Id : Described.Key(removed.Id), removed.IsRun ? "run" : "result",
                removed.RemovedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), $"{removed.Results}", removed.What);
        }

        columns.Write(Console.Out);
        Console.WriteLine($"back: pluginhost results restore ID{settings.StoreArgument}");
        return ExitCode.Done;
    }
}
