using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Running.Words;
using PluginHost.Store;

namespace PluginHost.Commands.Results;

internal static class ResultsNote
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "a run or a cell, or the beginning of its name" };
        var text = new Argument<string>("TEXT") { Description = "the note, in place of the last one; \"\" for none" };
        var command = new Command("note", "write a note on a run or a result; `results show ID` prints it") { id, text };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(id), parsed.GetRequiredValue(text)));
        return command;
    }

    private static int Run(Settings settings, string id, string text)
    {
        using var store = settings.OpenStore();
        var thing = new Annotations(store, TimeProvider.System).Note(id, text);
        Console.WriteLine($"{Described.Thing(thing)}: {(text.Trim().Length > 0 ? "noted" : "has no note now")}");
        return ExitCode.Done;
    }
}
