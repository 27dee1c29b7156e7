using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Output;
using PluginHost.Recipes.Verification;
using PluginHost.Torch;

namespace PluginHost.Commands.Plugins;

internal static class PluginsVerify
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "one plugin; all without it" };
        var command = new Command("verify", "load plugins and try on small data whether each keeps its kind's promises; code 1 when one does not") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(name)));
        return command;
    }

    private static int Run(Settings settings, string? name)
    {
        LibTorch.Load();
        var catalogue = settings.LoadPlugins();
        var reports = name is null ? catalogue.Reports : PluginArgument.Find(catalogue, name);
        bool good = true;
        var records = new List<object>();
        foreach (var report in reports.Where(r => r.State is PluginState.Ready or PluginState.Failed))
        {
            var checks = report is { State: PluginState.Ready, Identity: { } identity }
                ? PluginVerification.Verify(catalogue, identity.Kind, new PluginUse(identity.Id))
                : [];
            bool passes = report.State == PluginState.Ready && checks.All(check => check.Passed);
            good &= passes;
            records.Add(new { plugin = report, passes, checks });
            if (!settings.Json)
            {
                Write(report, checks, passes, everyCheck: name is not null || settings.Verbose);
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, records);
        }

        return good ? ExitCode.Done : ExitCode.Failed;
    }

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
