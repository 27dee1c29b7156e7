using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Output;
using PluginHost.Torch;

namespace PluginHost.Commands.Data;

internal static class DataVerify
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "one data set; all that are there without it" };
        var command = new Command("verify", "read every byte of the data sets and print their checksums") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(name)));
        return command;
    }

    private static int Run(Settings settings, string? name)
    {
        LibTorch.Load();
        var data = new DataSets(settings.Data);
        string[] names = name is not null
            ? [name]
            : [.. data.List().Where(set => set.State != DataSetState.Missing).Select(set => set.Name)];
        var checks = names.Select(data.Verify).ToList();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, checks);
        }
        else
        {
            foreach (var check in checks.Where(c => c.Usable))
            {
                Console.WriteLine($"{check.Name}: good, {check.Finding}, sha256 {check.Sha256}");
            }
        }

        foreach (var check in checks.Where(c => !c.Usable))
        {
            Console.Error.WriteLine($"error: {check.Finding}");
        }

        return checks.All(c => c.Usable) ? ExitCode.Done : ExitCode.Failed;
    }
}
