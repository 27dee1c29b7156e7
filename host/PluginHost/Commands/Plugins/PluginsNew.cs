using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Templates;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Plugins;

internal static class PluginsNew
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", PluginKindWords.All) };
        var name = new Argument<string>("NAME") { Description = "its id: lower-case letters, digits and hyphens, such as my-noise" };
        var folder = OptionKinds.Text("--folder", "DIR", "where its folder is made [default: plugins/ beside plugins.json]");
        var command = new Command("new", "make a plugin from a template: it works as it is") { kind, name, folder };
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name), parsed.GetValue(folder)));
        return command;
    }

    private static int Run(Settings settings, string kindWord, string name, string? folder)
    {
        var kind = PluginKindWords.Parse(kindWord)
            ?? throw new UsageException($"'{kindWord}' is no kind of plugin{Nearest.Hint(kindWord, PluginKindWords.All)}");
        string made = Write(kind, name, folder ?? Path.Combine(settings.Root, "plugins"));
        string shown = Shown.Path(made);
        Console.WriteLine($"made {shown}; build it with: dotnet build {shown} -c Release");
        Console.WriteLine($"then: pluginhost plugins show {name}");
        return ExitCode.Done;
    }

    private static string Write(PluginKind kind, string name, string folder)
    {
        try
        {
            return PluginTemplate.Write(kind, name, folder, AppContext.BaseDirectory);
        }
        catch (ArgumentException wrongName)
        {
            throw new UsageException(wrongName.Message);
        }
    }
}
