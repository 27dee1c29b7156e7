using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading.Installing;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Plugins;

internal static class PluginsRemove
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "rem, or noise/rem, or the name of its folder" };
        var command = new Command("remove", "delete the folder of an installed plugin; recorded results stay") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Settings settings, string name)
    {
        var plugins = settings.FindPlugins();
        var catalogue = settings.LoadPlugins();
        var found = PluginArgument.Find(catalogue, name);
        string[] folders = [.. found.Select(report => Path.GetDirectoryName(report.File) ?? report.File).Distinct()];
        string folder = folders.FirstOrDefault(folder => Path.GetDirectoryName(folder) == plugins.Home) ?? folders[0];
        var others = catalogue.Reports.Where(report => Path.GetDirectoryName(report.File) == folder).Except(found)
            .Select(report => report.Identity).OfType<PluginIdentity>().ToList();
        if (others.Count > 0)
        {
            string names = string.Join(", ", others.Select(other => $"{other.Kind.Word()}/{other.Id}"));
            string all = Path.GetFileName(folder);
            throw new UsageException(
                $"{all} also holds {names}; to remove all of them: pluginhost plugins remove {all}");
        }

        PluginInstallation.Remove(folder, catalogue.Reports, plugins);
        Console.WriteLine($"removed {Shown.Path(folder)}");
        return ExitCode.Done;
    }
}
