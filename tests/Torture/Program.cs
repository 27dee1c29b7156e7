using System.CommandLine.Invocation;

namespace PluginHost.Torture;

/// <summary>
/// Kills real runs of the program, and makes its writes fail, and looks whether anything recorded is lost.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var parsed = CommandLine.Create(Console.Out).Parse(args);
        if (parsed.Action is ParseErrorAction wrong)
        {
            // The message alone: the help after it would push it out of sight.
            wrong.ShowHelp = false;
        }

        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or IOException)
        {
            Console.Error.WriteLine($"error: {error.Message}");
            return 1;
        }
    }
}
