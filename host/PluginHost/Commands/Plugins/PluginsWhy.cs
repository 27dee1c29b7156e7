using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Output;

namespace PluginHost.Commands.Plugins;

internal static class PluginsWhy
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "rem, or noise/rem, or the name of a file" };
        var command = new Command("why", "why a plugin can or cannot be used, and what to do about it") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Settings settings, string name)
    {
        var found = PluginArgument.Find(settings.LoadPlugins(), name);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, found);
        }
        else
        {
            foreach (var report in found)
            {
                Console.WriteLine(report);
            }
        }

        return found.Any(report => report.State == PluginState.Ready) ? ExitCode.Done : ExitCode.Failed;
    }
}
