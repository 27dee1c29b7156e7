using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Output;

namespace PluginHost.Commands.Plugins;

internal static class PluginsList
{
    public static Command Create()
    {
        var command = new Command("list", "all plugins that were found, and what became of them");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        var catalogue = settings.LoadPlugins();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, catalogue.Reports);
            return ExitCode.Done;
        }

        var columns = new Columns("KIND", "NAME", "VERSION", "STATE", "WHAT");
        foreach (var report in catalogue.Reports)
        {
            string summary = catalogue.Plugins.FirstOrDefault(p => p.Identity == report.Identity)?.Summary ?? "";
            columns.Add(
                report.Identity?.Kind.Word() ?? "?", report.Identity?.Id ?? Path.GetFileName(report.File), report.Identity?.Version ?? "",
                report.State.Word(), report.State == PluginState.Ready ? summary : report.Reason);
        }

        columns.Write(Console.Out);
        Console.WriteLine($"searched: {(catalogue.Folders.Count > 0 ? string.Join(", ", catalogue.Folders) : "no folder; build the plugins, or name their folder in plugins.json")}");
        foreach (var source in catalogue.Reports.Where(r => r.State == PluginState.NotBuilt))
        {
            Console.WriteLine(source);
        }

        if (catalogue.Reports.Any(r => r.State is PluginState.Failed or PluginState.Superseded))
        {
            Console.WriteLine("'pluginhost plugins why NAME' says what to do about one that failed or is superseded");
        }

        return ExitCode.Done;
    }
}
