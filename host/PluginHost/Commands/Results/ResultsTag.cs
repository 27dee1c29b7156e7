using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Journals;

namespace PluginHost.Commands.Results;

internal static class ResultsTag
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "a run or a cell, or the beginning of its name" };
        var tags = new Argument<string[]>("TAGS") { Description = "+good puts a tag on, -bad takes one off; a filter finds them: --where 'tags == good'", Arity = ArgumentArity.OneOrMore };
        var command = new Command("tag", "put tags on a run or a result, or take them off: results tag 3f9a2c +good -bad") { id, tags };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(id), parsed.GetRequiredValue(tags)));
        return command;
    }

    private static int Run(Settings settings, string id, string[] tags)
    {
        using var store = settings.OpenStore();
        string[] added = [.. tags.Where(tag => !tag.StartsWith('-')).Select(tag => tag.TrimStart('+'))];
        string[] removed = [.. tags.Where(tag => tag.StartsWith('-')).Select(tag => tag[1..])];
        if (added.Intersect(removed, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
        {
            throw new UsageException($"'{both}' is to be put on and taken off at once");
        }

        var thing = new Annotations(store, TimeProvider.System).Tag(id, added, removed);
        string[] now = [.. thing.Cell is { } cell ? store.Cell(cell).Latest?.Tags ?? [] : store.Run(thing.Run).Summary.Remarks.Tags];
        Console.WriteLine($"{Described.Thing(thing)}: {(now.Length > 0 ? $"tags {string.Join(", ", now)}" : "no tags")}");
        if (thing.Cell is not null && removed.Where(tag => now.Contains(tag, StringComparer.OrdinalIgnoreCase)).ToArray() is { Length: > 0 } ofRun)
        {
            Console.WriteLine($"its run has the tag too: pluginhost results tag {RunId.Short(thing.Run)} -{string.Join(" -", ofRun)}{settings.StoreArgument}");
        }

        return ExitCode.Done;
    }
}
