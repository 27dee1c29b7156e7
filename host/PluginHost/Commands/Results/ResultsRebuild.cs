using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Tables.Rows;

namespace PluginHost.Commands.Results;

internal static class ResultsRebuild
{
    public static Command Create()
    {
        var command = new Command("rebuild", "delete the database and make it again from the journals; the same tables come out");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        using var store = settings.OpenStore();
        store.Rebuild();
        Console.WriteLine($"{store.Rows().Count} results of {store.Runs().Count} runs in {settings.Store}");
        foreach (var line in store.Unreadable())
        {
            Console.WriteLine($"cannot be read: {line}");
        }

        return ExitCode.Done;
    }
}
