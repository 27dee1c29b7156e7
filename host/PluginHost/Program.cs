using System.CommandLine.Invocation;
using PluginHost.CommandLine;

namespace PluginHost;

internal static class Program
{
    private static int Main(string[] args)
    {
        // What follows "--" belongs to the recipe; kept out of the parser, which would take a mistyped option for it.
        int dashes = Array.IndexOf(args, "--");
        var parsed = CommandTree.Create(dashes < 0 ? [] : args[(dashes + 1)..]).Parse(dashes < 0 ? args : args[..dashes]);
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
}
