using PluginHost.Contracts;
using PluginHost.Loading;
using PluginHost.Recipes;
using PluginHost.Results;
using PluginHost.Torch;

namespace PluginHost.CommandLine;

/// <summary>Turns what went wrong into lines for people and an exit code.</summary>
internal static class Failure
{
    // errno 28 as .NET hands it on, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28, DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    // errno 32: whoever reads the output, such as head, has seen enough.
    private const int BrokenPipe = 32;

    public static int Report(Exception error, bool verbose, TextWriter output)
    {
        if (error is IOException { HResult: BrokenPipe })
        {
            return ExitCode.Done;
        }

        output.WriteLine(error is RecipeException { Problems.Length: > 0 } ? error.Message : $"error: {Line(error)}");
        if (verbose)
        {
            output.WriteLine(error);
        }

        return error switch
        {
            OperationCanceledException => ExitCode.Stopped,
            UsageException or RecipeException or PluginUseException or PluginSettingsException or QueryException => ExitCode.Usage,
            _ => ExitCode.Failed,
        };
    }

    /// <summary>What, where and how to mend it, in one line.</summary>
    public static string Line(Exception error) => OneLine(error switch
    {
        OperationCanceledException => "stopped",
        IOException { HResult: NoSpace or DiskFull or HandleDiskFull } =>
            $"no space on the disk: {error.Message.TrimEnd('.')}; make room and run the same command again, it goes on from there",
        UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}; give yourself the right to it, or another folder with --store or --data-dir",
        QueryException => error.Message.Split('\n')[0],
        IOException => error.Message,
        _ when IsOurs(error) => error.Message,
        _ when TorchErrors.Message(error) is { } message => message,
        _ => $"{error.GetType().Name}: {error.Message} (this is a defect; run again with --verbose to see where)",
    });

    /// <summary>Exceptions of the project's own boundaries: their messages are written for users.</summary>
    private static bool IsOurs(Exception error) => error.GetType().Assembly.GetName().Name?.StartsWith("pluginhost", StringComparison.OrdinalIgnoreCase) == true;

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
