using System.CommandLine.Invocation;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Live;
using PluginHost.Screens;

namespace PluginHost;

internal static class Program
{
    private static int Main(string[] args)
    {
        DetachedRun.Enter(writer =>
        {
            Console.SetOut(writer);
            Console.SetError(writer);
        });

        // What follows "--" belongs to the recipe; kept out of the parser, which would take a mistyped option for it.
        int dashes = Array.IndexOf(args, "--");
        var root = CommandTree.Create(dashes < 0 ? [] : args[(dashes + 1)..]);
        bool hasCommand = root.Subcommands.Any(command => args.Contains(command.Name));
        bool drawsScreens = !Console.IsOutputRedirected && !hasCommand && !args.Any(IsOfNoScreen);
        Terminal.Open(drawsScreens);
        if (drawsScreens)
        {
            UserInterface.Prepare();
        }

        var parsed = root.Parse(dashes < 0 ? args : args[..dashes]);
        bool verbose = args.Contains("--verbose");
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                throw UsageErrors.Of(parsed);
            }

            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error)
        {
            return Failure.Report(error, verbose, Console.Error);
        }
    }

    private static bool IsOfNoScreen(string arg) => arg is "--plain" or "--help" or "-h" or "-?" or "--version";
}
