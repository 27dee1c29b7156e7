using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading.Installing;

namespace PluginHost.Commands.Plugins;

internal static class PluginsInstall
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "a .zip of a built plugin's folder, or a .nupkg of 'dotnet pack'",
        };
        var command = new Command("install", "put plugins of an archive where they are found; each is tried first")
        {
            file,
        };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(file)));
        return command;
    }

    private static int Run(Settings settings, string file)
    {
        var folders = PluginInstallation.Install(file, settings.FindPlugins());
        foreach (var report in settings.LoadPlugins().Reports)
        {
            if (folders.Contains(Path.GetDirectoryName(report.File)))
            {
                Console.WriteLine($"installed: {report}");
            }
        }

        return ExitCode.Done;
    }
}
