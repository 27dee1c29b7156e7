using PluginHost.Store.Records;

namespace PluginHost.Running.Words;

/// <summary>What went wrong, for people.</summary>
public static class FailureText
{
    // errno 28 as .NET hands it on, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28, DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>What, where and how to mend it, in one line.</summary>
    public static string Line(Exception error) => OneLine(error switch
    {
        OperationCanceledException => "stopped",
        IOException { HResult: NoSpace or DiskFull or HandleDiskFull } =>
            $"no space on the disk: {error.Message.TrimEnd('.')}; "
            + "make room and run the same command again, it goes on from there",
        UnauthorizedAccessException =>
            $"{error.Message.TrimEnd('.')}; give yourself the right to it, or another folder with --store or --data-dir",
        QueryException => error.Message.Split('\n')[0],
        IOException => error.Message,
        _ when IsOurs(error) => error.Message,
        _ when TorchErrors.Message(error) is { } message => message,
        _ => $"{error.GetType().Name}: {error.Message} (this is a defect; run again with --verbose to see where)",
    });

    /// <summary>Exceptions of the project's own boundaries: their messages are written for users.</summary>
    private static bool IsOurs(Exception error) =>
        error.GetType().Assembly.GetName().Name?.StartsWith("pluginhost", StringComparison.OrdinalIgnoreCase) == true;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
