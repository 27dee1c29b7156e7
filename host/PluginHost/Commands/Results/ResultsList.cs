using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Results;

namespace PluginHost.Commands;

internal static class ResultsList
{
    public static Command Create()
    {
        var command = new Command("list", "all runs, the newest first");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        using var store = settings.OpenStore();
        var runs = store.Runs();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, runs);
            return ExitCode.Done;
        }

        if (runs.Count == 0)
        {
            Console.WriteLine($"no runs in {settings.Store} yet; start with: pluginhost run scripts/quickstart.csx");
            return ExitCode.Done;
        }

        var columns = new Columns("RUN", "EXPERIMENT", "PRESET", "STATE", "STARTED (UTC)", "TIME", "CELLS", "NEW", "FAILED");
        foreach (var run in runs)
        {
            columns.Add(
                run.Id, run.Experiment, run.Preset, run.State.ToString().ToLowerInvariant(),
                run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Durations.Text((run.Ended ?? run.LastSeen) - run.Started),
                $"{run.Planned}", $"{run.Finished}", $"{run.Failed}");
        }

        columns.Write(Console.Out);
        Notes(store);
        return ExitCode.Done;
    }

    private static void Notes(ResultStore store)
    {
        if (store.Unreadable() is { Count: > 0 } unreadable)
        {
            Console.WriteLine($"{unreadable.Count} journal lines cannot be read, all others count; the first: {unreadable[0].Journal}, byte {unreadable[0].Offset}: {unreadable[0].Problem}");
        }
    }
}
