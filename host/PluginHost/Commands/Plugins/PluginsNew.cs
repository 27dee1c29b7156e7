using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Plugins;

internal static class PluginsNew
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", PluginKindWords.All) };
        var name = new Argument<string>("NAME") { Description = "its id: lower-case letters, digits and hyphens, such as my-noise" };
        var folder = OptionKinds.Text(
            "--folder", "DIR", "where its folder is made [default: one that is searched, plugins/ beside plugins.json]");
        var command = new Command("new", "make a plugin from a template: it works as it is") { kind, name, folder };
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name), parsed.GetValue(folder)));
        return command;
    }

    private static int Run(Settings settings, string kindWord, string name, string? folder)
    {
        var kind = PluginKindWords.Parse(kindWord)
            ?? throw new UsageException($"'{kindWord}' is no kind of plugin{Nearest.Hint(kindWord, PluginKindWords.All)}");
        string made = settings.NewPlugin(kind, name, folder);
        string shown = Shown.Path(made);
        Console.WriteLine($"made {shown}; build it with: dotnet build {shown} -c Release");
        Console.WriteLine(IsSearched(settings, made)
            ? $"then: pluginhost plugins verify {name}"
            : $"it is found when \"folders\" of plugins.json names {Shown.Path(Path.GetDirectoryName(made) ?? made)}");
        return ExitCode.Done;
    }

    private static bool IsSearched(Settings settings, string plugin) =>
        settings.FindPlugins().Folders.Contains(Path.GetDirectoryName(plugin));
}
