using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Output;

namespace PluginHost.Commands;

internal static class PluginsVerify
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "one plugin; all without it" };
        var command = new Command("verify", "load plugins, make each once, and print their versions and hashes; code 1 when one cannot be used") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(name)));
        return command;
    }

    private static int Run(Settings settings, string? name)
    {
        var catalogue = settings.LoadPlugins();
        var reports = name is null ? catalogue.Reports : PluginName.Find(catalogue, name);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, reports);
        }
        else
        {
            var columns = new Columns("KIND", "NAME", "VERSION", "SHA256", "FILE");
            foreach (var report in reports.Where(r => r.State == PluginState.Ready))
            {
                var (kind, id, version, hash) = report.Identity ?? throw new InvalidOperationException("a ready plugin has an identity");
                columns.Add(kind.Word(), id, version, hash, report.File);
            }

            columns.Write(Console.Out);
        }

        foreach (var report in reports.Where(r => r.State == PluginState.Failed))
        {
            Console.Error.WriteLine($"error: {report}");
        }

        return reports.Any(r => r.State == PluginState.Failed) ? ExitCode.Failed : ExitCode.Done;
    }
}
