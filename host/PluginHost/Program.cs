using System.CommandLine.Invocation;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PluginHost.CommandLine;
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

        // .NET's own writers set a terminal up with escape codes at their first use; these send it what they are given.
        Console.SetOut(WriterOf(1, Console.OpenStandardOutput, Console.IsOutputRedirected));
        Console.SetError(WriterOf(2, Console.OpenStandardError, Console.IsErrorRedirected));

        // What follows "--" belongs to the recipe; kept out of the parser, which would take a mistyped option for it.
        int dashes = Array.IndexOf(args, "--");
        var root = CommandTree.Create(dashes < 0 ? [] : args[(dashes + 1)..]);
        bool hasCommand = root.Subcommands.Any(command => args.Contains(command.Name));
        if (!Console.IsOutputRedirected && !hasCommand && !args.Any(IsOfNoScreen))
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

    private static StreamWriter WriterOf(int descriptor, Func<Stream> open, bool isRedirected)
    {
        // A file may be shared with others who write to it, and a FileStream would write at a position of its own.
        var stream = isRedirected || OperatingSystem.IsWindows()
            ? open()
            : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }
}
