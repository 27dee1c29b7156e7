using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Verification;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Torch;

namespace PluginHost.Commands.Plugins;

internal static class PluginsVerify
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "plugins (rem, noise/rem), or kinds (noise) for all of them; all plugins without a name",
        };
        var all = OptionKinds.Switch("--all", "all plugins of all kinds");
        var command = new Command(
            "verify", "load plugins and try on small data whether each keeps its kind's promises; code 1 when one does not")
        {
            names, all,
        };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(names) ?? [], parsed.GetValue(all)));
        return command;
    }

    private static int Run(Settings settings, string[] names, bool all)
    {
        if (all && names.Length > 0)
        {
            throw new UsageException($"--all is every plugin; leave it out to verify {string.Join(' ', names)} alone");
        }

        LibTorch.Load();
        var catalogue = settings.LoadPlugins();
        IReadOnlyList<PluginReport> reports = names.Length == 0
            ? [.. catalogue.Reports.Where(r => r.State is PluginState.Ready or PluginState.Failed)]
            : [.. names.SelectMany(name => Used(PluginArgument.Find(catalogue, name))).Distinct()];
        bool good = true;
        var records = new List<object>();
        foreach (var report in reports)
        {
            var checks = report is { State: PluginState.Ready, Identity: { } identity }
                ? PluginVerification.Verify(catalogue, identity.Kind, new PluginUse(identity.Id))
                : [];
            bool passes = report.State == PluginState.Ready && checks.All(check => check.Passed);
            good &= passes;
            records.Add(new { plugin = report, passes, checks });
            if (!settings.Json)
            {
                Write(report, checks, passes, everyCheck: names.Length > 0 || settings.Verbose);
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, records);
        }

        return good ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Of several files with a plugin the one that is used; where none is, all of them say why.</summary>
    private static IEnumerable<PluginReport> Used(IEnumerable<PluginReport> found) =>
        found.GroupBy(report => (report.Identity?.Kind, report.Identity?.Id))
            .SelectMany(same => same.Any(IsReady) ? same.Where(IsReady) : same);

    private static bool IsReady(PluginReport report) => report.State == PluginState.Ready;

    private static void Write(PluginReport report, IReadOnlyList<PluginCheck> checks, bool passes, bool everyCheck)
    {
        Console.WriteLine(report.State == PluginState.Ready && report.Identity is { } identity
            ? $"{identity.Kind.Word()} {identity.Id} {identity.Version}: {(passes ? "good" : "NOT GOOD")}, {checks.Count} checks, sha256 {identity.Sha256}"
            : report.ToString());
        foreach (var check in checks.Where(check => everyCheck || !check.Passed))
        {
            Console.WriteLine($"  {check}");
        }
    }
}
